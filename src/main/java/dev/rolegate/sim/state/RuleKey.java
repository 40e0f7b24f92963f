package dev.rolegate.sim.state;

/**
 * What makes two rules of one group the same rule: direction, protocol, ports and target. The
 * description and the tags are not part of it.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, a number, or {@code -1}
 * @param from first port or ICMP type; -1 for all and for protocols without ports
 * @param to last port or ICMP code; -1 for all and for protocols without ports
 */
public record RuleKey(boolean egress, String protocol, int from, int to, Target target) {

  /** Whether the protocol's rules carry a port range or an ICMP type and code. */
  public boolean hasPorts() {
    return switch (protocol) {
      case "tcp", "udp", "icmp", "icmpv6" -> true;
      default -> false;
    };
  }
}
