package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanAction;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Course.NextStep;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;

/** Nothing is taken from the group yet: is it an orphan still, and may it be quarantined? */
final class CandidatePhase extends Phase {
  CandidatePhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
    if (seen.place() != Place.OURS) {
      return forget(seen.place() == Place.GONE ? "the group is gone" : seen.whose());
    }
    if (orphan.decision() == OrphanDecision.KEEP) {
      return say(State.READY, Reason.KEPT, "The group stays").phase(OrphanPhase.KEPT).held(false);
    }
    if (seen.use() == Use.USED) {
      return forget("it is in use: " + seen.wantedBy());
    }
    int checks = orphan.cleanChecks();
    if (seen.use() == Use.UNUSED && seen.fresh()) {
      checks = Math.min(Orphan.ENOUGH, checks + 1);
    }
    return candidate(checks).seen(orphan.firstSeen(), checks);
  }

  private Course candidate(int checks) {
    if (policy.action() == OrphanAction.REPORT) {
      return reportsOnly("The group is").held(false);
    }
    if (orphan.decision() == OrphanDecision.RESTORE) {
      return say(
              State.STALLED,
              Reason.DECISION_WITHOUT_EFFECT,
              "Nothing was taken from the group, so there is nothing to restore: set spec.decision to Keep to have"
                  + " it left alone")
          .held(false);
    }
    if (seen.obstacle().isPresent()) {
      return say(State.WAITING, Reason.NOT_RETIRABLE, seen.obstacle().get()).held(false);
    }
    boolean hurried = orphan.decision() == OrphanDecision.DELETE;
    Instant due = hurried ? now : orphan.firstSeen().plus(policy.gracePeriod());
    if (seen.use() == Use.UNKNOWN) {
      return unknown().next(NextStep.QUARANTINE, hurried ? null : due).held(false);
    }
    if (now.isBefore(due)) {
      return say(State.READY, Reason.UNUSED, "Nothing uses the group; the grace period runs")
          .next(NextStep.QUARANTINE, due)
          .held(false);
    }
    if (!hurried && checks < Orphan.ENOUGH) {
      return say(
              State.READY,
              Reason.UNUSED,
              "Nothing uses the group, by "
                  + checks
                  + " of the "
                  + Orphan.ENOUGH
                  + " checks that a step takes")
          .next(NextStep.QUARANTINE, due)
          .held(false)
          .awaitingEvidence();
    }
    if (policy.room() <= 0) {
      return say(
              State.WAITING,
              Reason.QUARANTINE_LIMIT,
              "As many groups as limits.maxGroupDeletionsPerHour of the ManagedVpc allows were quarantined within"
                  + " this hour; this one waits")
          .next(NextStep.QUARANTINE, null)
          .held(false);
    }
    return quarantine(due);
  }

  private Course quarantine(Instant due) {
    if (policy.enforces() && !seen.fresh()) {
      return say(State.READY, Reason.UNUSED, "Nothing uses the group; its quarantine is due")
          .next(NextStep.QUARANTINE, due)
          .held(false)
          .awaitingEvidence();
    }
    if (!policy.enforces()) {
      return observed("Its rules would be taken now")
          .wanted(Wanted.QUARANTINE)
          .next(NextStep.QUARANTINE, null)
          .held(false);
    }
    return say(State.WORKING, Reason.RETIRING, "Nothing uses the group; its rules are being taken")
        .phase(OrphanPhase.QUARANTINED)
        .held(true)
        .quarantined(null)
        .deleted(null)
        .wanted(Wanted.QUARANTINE);
  }
}
