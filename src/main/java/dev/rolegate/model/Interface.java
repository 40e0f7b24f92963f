package dev.rolegate.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network interface of a VPC.
 *
 * @param status EC2's, as {@code in-use}
 * @param instanceId of the instance that it is attached to; empty where there is none
 * @param manager the service that made it, as {@code amazon-elb}; empty where nobody but its owner
 *     did
 * @param addresses private addresses, of both families
 * @param publicAddresses public IPv4 addresses associated with it
 */
public record Interface(
    String interfaceId,
    Set<String> groupIds,
    String status,
    String instanceId,
    String manager,
    String description,
    List<Cidr> addresses,
    List<Cidr> publicAddresses,
    Map<String, String> tags) {
  public Interface {
    groupIds = Set.copyOf(groupIds);
    addresses = List.copyOf(addresses);
    publicAddresses = List.copyOf(publicAddresses);
    tags = Map.copyOf(tags);
  }
}
