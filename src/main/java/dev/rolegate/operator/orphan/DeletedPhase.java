package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.operator.orphan.Course.State;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;

/** The group is gone; what it was like is remembered. */
final class DeletedPhase extends Phase {
  DeletedPhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
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
    return !now.isBefore(at.plus(Lifecycle.REMEMBERED))
        ? Endings.gone(orphan, at).forget()
        : Endings.gone(orphan, at);
  }
}
