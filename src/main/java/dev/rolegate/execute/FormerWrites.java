package dev.rolegate.execute;

import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * What somebody else of Rolegate wrote right before this worker began: an operator that has just
 * ended or lost its lease, a revert, another ManagedVpc of the VPC. Nobody here knows those writes,
 * and a read that lags shows a rule as it was before it was changed in place. So a read that begins
 * sooner than own writes would outrank it is believed as to what is missing, and not as to what may
 * go.
 */
final class FormerWrites {
  private final Duration least;
  private Instant shownFrom;

  /**
   * @param least how long reads may not show a write
   */
  FormerWrites(Duration least) {
    this.least = least;
  }

  /** Work begins with a read of that time, or goes on. */
  void work(Instant readAt) {
    if (shownFrom == null) {
      shownFrom = readAt.plus(least);
    }
  }

  /** No work, so that others may: what they write is not known either. */
  void rest() {
    shownFrom = null;
  }

  /** True where a read that began then may not show them; so before any work. */
  boolean mayBeHiddenFrom(Instant readAt) {
    return shownFrom == null || readAt.isBefore(shownFrom);
  }

  /** When a read shows them; null where one that began then did. Only while working. */
  Instant worthReading(Instant readAt) {
    return mayBeHiddenFrom(readAt) ? shownFrom : null;
  }

  /** How long until a read shows them; zero once it does. Only while working. */
  Duration untilShown(Instant now) {
    return now.isBefore(shownFrom) ? Duration.between(now, shownFrom) : Duration.ZERO;
  }

  /**
   * True for a step that takes away, by its id, what a read showed: the rule may be another one by
   * now. A new group's default egress goes by what it allows instead, so that no other rule can go
   * in its place.
   */
  static boolean couldHit(Step step) {
    Step.Action action = step.action();
    return action instanceof Step.Revoke
        || action instanceof Step.Modify
        || action instanceof Step.Delete;
  }
}
