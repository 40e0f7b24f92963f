package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.status.Reason;

/** The group stays, by a decision or because it is exempt. */
final class KeptPhase extends Phase {
  KeptPhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
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
}
