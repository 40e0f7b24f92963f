package dev.rolegate.guardrail;

import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.List;

/**
 * Some ports of one protocol.
 *
 * @param protocol its number; {@link #ALL} for every one, or every one that no rule names
 * @param from the first port, 0 where the protocol has none; for ICMP, 256 × type + code
 * @param to the last one, included; {@link #LAST} where the protocol has none
 */
record Stretch(int protocol, int from, int to) {
  static final int ALL = -1;
  static final int LAST = 65535;
  static final int TCP = Protocol.TCP.number();
  static final int UDP = Protocol.UDP.number();

  /** What a rule opens. */
  static Stretch of(Permission permission) {
    Protocol protocol = permission.protocol();
    PortRange ports = permission.ports();
    if (ports.from() < 0) {
      return new Stretch(protocol.number(), 0, LAST);
    }
    if (!protocol.isIcmp()) {
      return new Stretch(protocol.number(), ports.from(), ports.to());
    }
    int type = ports.from() * 256;
    return ports.to() < 0
        ? new Stretch(protocol.number(), type, type + 255)
        : new Stretch(protocol.number(), type + ports.to(), type + ports.to());
  }

  /** True for a rule's stretch that holds ports of that protocol. */
  boolean speaks(int other) {
    return protocol == ALL || protocol == other;
  }

  /** True where one of the ports is in it, by TCP or UDP. */
  boolean opens(List<Long> ports) {
    if (protocol != ALL && protocol != TCP && protocol != UDP) {
      return false;
    }
    for (long port : ports) {
      if (from <= port && port <= to) {
        return true;
      }
    }
    return false;
  }

  /** True where all of it is TCP on these ports. */
  boolean isTcpWithin(List<Long> ports) {
    if (protocol != TCP || to - from >= ports.size()) {
      return false;
    }
    for (long port = from; port <= to; port++) {
      if (!ports.contains(port)) {
        return false;
      }
    }
    return true;
  }
}
