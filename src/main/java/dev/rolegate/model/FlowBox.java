package dev.rolegate.model;

import inet.ipaddr.IPAddressSeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The flows of one rule as a box: a range of addresses, one of protocols, one of ports. Groups and
 * prefix lists are spaces of their own with nothing inside to compare; ICMP types and codes count
 * as 256 × type + code.
 *
 * @param space the address family, or the group or prefix list
 * @param addresses null for a group or prefix list
 */
public record FlowBox(String space, IPAddressSeqRange addresses, Range protocols, Range ports) {
  private static final Range EVERY_PROTOCOL = new Range(0, 255);
  private static final Range EVERY_PORT = new Range(0, 65535);

  /** From one number to another, both included. */
  public record Range(int from, int to) {
    boolean meets(Range other) {
      return from <= other.to && other.from <= to;
    }

    Range meet(Range other) {
      return new Range(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** What of this range lies outside the other. */
    List<Range> minus(Range other) {
      List<Range> rest = new ArrayList<>(2);
      if (from < other.from) {
        rest.add(new Range(from, Math.min(to, other.from - 1)));
      }
      if (to > other.to) {
        rest.add(new Range(Math.max(from, other.to + 1), to));
      }
      return rest;
    }
  }

  /** The flows that a rule of this content allows. */
  public static FlowBox of(Permission permission) {
    Range protocols =
        permission.protocol().isAll()
            ? EVERY_PROTOCOL
            : new Range(permission.protocol().number(), permission.protocol().number());
    Range ports = ports(permission.protocol(), permission.ports());
    if (permission.peer() instanceof Peer.Address address) {
      Cidr cidr = address.cidr();
      String space = cidr.family() == Family.IPV4 ? "ipv4" : "ipv6";
      return new FlowBox(space, cidr.block().coverWithSequentialRange(), protocols, ports);
    }
    return new FlowBox(permission.peer().toString(), null, protocols, ports);
  }

  private static Range ports(Protocol protocol, PortRange range) {
    if (range.equals(PortRange.NONE) || range.from() < 0) {
      return EVERY_PORT;
    }
    if (!protocol.isIcmp()) {
      return new Range(range.from(), range.to());
    }
    int type = range.from() * 256;
    return range.to() < 0
        ? new Range(type, type + 255)
        : new Range(type + range.to(), type + range.to());
  }

  private boolean isOpaque() {
    return addresses == null;
  }

  /** True when some flow is surely in both. */
  public boolean meets(FlowBox other) {
    return space.equals(other.space)
        && protocols.meets(other.protocols)
        && ports.meets(other.ports)
        && (isOpaque() || addresses.overlaps(other.addresses));
  }

  /**
   * True when a connection may be in both though the peers are written differently: a member of a
   * group or prefix list can have any address, and can be in several groups.
   */
  public boolean mayMeet(FlowBox other) {
    return !space.equals(other.space)
        && (isOpaque() || other.isOpaque())
        && protocols.meets(other.protocols)
        && ports.meets(other.ports);
  }

  /** True when some protocol and port is in both, whoever the peers are. */
  public boolean sharesPorts(FlowBox other) {
    return protocols.meets(other.protocols) && ports.meets(other.ports);
  }

  /** For people: protocol and ports, as {@code tcp 8000-8080}. */
  public String portsText() {
    if (protocols.equals(EVERY_PROTOCOL)) {
      return Protocol.ALL.toString();
    }
    String protocol = Protocol.parse(Integer.toString(protocols.from())).toString();
    if (ports.equals(EVERY_PORT)) {
      return protocol;
    }
    boolean icmp = Protocol.parse(protocol).isIcmp();
    if (icmp) {
      return ports.from() / 256 == ports.to() / 256
          ? protocol + " type " + ports.from() / 256
          : protocol;
    }
    return protocol + " " + ports.from() + (ports.from() == ports.to() ? "" : "-" + ports.to());
  }

  /** The flows in both; only for boxes that {@link #meets meet}. */
  public FlowBox meet(FlowBox other) {
    return new FlowBox(
        space,
        isOpaque() ? null : addresses.intersect(other.addresses),
        protocols.meet(other.protocols),
        ports.meet(other.ports));
  }

  /** This box with only the protocols and ports that the other has too. */
  public FlowBox narrowedTo(FlowBox other) {
    return new FlowBox(space, addresses, protocols.meet(other.protocols), ports.meet(other.ports));
  }

  /** The flows of this box that the other does not have, as disjoint boxes. */
  public List<FlowBox> minus(FlowBox other) {
    if (!meets(other)) {
      return List.of(this);
    }
    List<FlowBox> rest = new ArrayList<>();
    IPAddressSeqRange middle = addresses;
    if (!isOpaque()) {
      for (IPAddressSeqRange outside : addresses.subtract(other.addresses)) {
        rest.add(new FlowBox(space, outside, protocols, ports));
      }
      middle = addresses.intersect(other.addresses);
    }
    for (Range outside : protocols.minus(other.protocols)) {
      rest.add(new FlowBox(space, middle, outside, ports));
    }
    Range within = protocols.meet(other.protocols);
    for (Range outside : ports.minus(other.ports)) {
      rest.add(new FlowBox(space, middle, within, outside));
    }
    return rest;
  }

  /** True when the others together have every flow of this box. */
  public boolean coveredBy(Collection<FlowBox> others) {
    List<FlowBox> rest = List.of(this);
    for (FlowBox other : others) {
      List<FlowBox> left = new ArrayList<>();
      for (FlowBox part : rest) {
        left.addAll(part.minus(other));
      }
      if (left.isEmpty()) {
        return true;
      }
      rest = left;
    }
    return false;
  }
}
