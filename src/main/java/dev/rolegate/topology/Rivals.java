package dev.rolegate.topology;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.Ownership;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settles which of several ManagedVpcs for one VPC and Region works: the one that live groups name
 * in their tags, else the oldest, else the one with the smallest name. Where groups name several,
 * the same order decides among those.
 */
public final class Rivals {
  private Rivals() {}

  /**
   * The names of ManagedVpcs that the tags of live groups carry. Only groups with all four tags
   * that prove ownership count.
   *
   * @param clusterId the configured id of this cluster
   */
  public static Set<String> named(Collection<Group> groups, String clusterId) {
    return groups.stream()
        .filter(group -> clusterId.equals(group.tags().get(Ownership.CLUSTER)))
        .filter(group -> group.tags().containsKey(Ownership.NAMESPACE))
        .filter(group -> group.tags().containsKey(Ownership.NAME))
        .map(group -> group.tags().get(Ownership.VPC))
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The one that works; empty only where there is no candidate.
   *
   * @param candidates ManagedVpcs for one VPC and Region that are not being deleted
   * @param named what {@link #named} found there; empty where the groups are not known
   */
  public static Optional<ManagedVpc> winner(Collection<ManagedVpc> candidates, Set<String> named) {
    return candidates.stream().min(precedence(named));
  }

  private static Comparator<ManagedVpc> precedence(Set<String> named) {
    return Comparator.comparing((ManagedVpc vpc) -> !named.contains(vpc.getMetadata().getName()))
        .thenComparing(
            vpc -> vpc.getMetadata().getCreationTimestamp(),
            Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(vpc -> vpc.getMetadata().getName());
  }
}
