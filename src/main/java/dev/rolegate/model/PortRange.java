package dev.rolegate.model;

/**
 * Ports of a TCP or UDP rule, both ends included; type and code of an ICMP rule, where -1 means
 * any; {@link #NONE} for every other protocol, which EC2 allows on all ports whatever a rule says.
 */
public record PortRange(int from, int to) {
  public static final PortRange NONE = new PortRange(-1, -1);

  public static PortRange single(int port) {
    return new PortRange(port, port);
  }

  /**
   * What EC2 keeps of the ports that a call or an answer names for a protocol: all-protocol and
   * numbered rules have none.
   */
  public static PortRange canonical(Protocol protocol, Integer from, Integer to) {
    if (!protocol.hasPorts() && !protocol.isIcmp()) {
      return NONE;
    }
    int start = from == null ? -1 : from;
    int end = to == null ? -1 : to;
    return start == -1 && protocol.isIcmp() ? NONE : new PortRange(start, end);
  }
}
