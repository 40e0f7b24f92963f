package dev.rolegate.sim.action;

/**
 * The limits of an account in a Region; the defaults are AWS's [D].
 *
 * @param groupsPerRegion VPC security groups in a Region
 * @param rulesPerDirection rules of one direction and address family in a group
 * @param groupsPerInterface security groups on a network interface
 */
public record Quotas(int groupsPerRegion, int rulesPerDirection, int groupsPerInterface) {
  public static Quotas defaults() {
    return new Quotas(2500, 60, 5);
  }
}
