package dev.rolegate.model;

import java.util.Comparator;

/**
 * Names a group by its resource: namespace and name of its RoleSecurityGroup, or no namespace and
 * the name of its OrphanedSecurityGroup.
 */
public record GroupKey(String namespace, String name) implements Comparable<GroupKey> {
  private static final Comparator<GroupKey> ORDER =
      Comparator.comparing(GroupKey::namespace).thenComparing(GroupKey::name);

  @Override
  public int compareTo(GroupKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}; the name alone where there is no namespace. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
