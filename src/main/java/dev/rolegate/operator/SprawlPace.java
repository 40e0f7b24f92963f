package dev.rolegate.operator;

import java.time.Duration;

/**
 * Whether and how often sprawl is looked for.
 *
 * @param interval from one look at a VPC to the next, less up to a tenth
 */
public record SprawlPace(boolean enabled, Duration interval) {
  /** What is in the way passes by itself in minutes more often than not. */
  private static final Duration RETRY = Duration.ofMinutes(5);

  /** A look that broke off keeps the figures of the one before for as many intervals. */
  private static final int KEPT = 2;

  /**
   * @param random at least 0 and below 1: looks at many VPCs spread
   */
  Duration next(double random) {
    return Duration.ofMillis(Math.max(1, Math.round(interval.toMillis() * (1 - 0.1 * random))));
  }

  /** After a look that broke off. */
  Duration retry() {
    return interval.compareTo(RETRY) < 0 ? interval : RETRY;
  }

  /** How old figures are that still stand for those that a broken look has not seen. */
  Duration longest() {
    return interval.multipliedBy(KEPT);
  }
}
