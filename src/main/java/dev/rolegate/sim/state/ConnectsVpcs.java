package dev.rolegate.sim.state;

/** A connection across which rules may refer to groups of the other VPC, such as a VPC peering. */
public interface ConnectsVpcs extends Entity {
  /** Whether the two VPCs are the two ends, in either order and whatever the status. */
  boolean connects(String vpcId, String otherVpcId);

  /** Whether a new rule may refer to a group on the other side now. */
  boolean active();

  /** The status as it is shown with a reference, such as {@code active} or {@code deleted}. */
  String statusCode();
}
