package dev.rolegate.sim.action;

import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.WeighsAsRules;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.Locale;

/**
 * How many rules a group may have: inbound and outbound, IPv4 and IPv6 are counted apart. A
 * reference to a group counts in both families; a prefix list counts with its weight in its own
 * [D].
 */
public final class RuleLimits {
  private final Quotas quotas;

  public RuleLimits(Quotas quotas) {
    this.quotas = quotas;
  }

  /** Throws RulesPerSecurityGroupLimitExceeded if the group holds more than it may. */
  void check(RegionState state, SecurityGroup group, boolean egress) {
    if (exceeded(state, group, egress)) {
      throw Ec2Error.client(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
  }

  /** Whether either direction's limit is passed. */
  public boolean exceeded(RegionState state, SecurityGroup group) {
    return exceeded(state, group, false) || exceeded(state, group, true);
  }

  private boolean exceeded(RegionState state, SecurityGroup group, boolean egress) {
    return count(state, group, egress, "ipv4") > quotas.rulesPerDirection()
        || count(state, group, egress, "ipv6") > quotas.rulesPerDirection();
  }

  private static int count(RegionState state, SecurityGroup group, boolean egress, String family) {
    return group.rules(egress).stream().mapToInt(rule -> weight(state, rule, family)).sum();
  }

  private static int weight(RegionState state, Rule rule, String family) {
    Target target = rule.key().target();
    if (target instanceof Target.Ipv4) {
      return family.equals("ipv4") ? 1 : 0;
    }
    if (target instanceof Target.Ipv6) {
      return family.equals("ipv6") ? 1 : 0;
    }
    if (target instanceof Target.PrefixList list) {
      return state
          .resource(list.prefixListId())
          .filter(WeighsAsRules.class::isInstance)
          .map(WeighsAsRules.class::cast)
          .filter(one -> one.addressFamily().toLowerCase(Locale.ROOT).equals(family))
          .map(WeighsAsRules::weight)
          .orElse(0);
    }
    return 1;
  }
}
