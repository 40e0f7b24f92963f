package dev.rolegate.sim.state;

import java.util.Set;

/** An entity, such as a network interface, that keeps security groups from being deleted. */
public interface HoldsGroups extends Entity {
  /** The groups that it is a member of, or for other reasons keeps in use, at present. */
  Set<String> groupIds();

  default boolean holds(String groupId) {
    return groupIds().contains(groupId);
  }
}
