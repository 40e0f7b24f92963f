package dev.rolegate.sim.state;

import java.util.Optional;

/** The other side of a rule: where traffic comes from (inbound) or goes to (outbound). */
public sealed interface Target {
  /** An IPv4 block in canonical form, such as {@code 10.0.0.0/16}. */
  record Ipv4(String cidr) implements Target {}

  /** An IPv6 block in canonical form, such as {@code 2001:db8::/64}. */
  record Ipv6(String cidr) implements Target {}

  record PrefixList(String prefixListId) implements Target {}

  /**
   * A security group. {@code peeringId} is the connection through which a group of another VPC was
   * reached when the rule was made; it does not distinguish rules.
   */
  record Group(String groupId, String account, String vpcId, Optional<String> peeringId)
      implements Target {
    @Override
    public boolean equals(Object other) {
      return other instanceof Group group && groupId.equals(group.groupId);
    }

    @Override
    public int hashCode() {
      return groupId.hashCode();
    }
  }
}
