package dev.rolegate.sim.state;

import java.util.Optional;

/**
 * A subnet.
 *
 * @param zone the Availability Zone, such as {@code eu-west-1a}
 * @param isDefault whether it is its zone's default subnet
 */
public record Subnet(
    String id,
    String owner,
    Tags tags,
    String vpcId,
    String cidr,
    Optional<String> ipv6Cidr,
    String zone,
    boolean isDefault)
    implements Entity {

  @Override
  public Subnet withTags(Tags newTags) {
    return new Subnet(id, owner, newTags, vpcId, cidr, ipv6Cidr, zone, isDefault);
  }

  @Override
  public String resourceType() {
    return "subnet";
  }
}
