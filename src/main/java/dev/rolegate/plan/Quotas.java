package dev.rolegate.plan;

/**
 * EC2's quotas as far as a plan has to keep them.
 *
 * @param rulesPerGroup rules per group and direction; IPv4 and IPv6 are counted separately, and a
 *     rule with a group counts for both
 */
public record Quotas(int rulesPerGroup) {
  /** EC2's default. */
  public static final Quotas DEFAULT = new Quotas(60);
}
