package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanAction;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Course.NextStep;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;

/** How an orphan of one phase goes on, and what the phases have in common. */
abstract class Phase {
  final Orphan orphan;
  final Sighting seen;
  final Policy policy;
  final Instant now;

  Phase(Moment moment) {
    this.orphan = moment.orphan();
    this.seen = moment.seen();
    this.policy = moment.policy();
    this.now = moment.now();
  }

  /** What becomes of the orphan now. */
  abstract Course course();

  /** Every way back begins here: the phase is written first, and holds until the group is whole. */
  Course back(String why) {
    boolean hasRules = orphan.proof() == Orphan.Proof.GOOD;
    boolean justUntagged = orphan.decision() == OrphanDecision.KEEP && seen.place() != Place.GONE;
    if (!hasRules && !justUntagged) {
      return lost(
          (seen.bare() ? "Its rules" : "Rules that it may have lost")
              + " cannot be given back, although "
              + why);
    }
    if (!policy.enforces()) {
      return say(
              State.STALLED,
              Reason.NOT_GIVEN_BACK,
              "The rules of the group are NOT given back, although "
                  + why
                  + ": the ManagedVpc is in mode Observe or the global stop is on. Set its spec.mode to Enforce, or"
                  + " add the rules of spec.snapshot by hand")
          .wanted(Wanted.RESTORE)
          .next(NextStep.RESTORE, null);
    }
    return say(State.WORKING, Reason.RESTORING, "The group is given back as it was, since " + why)
        .phase(OrphanPhase.RESTORED)
        .held(true)
        .wanted(Wanted.RESTORE)
        .next(NextStep.RESTORE, now);
  }

  /** A document says from now on which rules the group has. */
  Course declared() {
    return say(
            State.READY,
            Reason.NO_ORPHAN,
            "No orphan any more: "
                + seen.whose()
                + ". The document says which rules the group has; those that it had are in spec.snapshot")
        .phase(OrphanPhase.RESTORED)
        .held(false)
        .quarantined(null)
        .deleted(null);
  }

  /** Nobody holds the group any more: once it is unused, all begins anew. */
  Course free() {
    return switch (seen.use()) {
      case USED ->
          say(State.READY, Reason.RESTORED, "The group is as it was; in use: " + seen.wantedBy());
      case UNKNOWN -> unknown();
      case UNUSED ->
          say(State.READY, Reason.UNUSED, "Nothing uses the group; the grace period begins")
              .phase(OrphanPhase.CANDIDATE)
              .seen(now, 0)
              .quarantined(null)
              .deleted(null)
              .next(
                  policy.action() == OrphanAction.REPORT ? NextStep.NONE : NextStep.QUARANTINE,
                  policy.action() == OrphanAction.REPORT ? null : now.plus(policy.gracePeriod()));
    };
  }

  Course forget(String why) {
    return say(State.READY, Reason.NO_ORPHAN, "No orphan any more: " + why).forget();
  }

  Course unknown() {
    return say(
        State.WAITING,
        Reason.USE_UNKNOWN,
        "It is not known whether anything uses the group, so nothing is done: "
            + String.join("; ", seen.missing()));
  }

  Course reportsOnly(String what) {
    boolean decided = orphan.decision() == OrphanDecision.DELETE;
    return say(
        decided ? State.STALLED : State.READY,
        decided ? Reason.DECISION_WITHOUT_EFFECT : Reason.REPORTED,
        what
            + " reported only, since spec.orphans.action of the ManagedVpc is Report"
            + (decided ? ": the decision Delete has no effect" : ""));
  }

  Course observed(String what) {
    return say(
        State.READY,
        Reason.OBSERVED,
        what
            + "; nothing is changed, since the ManagedVpc is in mode Observe or the global stop is on");
  }

  Course lost(String what) {
    boolean changed = orphan.proof() == Orphan.Proof.CHANGED;
    return say(
        State.STALLED,
        changed ? Reason.SNAPSHOT_CHANGED : Reason.SNAPSHOT_LOST,
        what
            + (changed
                ? ": spec.snapshot is not what Rolegate wrote, so it is not used. Put it back as it was, or give the"
                    + " group rules by hand and set spec.decision to Keep"
                : ": the object that held them was lost. Give the group rules by hand and set spec.decision to Keep"
                    + (seen.place() == Place.EXEMPT ? "" : ", or to Delete to have it deleted")));
  }

  Course say(State state, Reason reason, String message) {
    return Course.of(orphan, state, reason, message);
  }
}
