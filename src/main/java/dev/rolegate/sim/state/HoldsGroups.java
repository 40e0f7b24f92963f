package dev.rolegate.sim.state;

/** An entity, such as a network interface, that keeps a security group from being deleted. */
public interface HoldsGroups extends Entity {
  boolean holds(String groupId);
}
