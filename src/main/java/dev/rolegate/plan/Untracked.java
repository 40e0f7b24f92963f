package dev.rolegate.plan;

import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import java.util.Collection;

/**
 * Finds the rules whose removal cuts live connections: EC2 does not track TCP and UDP flows that a
 * rule opens to any address while a rule of the other direction opens all ports to any address, and
 * what is not tracked ends with the rule. See "Security group connection tracking" in the EC2 User
 * Guide.
 */
final class Untracked {
  private static final PortRange EVERY_PORT = new PortRange(0, 65535);

  private Untracked() {}

  static boolean interrupts(Collection<LiveRule> removed, Collection<LiveRule> live) {
    return removed.stream()
        .anyMatch(
            rule ->
                isAnywhere(rule.permission())
                    && live.stream()
                        .anyMatch(
                            other ->
                                other.direction() != rule.direction()
                                    && areCounterparts(rule.permission(), other.permission())));
  }

  private static boolean areCounterparts(Permission one, Permission other) {
    return isAnywhere(other)
        && one.peer().sameKindAs(other.peer())
        && (one.protocol().isAll()
            || other.protocol().isAll()
            || one.protocol().equals(other.protocol()))
        && (isEveryPort(one) || isEveryPort(other));
  }

  private static boolean isAnywhere(Permission permission) {
    return permission.peer() instanceof Peer.Address address
        && address.cidr().isAnywhere()
        && (permission.protocol().isAll() || permission.protocol().hasPorts());
  }

  private static boolean isEveryPort(Permission permission) {
    return permission.protocol().isAll() || permission.ports().equals(EVERY_PORT);
  }
}
