package dev.rolegate.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A documented rule.
 *
 * @param name of the declared entry that it comes from; the first one where several declare the
 *     same permission
 * @param description {@code <name>: <purpose>}, in EC2's character set
 * @param expiresAt when it stops being documented; the latest where several entries declare the
 *     same permission, and empty where one of them has no end
 * @param addressSet name of the AddressSet that the peer comes from; empty where it does not
 */
public record DesiredRule(
    Direction direction,
    Permission permission,
    String name,
    String description,
    Optional<Instant> expiresAt,
    String addressSet)
    implements Comparable<DesiredRule> {
  private static final Comparator<DesiredRule> ORDER =
      Comparator.comparing(DesiredRule::direction)
          .thenComparing(DesiredRule::permission)
          .thenComparing(DesiredRule::name);

  /** A rule without an end whose peer is written out. */
  public DesiredRule(Direction direction, Permission permission, String name, String description) {
    this(direction, permission, name, description, Optional.empty(), "");
  }

  public DesiredRule withPermission(Permission value) {
    return new DesiredRule(direction, value, name, description, expiresAt, addressSet);
  }

  /** True from its end on. */
  public boolean isExpired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Why it exists: the description without the name. */
  public String purpose() {
    return description.substring(Math.min(description.length(), name.length() + 2));
  }

  @Override
  public int compareTo(DesiredRule other) {
    return ORDER.compare(this, other);
  }
}
