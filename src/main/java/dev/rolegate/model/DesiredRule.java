package dev.rolegate.model;

import java.util.Comparator;

/**
 * A documented rule.
 *
 * @param name of the declared entry that it comes from; the first one where several declare the
 *     same permission
 * @param description {@code <name>: <purpose>}, in EC2's character set
 */
public record DesiredRule(
    Direction direction, Permission permission, String name, String description)
    implements Comparable<DesiredRule> {
  private static final Comparator<DesiredRule> ORDER =
      Comparator.comparing(DesiredRule::direction)
          .thenComparing(DesiredRule::permission)
          .thenComparing(DesiredRule::name);

  public DesiredRule withPermission(Permission value) {
    return new DesiredRule(direction, value, name, description);
  }

  @Override
  public int compareTo(DesiredRule other) {
    return ORDER.compare(this, other);
  }
}
