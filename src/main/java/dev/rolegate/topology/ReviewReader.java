package dev.rolegate.topology;

import dev.rolegate.api.ReviewSpec;
import dev.rolegate.model.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Reads what a declaration says of its reviews. */
final class ReviewReader {
  private ReviewReader() {}

  /** Empty where no review is asked for, and where what is written is in error. */
  static Optional<Review> read(ReviewSpec spec, FieldErrors errors) {
    if (spec == null) {
      return Optional.empty();
    }
    Duration every = null;
    try {
      every = Moments.duration(spec.every());
    } catch (IllegalArgumentException e) {
      errors.add("spec.review.every", e.getMessage());
    }
    Optional<Instant> last = Optional.empty();
    try {
      last = Optional.ofNullable(spec.lastReviewed()).map(Moments::day);
    } catch (IllegalArgumentException e) {
      errors.add("spec.review.lastReviewed", e.getMessage());
      return Optional.empty();
    }
    return every == null
        ? Optional.empty()
        : Optional.of(new Review(every, last, Objects.requireNonNullElse(spec.reviewer(), "")));
  }
}
