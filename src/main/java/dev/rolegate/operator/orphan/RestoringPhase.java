package dev.rolegate.operator.orphan;

import dev.rolegate.operator.orphan.Sighting.Place;

/** The group is being given back as it was, which goes on until it is done. */
final class RestoringPhase extends Phase {
  RestoringPhase(Moment moment) {
    super(moment);
  }

  @Override
  Course course() {
    if (seen.place() == Place.DECLARED) {
      return declared();
    }
    return back(seen.isWanted() ? "it is in use: " + seen.wantedBy() : "that was begun");
  }
}
