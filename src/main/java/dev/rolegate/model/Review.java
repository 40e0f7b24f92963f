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

  /** When the next review is due; empty where none was ever recorded, so that it is due now. */
  public Optional<Instant> due() {
    return last.map(day -> day.plus(every));
  }

  /** True from the moment that the review is due. */
  public boolean isOverdue(Instant now) {
    return due().map(due -> !now.isBefore(due)).orElse(true);
  }
}
