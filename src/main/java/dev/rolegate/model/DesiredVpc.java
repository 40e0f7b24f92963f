package dev.rolegate.model;

import java.util.Comparator;
import java.util.List;

/**
 * What the custom resources say about one VPC.
 *
 * @param name of the ManagedVpc
 * @param clusterId the configured id of this cluster, part of the proof of ownership
 * @param groups sorted by key; no two with one name or one role and namespace
 * @param retirements what is wanted of groups that nothing declares, sorted by name; no two for one
 *     group, and none for a group that {@code groups} means
 */
public record DesiredVpc(
    String name,
    String vpcId,
    String region,
    String clusterId,
    List<DesiredGroup> groups,
    List<Retirement> retirements) {
  public DesiredVpc {
    groups = groups.stream().sorted(Comparator.comparing(DesiredGroup::key)).toList();
    retirements = retirements.stream().sorted(Comparator.comparing(Retirement::name)).toList();
  }

  /** With nothing to retire. */
  public DesiredVpc(
      String name, String vpcId, String region, String clusterId, List<DesiredGroup> groups) {
    this(name, vpcId, region, clusterId, groups, List.of());
  }

  public DesiredVpc withGroups(List<DesiredGroup> value) {
    return new DesiredVpc(name, vpcId, region, clusterId, value, retirements);
  }

  public DesiredVpc withRetirements(List<Retirement> value) {
    return new DesiredVpc(name, vpcId, region, clusterId, groups, value);
  }
}
