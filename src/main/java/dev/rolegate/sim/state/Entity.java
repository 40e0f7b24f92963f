package dev.rolegate.sim.state;

/**
 * Anything in the simulated Region that has an id, an owner and tags. Entities are immutable
 * records; a change is a new record put into the {@link RegionState}. Optional abilities are
 * interfaces: {@link HoldsGroups}, {@link ConnectsVpcs}, {@link AdmitsGroup}, {@link
 * WeighsAsRules}.
 */
public interface Entity {
  /** The resource id, such as {@code sg-0123456789abcdef0}; unique within a Region. */
  String id();

  /** The account that owns the resource: twelve digits. */
  String owner();

  Tags tags();

  Entity withTags(Tags tags);

  /** The name that tag specifications and DescribeTags use, such as {@code security-group}. */
  String resourceType();
}
