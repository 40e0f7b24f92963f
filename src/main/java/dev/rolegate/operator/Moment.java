package dev.rolegate.operator;

import java.time.Duration;
import java.time.Instant;

/** How long it is to a moment at which something changes by itself. */
final class Moment {
  /** A clock that a timer is a little ahead of must not lead to a wake-up for nothing. */
  private static final Duration SLACK = Duration.ofMillis(10);

  private Moment() {}

  static Duration after(Instant now, Instant moment) {
    Duration left = Duration.between(now, moment);
    return (left.isNegative() ? Duration.ZERO : left).plus(SLACK);
  }
}
