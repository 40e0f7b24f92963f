package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.Optional;

/** A port range, or an ICMP type and code, as stored with a rule; -1 and -1 for all. */
record Ports(int from, int to) {
  private static final Ports ALL = new Ports(-1, -1);
  private static final int HIGHEST_PORT = 65535;
  private static final int HIGHEST_ICMP = 255;

  /**
   * Checks the ports for a protocol in canonical form. Protocols other than TCP, UDP and ICMP have
   * none: what is sent is ignored [D].
   */
  static Ports of(String protocol, Optional<Integer> from, Optional<Integer> to) {
    return switch (protocol) {
      case "tcp", "udp" -> range(from, to);
      case "icmp" -> icmp(from, to);
      case "icmpv6" ->
          from.isEmpty() && to.isEmpty()
              ? ALL
              : icmp(Optional.of(from.orElse(-1)), Optional.of(to.orElse(-1)));
      default -> ALL;
    };
  }

  private static Ports range(Optional<Integer> from, Optional<Integer> to) {
    if (from.isEmpty() || to.isEmpty()) {
      throw Ec2Error.invalidValue(
          "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.");
    }
    checkPort("from", from.get());
    checkPort("to", to.get());
    if (from.get() > to.get()) {
      throw Ec2Error.invalidValue(
          "Invalid TCP/UDP port range (%d:%d)".formatted(from.get(), to.get()));
    }
    return new Ports(from.get(), to.get());
  }

  private static void checkPort(String which, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw Ec2Error.invalidValue("TCP/UDP (%s) port (%d) out of range".formatted(which, port));
    }
  }

  /** Type and code. All types go with all codes only [D]; that refusal's text is [I]. */
  private static Ports icmp(Optional<Integer> type, Optional<Integer> code) {
    if (type.isEmpty() || code.isEmpty()) {
      throw Ec2Error.invalidValue(
          "Invalid value for portRange. Must specify both type and code with ICMP.");
    }
    if (type.get() < -1 || type.get() > HIGHEST_ICMP) {
      throw Ec2Error.invalidValue("ICMP type (%d) out of range".formatted(type.get()));
    }
    if (code.get() < -1 || code.get() > HIGHEST_ICMP) {
      throw Ec2Error.invalidValue("ICMP code (%d) out of range".formatted(code.get()));
    }
    if (type.get() == -1 && code.get() != -1) {
      throw Ec2Error.invalidValue(
          "ICMP code (%d) must be -1 when the ICMP type is -1".formatted(code.get()));
    }
    return new Ports(type.get(), code.get());
  }
}
