package dev.rolegate.topology;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads how documents write moments, days and durations. */
final class Moments {
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
    return Period.read(text == null ? "" : text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no duration: write a whole number and s, m, h or d, as 180d"));
  }
}
