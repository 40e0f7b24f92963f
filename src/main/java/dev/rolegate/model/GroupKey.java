package dev.rolegate.model;

import java.util.Comparator;

/** Names a declared group: namespace and name of its RoleSecurityGroup. */
public record GroupKey(String namespace, String name) implements Comparable<GroupKey> {
  private static final Comparator<GroupKey> ORDER =
      Comparator.comparing(GroupKey::namespace).thenComparing(GroupKey::name);

  @Override
  public int compareTo(GroupKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
