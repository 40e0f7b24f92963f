package dev.rolegate.sim.state;

/** An association that lets a group be used in a VPC other than its own. */
public interface AdmitsGroup extends Entity {
  boolean admits(String groupId, String vpcId);

  /** Whether it exists for the group in any state, which keeps the group from being deleted. */
  boolean uses(String groupId);
}
