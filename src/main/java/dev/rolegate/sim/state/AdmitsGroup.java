package dev.rolegate.sim.state;

/** An association that lets a group be used in a VPC other than its own. */
public interface AdmitsGroup extends Entity {
  boolean admits(String groupId, String vpcId);
}
