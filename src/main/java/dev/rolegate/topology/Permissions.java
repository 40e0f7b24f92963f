package dev.rolegate.topology;

import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.PeerSpec.RoleRef;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Peer;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the ports and peers of a declared entry into canonical form. */
final class Permissions {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern GROUP_ID = Pattern.compile("sg-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern LIST_ID = Pattern.compile("pl-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int LAST_PORT = 65_535;
  private static final int LAST_ICMP = 255;

  private final FieldErrors errors;

  private Permissions(FieldErrors errors) {
    this.errors = errors;
  }

  /**
   * One port with one peer.
   *
   * @param peer null where the peer is a role, whose group is looked up later
   * @param role null where the peer is something else
   * @param addressSet null where the peer is something else than an AddressSet
   */
  record Item(Protocol protocol, PortRange ports, Peer peer, RoleRef role, String addressSet) {}

  private record Ports(Protocol protocol, PortRange range) {}

  private record Side(Peer peer, RoleRef role, String addressSet) {}

  /** Every port with every peer; what is in error is told and left out. */
  static List<Item> read(RuleSpec entry, String path, FieldErrors errors) {
    var reader = new Permissions(errors);
    List<Ports> ports = new ArrayList<>();
    for (int i = 0; i < entry.ports().size(); i++) {
      reader.ports(entry.ports().get(i), path + ".ports[" + i + "]").ifPresent(ports::add);
    }
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < entry.peers().size(); i++) {
      reader.side(entry.peers().get(i), path + ".peers[" + i + "]").ifPresent(sides::add);
    }
    if (entry.ports().isEmpty()) {
      errors.add(path + ".ports", "write at least one port; [{protocol: all}] allows everything");
    }
    if (entry.peers().isEmpty()) {
      errors.add(path + ".peers", "write at least one peer; cidr: 0.0.0.0/0 means everyone");
    }
    return ports.stream()
        .flatMap(
            p ->
                sides.stream()
                    .distinct()
                    .map(
                        s -> new Item(p.protocol(), p.range(), s.peer(), s.role(), s.addressSet())))
        .toList();
  }

  private Optional<Ports> ports(PortSpec spec, String path) {
    Protocol protocol;
    try {
      protocol = Protocol.parse(spec.protocol());
    } catch (IllegalArgumentException e) {
      return refuse(path + ".protocol", e.getMessage());
    }
    boolean hasPorts = spec.port() != null || spec.endPort() != null;
    boolean hasIcmp = spec.icmpType() != null || spec.icmpCode() != null;
    if (hasPorts && !protocol.hasPorts()) {
      return refuse(
          path + ".port", "leave port and endPort out: protocol " + protocol + " has none");
    }
    if (hasIcmp && !protocol.isIcmp()) {
      return refuse(
          path + ".icmpType", "leave icmpType and icmpCode out: they belong to icmp and icmpv6");
    }
    if (protocol.hasPorts()) {
      return transport(spec, path).map(range -> new Ports(protocol, range));
    }
    if (protocol.isIcmp()) {
      return icmp(spec, path, protocol).map(range -> new Ports(protocol, range));
    }
    return Optional.of(new Ports(protocol, PortRange.NONE));
  }

  private Optional<PortRange> transport(PortSpec spec, String path) {
    if (spec.port() == null) {
      return refuse(path + ".port", "write the port; port: 0 with endPort: 65535 means every port");
    }
    int end = spec.endPort() == null ? spec.port() : spec.endPort();
    if (spec.port() < 0 || spec.port() > LAST_PORT) {
      return refuse(path + ".port", spec.port() + " is no port: write 0 to 65535");
    }
    if (end < spec.port() || end > LAST_PORT) {
      return refuse(path + ".endPort", end + " ends no range from " + spec.port() + " to 65535");
    }
    return Optional.of(new PortRange(spec.port(), end));
  }

  private Optional<PortRange> icmp(PortSpec spec, String path, Protocol protocol) {
    if (spec.icmpType() == null && spec.icmpCode() != null) {
      return refuse(path + ".icmpType", "write the type beside icmpCode");
    }
    if (outside(spec.icmpType())) {
      return refuse(path + ".icmpType", spec.icmpType() + " is no type: write 0 to 255");
    }
    if (outside(spec.icmpCode())) {
      return refuse(path + ".icmpCode", spec.icmpCode() + " is no code: write 0 to 255");
    }
    return Optional.of(PortRange.canonical(protocol, spec.icmpType(), spec.icmpCode()));
  }

  private static boolean outside(Integer icmp) {
    return icmp != null && (icmp < 0 || icmp > LAST_ICMP);
  }

  private Optional<Side> side(PeerSpec spec, String path) {
    long kinds =
        Stream.of(
                Optional.ofNullable(spec.role()),
                Optional.ofNullable(spec.cidr()),
                Optional.ofNullable(spec.addressSet()),
                Optional.ofNullable(spec.prefixList()),
                Optional.ofNullable(spec.securityGroup()))
            .filter(Optional::isPresent)
            .count();
    if (kinds != 1) {
      return refuse(
          path, "write exactly one of role, cidr, addressSet, prefixList and securityGroup");
    }
    if (spec.role() != null) {
      return role(spec.role(), path + ".role").map(role -> new Side(null, role, null));
    }
    if (spec.addressSet() != null) {
      return LABEL.matcher(spec.addressSet()).matches()
          ? Optional.of(new Side(null, null, spec.addressSet()))
          : refuse(path + ".addressSet", "write the name of an AddressSet, as corp-vpn");
    }
    return peer(spec, path).map(peer -> new Side(peer, null, null));
  }

  private Optional<RoleRef> role(RoleRef role, String path) {
    if (role.name() == null || !LABEL.matcher(role.name()).matches()) {
      return refuse(path + ".name", "write the name of a role, as web");
    }
    if (role.namespace() != null && !LABEL.matcher(role.namespace()).matches()) {
      return refuse(path + ".namespace", "write the name of a namespace, as shop");
    }
    return Optional.of(role);
  }

  private Optional<Peer> peer(PeerSpec spec, String path) {
    if (spec.cidr() != null) {
      try {
        return Optional.of(new Peer.Address(Cidr.parse(spec.cidr())));
      } catch (IllegalArgumentException e) {
        return refuse(path + ".cidr", e.getMessage());
      }
    }
    if (spec.prefixList() != null) {
      String id = spec.prefixList().id();
      return id != null && LIST_ID.matcher(id).matches()
          ? Optional.of(new Peer.PrefixList(id))
          : refuse(path + ".prefixList.id", "write a prefix list's id, as pl-0a1b2c3d4e5f60718");
    }
    String id = spec.securityGroup().id();
    String account = spec.securityGroup().accountId();
    if (id == null || !GROUP_ID.matcher(id).matches()) {
      return refuse(path + ".securityGroup.id", "write a group's id, as sg-0a1b2c3d4e5f60718");
    }
    if (account != null && !ACCOUNT.matcher(account).matches()) {
      return refuse(path + ".securityGroup.accountId", "write twelve digits in quotes");
    }
    return Optional.of(new Peer.Group(id, account == null ? "" : account));
  }

  private <T> Optional<T> refuse(String path, String message) {
    errors.add(path, message);
    return Optional.empty();
  }
}
