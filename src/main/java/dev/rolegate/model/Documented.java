package dev.rolegate.model;

import java.util.Optional;
import java.util.Set;

/**
 * What a declaration says of its group besides its rules.
 *
 * @param isPublic true with {@code exposure: Public}
 * @param review empty where none is asked for
 * @param expired short hashes (see {@link AppliedRules}) of documented rules whose time is over:
 *     they are not among the group's rules, and nobody has to approve that they go
 */
public record Documented(boolean isPublic, Optional<Review> review, Set<String> expired) {
  /** Internal, without reviews, and nothing expired. */
  public static final Documented PLAIN = new Documented(false, Optional.empty(), Set.of());

  public Documented {
    expired = Set.copyOf(expired);
  }
}
