package dev.rolegate.model;

import java.util.Comparator;

/**
 * Something that names a group, so that it is in use.
 *
 * @param kind CloudFormation's name of the kind, as {@code AWS::Lambda::Function}, or {@code
 *     Kind.group} of a Kubernetes resource
 * @param holder which one, for people, as {@code launch template lt-… (web), version 3}
 */
public record Holding(String groupId, String kind, String holder) implements Comparable<Holding> {
  private static final Comparator<Holding> ORDER =
      Comparator.comparing(Holding::groupId)
          .thenComparing(Holding::kind)
          .thenComparing(Holding::holder);

  @Override
  public int compareTo(Holding other) {
    return ORDER.compare(this, other);
  }
}
