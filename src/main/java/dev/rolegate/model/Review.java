package dev.rolegate.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a group's documents are to be reviewed, and when they were.
 *
 * @param every the longest time between two reviews
 * @param last the day of the last review at 00:00 UTC; empty where none is recorded
 * @param reviewer who did it; empty where that is not recorded
 */
public record Review(Duration every, Optional<Instant> last, String reviewer) {
  /** Days begin as much earlier than UTC's where it is earliest. */
  private static final Duration EARLIEST_DAY = Duration.ofHours(14);

  /** When the next review is due; empty where none was ever recorded, so that it is due now. */
  public Optional<Instant> due() {
    return last.map(day -> day.plus(every));
  }

  /** True where the recorded day has not begun anywhere, so that no review took place on it. */
  public boolean isAhead(Instant now) {
    return last.filter(day -> day.minus(EARLIEST_DAY).isAfter(now)).isPresent();
  }

  /** True from the moment that the review is due, and where the recorded day is still ahead. */
  public boolean isOverdue(Instant now) {
    return isAhead(now) || due().map(due -> !now.isBefore(due)).orElse(true);
  }

  /**
   * When {@link #isOverdue} or {@link #isAhead} changes by time alone; empty where neither does.
   */
  public Optional<Instant> next(Instant now) {
    return isAhead(now)
        ? last.map(day -> day.minus(EARLIEST_DAY))
        : due().filter(due -> due.isAfter(now));
  }
}
