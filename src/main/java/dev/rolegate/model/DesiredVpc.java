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
 * @param remediations what is to be taken from groups that nothing declares, sorted by id; no two
 *     for one group
 */
public record DesiredVpc(
    String name,
    String vpcId,
    String region,
    String clusterId,
    List<DesiredGroup> groups,
    List<Retirement> retirements,
    List<Remediation> remediations) {
  public DesiredVpc {
    groups = groups.stream().sorted(Comparator.comparing(DesiredGroup::key)).toList();
    retirements = retirements.stream().sorted(Comparator.comparing(Retirement::name)).toList();
    remediations =
        remediations.stream().sorted(Comparator.comparing(Remediation::groupId)).toList();
  }

  /** With nothing to take from groups that nothing declares. */
  public DesiredVpc(
      String name,
      String vpcId,
      String region,
      String clusterId,
      List<DesiredGroup> groups,
      List<Retirement> retirements) {
    this(name, vpcId, region, clusterId, groups, retirements, List.of());
  }

  /** With nothing to retire either. */
  public DesiredVpc(
      String name, String vpcId, String region, String clusterId, List<DesiredGroup> groups) {
    this(name, vpcId, region, clusterId, groups, List.of());
  }

  public DesiredVpc withGroups(List<DesiredGroup> value) {
    return new DesiredVpc(name, vpcId, region, clusterId, value, retirements, remediations);
  }

  public DesiredVpc withRetirements(List<Retirement> value) {
    return new DesiredVpc(name, vpcId, region, clusterId, groups, value, remediations);
  }

  public DesiredVpc withRemediations(List<Remediation> value) {
    return new DesiredVpc(name, vpcId, region, clusterId, groups, retirements, value);
  }
}
