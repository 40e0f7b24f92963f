package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.operator.orphan.Course.NextStep;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;
import java.util.List;

/** What becomes of an orphan by what a pass did for it, or could not do. */
public final class Endings {
  private Endings() {}

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
                + at.plus(Lifecycle.REMEMBERED)
                + ": set spec.decision to Restore")
        .phase(OrphanPhase.DELETED)
        .held(true)
        .deleted(at)
        .next(NextStep.FORGET, at.plus(Lifecycle.REMEMBERED));
  }
}
