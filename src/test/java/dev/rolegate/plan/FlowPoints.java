package dev.rolegate.plan;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The flows that a group allows, as the set of sample connections that some rule lets through. The
 * samples stand at and beside every edge that {@link Scenes} uses, so that a difference between two
 * rule sets of a scene shows in at least one; nothing here is shared with the planner.
 */
final class FlowPoints {
  record Point(int protocol, int first, int second, String address) {}

  private static final List<String> ADDRESSES =
      List.of(
          "0.0.0.0",
          "9.255.255.255",
          "10.0.0.0",
          "10.0.255.255",
          "10.1.0.0",
          "10.1.255.255",
          "10.2.0.0",
          "10.127.255.255",
          "10.128.0.0",
          "10.255.255.255",
          "11.0.0.0",
          "127.255.255.255",
          "128.0.0.0",
          "255.255.255.255",
          "::",
          "2001:db8::",
          "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
          "2001:db8:8000::",
          "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
          "2001:db9::",
          "ffff::");
  private static final int[] PORTS = {0, 21, 22, 23, 79, 80, 81, 85, 90, 91, 443, 65535};

  private FlowPoints() {}

  static Set<Point> of(Group group, Direction direction) {
    Set<Point> points = new HashSet<>();
    if (group != null) {
      for (LiveRule rule : group.rules()) {
        if (rule.direction() == direction) {
          points.addAll(of(rule.permission()));
        }
      }
    }
    return points;
  }

  static Set<Point> of(Permission permission) {
    Set<Point> points = new HashSet<>();
    List<String> peers = new ArrayList<>();
    if (permission.peer() instanceof Peer.Address address) {
      IPAddress block = address.cidr().block();
      for (String sample : ADDRESSES) {
        if (block.contains(new IPAddressString(sample).getAddress())) {
          peers.add(sample);
        }
      }
    } else {
      peers.add(permission.peer().toString());
    }
    for (String peer : peers) {
      for (int protocol : new int[] {6, 17, 1, 58, 50}) {
        if (permission.protocol().isAll() || permission.protocol().number() == protocol) {
          content(permission, protocol, peer, points);
        }
      }
    }
    return points;
  }

  private static void content(Permission permission, int protocol, String peer, Set<Point> points) {
    PortRange ports = permission.ports();
    if (protocol == 6 || protocol == 17) {
      for (int port : PORTS) {
        if (ports.equals(PortRange.NONE) || (ports.from() <= port && port <= ports.to())) {
          points.add(new Point(protocol, port, 0, peer));
        }
      }
    } else if (protocol == 1 || protocol == 58) {
      for (int type : new int[] {0, 3, 8}) {
        for (int code : new int[] {0, 4}) {
          boolean typed = ports.from() == -1 || ports.from() == type;
          if (typed && (ports.to() == -1 || ports.to() == code)) {
            points.add(new Point(protocol, type, code, peer));
          }
        }
      }
    } else {
      points.add(new Point(protocol, 0, 0, peer));
    }
  }
}
