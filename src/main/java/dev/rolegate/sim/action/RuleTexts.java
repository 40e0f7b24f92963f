package dev.rolegate.sim.action;

import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.Locale;

/** The errors that spell out a rule. */
final class RuleTexts {
  private RuleTexts() {}

  /**
   * {@code the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already
   * exists} [R]; the ICMP form is [I].
   */
  static Ec2Error duplicate(RuleKey key) {
    return Ec2Error.client(
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: %s, %s, ALLOW\" already exists"
            .formatted(peer(key.target()), traffic(key)));
  }

  static Ec2Error notFound() {
    return Ec2Error.client(
        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
  }

  static Ec2Error noRule(String id) {
    return Ec2Error.client(
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '" + id + "' does not exist");
  }

  static String peer(Target target) {
    if (target instanceof Target.Ipv4 ipv4) {
      return ipv4.cidr();
    }
    if (target instanceof Target.Ipv6 ipv6) {
      return ipv6.cidr();
    }
    if (target instanceof Target.PrefixList list) {
      return list.prefixListId();
    }
    return ((Target.Group) target).groupId();
  }

  private static String traffic(RuleKey key) {
    String name = key.protocol().toUpperCase(Locale.ROOT);
    return switch (key.protocol()) {
      case "tcp", "udp" -> "%s, from port: %d, to port: %d".formatted(name, key.from(), key.to());
      case "icmp", "icmpv6" ->
          "%s, type: %s, code: %s".formatted(name, orAll(key.from()), orAll(key.to()));
      case "-1" -> "ALL";
      default -> name;
    };
  }

  private static String orAll(int value) {
    return value == -1 ? "ALL" : String.valueOf(value);
  }
}
