package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.status.Reason;

/** The group is as it was. */
final class RestoredPhase extends Phase {
  RestoredPhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
    if (seen.place() == Place.GONE) {
      return forget("the group is gone");
    }
    if (seen.place() == Place.DECLARED) {
      return isRemembered() ? declared() : forget(seen.whose());
    }
    if (orphan.decision() == OrphanDecision.KEEP || seen.place() == Place.EXEMPT) {
      return say(State.READY, Reason.KEPT, "The group stays").phase(OrphanPhase.KEPT);
    }
    if (orphan.decision() == OrphanDecision.RESTORE) {
      return say(State.READY, Reason.RESTORED, "The group is as it was, and stays");
    }
    return orphan.isRenamed() ? forget("the group is " + orphan.groupId() + " now") : free();
  }

  /** What it was like before a document took it over can be read for as long as of one deleted. */
  private boolean isRemembered() {
    return orphan
        .snapshot()
        .flatMap(snapshot -> Orphan.time(snapshot.taken()))
        .filter(taken -> now.isBefore(taken.plus(Lifecycle.REMEMBERED)))
        .isPresent();
  }
}
