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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides what becomes of an orphan, from its object, from what a check saw and from what the
 * ManagedVpc allows: nothing else, so that a restart at any moment changes nothing. What is taken
 * from a group comes back as soon as anything wants it, before anything else is considered.
 */
public final class Lifecycle {
  /** How long it is remembered what a deleted group was like. */
  public static final Duration REMEMBERED = Duration.ofDays(90);

  private final Orphan orphan;
  private final Sighting seen;
  private final Policy policy;
  private final Instant now;

  private Lifecycle(Orphan orphan, Sighting seen, Policy policy, Instant now) {
    this.orphan = orphan;
    this.seen = seen;
    this.policy = policy;
    this.now = now;
  }

  /** What becomes of the orphan now. */
  public static Course decide(Orphan orphan, Sighting seen, Policy policy, Instant now) {
    var lifecycle = new Lifecycle(orphan, seen, policy, now);
    return switch (orphan.phase()) {
      case CANDIDATE -> lifecycle.candidate();
      case QUARANTINED -> lifecycle.quarantined();
      case DELETED -> lifecycle.deleted();
      case RESTORED -> orphan.held() ? lifecycle.restoring() : lifecycle.restored();
      case KEPT -> lifecycle.kept();
    };
  }

  /** What becomes of an orphan whose group has been given back as it was. */
  public static Course restored(Orphan orphan, Sighting seen) {
    boolean keep = orphan.decision() == OrphanDecision.KEEP || seen.place() == Place.EXEMPT;
    var course =
        keep
            ? Course.of(orphan, State.READY, Reason.KEPT, "The group has its rules back and stays")
            : Course.of(
                orphan,
                State.READY,
                Reason.RESTORED,
                "The group is as it was"
                    + (seen.isWanted() ? ", since it is in use: " + seen.wantedBy() : ""));
    return course
        .phase(keep ? OrphanPhase.KEPT : OrphanPhase.RESTORED)
        .held(false)
        .quarantined(null)
        .deleted(null);
  }

  /** As {@link #restored(Orphan, Sighting)}, with what does not come back. */
  public static Course restored(Orphan orphan, Sighting seen, List<String> lost) {
    var course = restored(orphan, seen);
    return lost.isEmpty() ? course : course.because(String.join("; ", lost));
  }

  /** What becomes of an orphan that was to be quarantined, and from which nothing was taken. */
  public static Course untouched(Orphan orphan, String why) {
    return Course.of(orphan, State.READY, Reason.RESTORED, why)
        .phase(OrphanPhase.RESTORED)
        .held(false)
        .quarantined(null);
  }

  /** What becomes of a candidate that cannot be quarantined in this check. */
  public static Course waits(Orphan orphan, String why) {
    return Course.of(orphan, State.WAITING, Reason.UNUSED, why)
        .next(NextStep.QUARANTINE, null)
        .held(false);
  }

  /** What becomes of an orphan whose group lost its last rule just now. */
  public static Course stripped(Orphan orphan, Course course, Instant at) {
    return Course.of(
            orphan, State.READY, Reason.QUARANTINED, "The group has no rules; the quarantine runs")
        .phase(OrphanPhase.QUARANTINED)
        .held(true)
        .seen(course.firstSeen(), course.cleanChecks())
        .quarantined(at)
        .deleted(null);
  }

  /** What becomes of an orphan whose group was deleted just now, or is found to be gone. */
  public static Course gone(Orphan orphan, Instant at) {
    return Course.of(
            orphan,
            State.READY,
            Reason.GROUP_DELETED,
            "The group is gone. What is needed to bring it back is kept until "
                + at.plus(REMEMBERED)
                + ": set spec.decision to Restore")
        .phase(OrphanPhase.DELETED)
        .held(true)
        .deleted(at)
        .next(NextStep.FORGET, at.plus(REMEMBERED));
  }

  private Course candidate() {
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
    if (!seen.fresh()) {
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

  private Course quarantined() {
    if (seen.place() == Place.DECLARED) {
      return declared();
    }
    if (seen.place() == Place.GONE) {
      return comesBack() ? back("it was decided") : gone(orphan, now);
    }
    if (comesBack() || seen.place() == Place.EXEMPT) {
      return back(seen.place() == Place.EXEMPT ? seen.whose() : "it was decided");
    }
    if (seen.isWanted()) {
      return back("it is in use: " + seen.wantedBy());
    }
    if (orphan.proof() != Orphan.Proof.GOOD && orphan.decision() != OrphanDecision.DELETE) {
      return lost("The group has no rules, and they cannot be given back");
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
    if (!seen.fresh()) {
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

  private Course deleted() {
    Instant at = orphan.deleted().orElse(now);
    if (orphan.decision() == OrphanDecision.RESTORE) {
      return back("it was decided");
    }
    if (seen.place() != Place.GONE) {
      return say(State.READY, Reason.QUARANTINED, "EC2 shows the group again, without rules")
          .phase(OrphanPhase.QUARANTINED)
          .held(true)
          .quarantined(now)
          .deleted(null);
    }
    return !now.isBefore(at.plus(REMEMBERED)) ? gone(orphan, at).forget() : gone(orphan, at);
  }

  /** Every way back begins here: the phase is written first, and holds until the group is whole. */
  private Course back(String why) {
    boolean hasRules = orphan.proof() == Orphan.Proof.GOOD;
    boolean justUntagged = orphan.decision() == OrphanDecision.KEEP && seen.place() != Place.GONE;
    if (!hasRules && !justUntagged) {
      return lost("Its rules cannot be given back, although " + why);
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

  private Course restoring() {
    if (seen.place() == Place.DECLARED) {
      return declared();
    }
    return back(seen.isWanted() ? "it is in use: " + seen.wantedBy() : "that was begun");
  }

  /** A document says from now on which rules the group has. */
  private Course declared() {
    return say(State.READY, Reason.NO_ORPHAN, "No orphan any more: " + seen.whose())
        .phase(OrphanPhase.RESTORED)
        .held(false)
        .quarantined(null)
        .deleted(null);
  }

  private Course restored() {
    if (seen.place() == Place.GONE) {
      return forget("the group is gone");
    }
    if (seen.place() == Place.DECLARED) {
      return forget(seen.whose());
    }
    if (orphan.decision() == OrphanDecision.KEEP || seen.place() == Place.EXEMPT) {
      return say(State.READY, Reason.KEPT, "The group stays").phase(OrphanPhase.KEPT);
    }
    if (orphan.decision() == OrphanDecision.RESTORE) {
      return say(State.READY, Reason.RESTORED, "The group is as it was, and stays");
    }
    return orphan.isRenamed() ? forget("the group is " + orphan.groupId() + " now") : free();
  }

  private Course kept() {
    if (seen.place() == Place.GONE) {
      return forget("the group is gone");
    }
    if (seen.place() == Place.DECLARED) {
      return forget(seen.whose());
    }
    boolean decided =
        orphan.decision() == OrphanDecision.KEEP || orphan.decision() == OrphanDecision.RESTORE;
    if (decided || seen.place() == Place.EXEMPT) {
      return say(State.READY, Reason.KEPT, "The group stays");
    }
    if (orphan.isRenamed()) {
      return forget("the group is " + orphan.groupId() + " now");
    }
    return seen.use() == Use.USED ? forget("it is in use: " + seen.wantedBy()) : free();
  }

  /** Nobody holds the group any more: once it is unused, all begins anew. */
  private Course free() {
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

  private boolean comesBack() {
    return orphan.decision() == OrphanDecision.KEEP || orphan.decision() == OrphanDecision.RESTORE;
  }

  private Course forget(String why) {
    return say(State.READY, Reason.NO_ORPHAN, "No orphan any more: " + why).forget();
  }

  private Course unknown() {
    return say(
        State.WAITING,
        Reason.USE_UNKNOWN,
        "It is not known whether anything uses the group, so nothing is done: "
            + String.join("; ", seen.missing()));
  }

  private Course reportsOnly(String what) {
    boolean decided = orphan.decision() == OrphanDecision.DELETE;
    return say(
        decided ? State.STALLED : State.READY,
        decided ? Reason.DECISION_WITHOUT_EFFECT : Reason.REPORTED,
        what
            + " reported only, since spec.orphans.action of the ManagedVpc is Report"
            + (decided ? ": the decision Delete has no effect" : ""));
  }

  private Course observed(String what) {
    return say(
        State.READY,
        Reason.OBSERVED,
        what
            + "; nothing is changed, since the ManagedVpc is in mode Observe or the global stop is on");
  }

  private Course lost(String what) {
    boolean changed = orphan.proof() == Orphan.Proof.CHANGED;
    return say(
        State.STALLED,
        changed ? Reason.SNAPSHOT_CHANGED : Reason.SNAPSHOT_LOST,
        what
            + (changed
                ? ": spec.snapshot is not what Rolegate wrote, so it is not used. Put it back as it was, or give the"
                    + " group rules by hand and set spec.decision to Keep"
                : ": the object that held them was lost. Give the group rules by hand and set spec.decision to"
                    + " Keep, or to Delete to have it deleted"));
  }

  private Course say(State state, Reason reason, String message) {
    return Course.of(orphan, state, reason, message);
  }
}
