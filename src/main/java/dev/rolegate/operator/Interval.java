package dev.rolegate.operator;

import dev.rolegate.api.DriftSpec;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.topology.Period;
import java.time.Duration;
import java.time.Instant;

/** Reads durations of custom resources: a whole number and one unit, as {@code 5m}. */
final class Interval {
  /** For what happens before a ManagedVpc's own interval can be read. */
  static final Duration DEFAULT = parse(DriftSpec.DEFAULT_INTERVAL);

  private Interval() {}

  /** Beside a moment a timer comes rather after it. */
  private static final Duration AFTERWARDS = Duration.ofMillis(10);

  /** How long to wait for a moment, so that it is over then. */
  static Duration until(Instant moment, Instant now) {
    Duration until = Duration.between(now, moment);
    return (until.isNegative() ? Duration.ZERO : until).plus(AFTERWARDS);
  }

  /** How often the VPC is looked at when nothing happens. */
  static Duration of(ManagedVpc vpc) {
    return parse(vpc.getSpec().drift().interval());
  }

  /**
   * The duration.
   *
   * @throws IllegalArgumentException when it has another form, which the schema refuses
   */
  static Duration parse(String text) {
    return Period.read(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is no duration: write a whole number and s, m, h or d, as 5m"));
  }
}
