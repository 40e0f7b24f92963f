package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanAction;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Course.NextStep;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;

/** The group is losing its rules, or has none: does anything want them, and may it be deleted? */
final class QuarantinedPhase extends Phase {
  QuarantinedPhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
    if (seen.place() == Place.DECLARED) {
      return declared();
    }
    if (seen.place() == Place.GONE) {
      return comesBack() ? back("it was decided") : Endings.gone(orphan, now);
    }
    if (comesBack() || seen.place() == Place.EXEMPT) {
      return back(seen.place() == Place.EXEMPT ? seen.whose() : "it was decided");
    }
    if (seen.isWanted()) {
      return back("it is in use: " + seen.wantedBy());
    }
    if (orphan.proof() != Orphan.Proof.GOOD && orphan.decision() != OrphanDecision.DELETE) {
      return lost(
          seen.bare()
              ? "The group has no rules, and they cannot be given back"
              : "The group is marked as retired, and rules that it may have lost cannot be given back");
    }
    return orphan.quarantined().isPresent() || seen.bare()
        ? stripped(orphan.quarantined().orElse(now))
        : stripping();
  }

  /** Begun, and not done yet. */
  private Course stripping() {
    if (policy.action() == OrphanAction.REPORT) {
      return reportsOnly("The group has lost a part of its rules and is");
    }
    return policy.enforces()
        ? say(State.WORKING, Reason.RETIRING, "Its rules are being taken").wanted(Wanted.QUARANTINE)
        : observed("The rest of its rules would be taken now").wanted(Wanted.QUARANTINE);
  }

  private Course stripped(Instant since) {
    boolean hurried = orphan.decision() == OrphanDecision.DELETE;
    Course course;
    if (policy.action() == OrphanAction.REPORT) {
      course = reportsOnly("The group has no rules and is");
    } else if (policy.action() == OrphanAction.QUARANTINE && !hurried) {
      course =
          say(
              State.READY,
              Reason.QUARANTINED,
              "The group has no rules. It stays so, since spec.orphans.action of the ManagedVpc is Quarantine, until"
                  + " spec.decision says otherwise");
    } else {
      course = stripped(hurried ? now : since.plus(policy.quarantinePeriod()), hurried);
    }
    return course.quarantined(since);
  }

  private Course stripped(Instant due, boolean hurried) {
    if (seen.use() == Use.UNKNOWN) {
      return unknown().next(NextStep.DELETE, hurried ? null : due);
    }
    if (now.isBefore(due)) {
      return say(State.READY, Reason.QUARANTINED, "The group has no rules; the quarantine runs")
          .next(NextStep.DELETE, due);
    }
    if (!seen.uncovered().isEmpty() && !policy.acceptUncovered()) {
      return say(
          State.STALLED,
          Reason.KINDS_UNCOVERED,
          seen.uncovered().size()
              + " kinds of resources that can name a security group are not looked at, see status.uncovered; the"
              + " group is deleted only with orphans.acceptUncovered: true in the ManagedVpc");
    }
    if (seen.obstacle().isPresent()) {
      return say(State.WAITING, Reason.NOT_RETIRABLE, seen.obstacle().get());
    }
    if (policy.enforces() && !seen.fresh()) {
      return say(State.READY, Reason.QUARANTINED, "Nothing uses the group; its deletion is due")
          .next(NextStep.DELETE, due)
          .awaitingEvidence();
    }
    return policy.enforces()
        ? say(State.WORKING, Reason.RETIRING, "Nothing uses the group; it is being deleted")
            .wanted(Wanted.DELETE)
            .next(NextStep.DELETE, due)
        : observed("It would be deleted now").wanted(Wanted.DELETE).next(NextStep.DELETE, null);
  }

  private boolean comesBack() {
    return orphan.decision() == OrphanDecision.KEEP || orphan.decision() == OrphanDecision.RESTORE;
  }
}
