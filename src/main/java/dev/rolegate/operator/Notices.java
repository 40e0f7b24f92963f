package dev.rolegate.operator;

import dev.rolegate.operator.status.DueDates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long before a rule ends that is told.
 *
 * @param before each above zero
 */
record Notices(List<Duration> before) {
  /** Time to ask whoever needs the rule, and a last word on the day before. */
  static final Notices DEFAULT = new Notices(List.of(Duration.ofDays(7), Duration.ofDays(1)));

  DueDates at(Instant now) {
    return new DueDates(now, before);
  }
}
