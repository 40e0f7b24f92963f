package dev.rolegate.model;

import java.util.Comparator;
import java.util.List;

/**
 * What the custom resources say about one VPC.
 *
 * @param name of the ManagedVpc
 * @param clusterId the configured id of this cluster, part of the proof of ownership
 * @param groups sorted by key; no two with one name or one role and namespace
 */
public record DesiredVpc(
    String name, String vpcId, String region, String clusterId, List<DesiredGroup> groups) {
  public DesiredVpc {
    groups = groups.stream().sorted(Comparator.comparing(DesiredGroup::key)).toList();
  }
}
