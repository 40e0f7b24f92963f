package dev.rolegate.model;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An immutable picture of all groups of a VPC. One exists only when every page was read: a partial
 * read never becomes a snapshot.
 *
 * @param ipv6 whether the VPC has an IPv6 block, so that EC2 gives a new group {@code ::/0} egress
 * @param groups every group of the VPC by id, sorted
 * @param prefixListWeights how many rules of the quota each prefix list counts for, by id; may lack
 *     lists that no plan needed so far
 */
public record VpcSnapshot(
    String vpcId, boolean ipv6, Map<String, Group> groups, Map<String, Integer> prefixListWeights) {

  public VpcSnapshot {
    groups = java.util.Collections.unmodifiableMap(new TreeMap<>(groups));
    prefixListWeights = Map.copyOf(prefixListWeights);
  }

  public static VpcSnapshot of(String vpcId, boolean ipv6, Collection<Group> groups) {
    Map<String, Group> byId = new TreeMap<>();
    groups.forEach(group -> byId.put(group.groupId(), group));
    return new VpcSnapshot(vpcId, ipv6, byId, Map.of());
  }

  public Optional<Group> group(String groupId) {
    return Optional.ofNullable(groups.get(groupId));
  }

  /**
   * The account that the VPC's default group belongs to, which every VPC has and nobody can delete;
   * empty when the snapshot shows none.
   */
  public String account() {
    return groups.values().stream()
        .filter(group -> group.name().equals("default"))
        .map(Group::ownerId)
        .findFirst()
        .orElse("");
  }

  public VpcSnapshot withGroups(Map<String, Group> value) {
    return new VpcSnapshot(vpcId, ipv6, value, prefixListWeights);
  }

  public VpcSnapshot withPrefixListWeights(Map<String, Integer> value) {
    return new VpcSnapshot(vpcId, ipv6, groups, value);
  }
}
