package dev.rolegate.operator;

import dev.rolegate.api.DriftSpec;
import dev.rolegate.api.ManagedVpc;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations of custom resources: a whole number and one unit, as {@code 5m}. */
final class Interval {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

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
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration: write a whole number and s, m, h or d, as 5m");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
