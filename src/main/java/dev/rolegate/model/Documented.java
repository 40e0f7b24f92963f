package dev.rolegate.model;

import java.util.List;
import java.util.Optional;

/**
 * What a declaration says of its group besides its rules.
 *
 * @param isPublic true with {@code exposure: Public}
 * @param review empty where none is asked for
 * @param expired documented rules whose time is over, sorted, each with its end: they are not among
 *     the group's rules, and nobody has to approve that they go
 */
public record Documented(boolean isPublic, Optional<Review> review, List<DesiredRule> expired) {
  /** Internal, without reviews, and nothing expired. */
  public static final Documented PLAIN = new Documented(false, Optional.empty(), List.of());

  public Documented {
    expired = expired.stream().sorted().toList();
  }
}
