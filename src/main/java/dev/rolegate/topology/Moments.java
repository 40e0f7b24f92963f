package dev.rolegate.topology;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how documents write moments, days and durations. */
final class Moments {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

  private Moments() {}

  /**
   * @throws IllegalArgumentException when it is none; the message says what to write instead
   */
  static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no moment: write it as 2026-12-31T18:00:00Z, with its offset from UTC",
          e);
    }
  }

  /**
   * The beginning of the day in UTC.
   *
   * @throws IllegalArgumentException as {@link #moment}
   */
  static Instant day(String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no day: write it as 2026-01-31", e);
    }
  }

  /**
   * @throws IllegalArgumentException as {@link #moment}
   */
  static Duration duration(String text) {
    Matcher form = DURATION.matcher(text == null ? "" : text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration: write a whole number and s, m, h or d, as 180d");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
