package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One permission as it was sent: a protocol, ports and any number of sources, nothing checked. */
record PermissionSpec(
    Optional<String> protocol,
    Optional<Integer> from,
    Optional<Integer> to,
    List<SourceSpec> sources) {

  /** What a source is. */
  enum Kind {
    IPV4,
    IPV6,
    PREFIX_LIST,
    GROUP
  }

  /**
   * One source or destination.
   *
   * @param value the CIDR block or the id; empty for a group given by name
   * @param groupName a group of the default VPC by name
   * @param account the account of a group
   */
  record SourceSpec(
      Kind kind,
      Optional<String> value,
      Optional<String> groupName,
      Optional<String> account,
      Optional<String> description) {}

  /** Reads {@code IpPermissions.N}. */
  static List<PermissionSpec> read(Params params) {
    return params.structs("IpPermissions").stream().map(PermissionSpec::readOne).toList();
  }

  private static PermissionSpec readOne(Params one) {
    List<SourceSpec> sources = new ArrayList<>();
    for (Params range : one.structs("IpRanges")) {
      sources.add(simple(Kind.IPV4, range, "CidrIp"));
    }
    for (Params range : one.structs("Ipv6Ranges")) {
      sources.add(simple(Kind.IPV6, range, "CidrIpv6"));
    }
    for (Params list : one.structs("PrefixListIds")) {
      sources.add(simple(Kind.PREFIX_LIST, list, "PrefixListId"));
    }
    for (Params group : one.structs("Groups")) {
      // What describe shows with a reference may be sent back; only id, name and account count.
      group.string("VpcId");
      group.string("VpcPeeringConnectionId");
      group.string("PeeringStatus");
      sources.add(
          new SourceSpec(
              Kind.GROUP,
              group.string("GroupId").filter(id -> !id.isEmpty()),
              group.string("GroupName").filter(name -> !name.isEmpty()),
              group.string("UserId").filter(id -> !id.isEmpty()),
              group.string("Description")));
    }
    return new PermissionSpec(
        one.string("IpProtocol"), one.integer("FromPort"), one.integer("ToPort"), sources);
  }

  private static SourceSpec simple(Kind kind, Params range, String name) {
    return new SourceSpec(
        kind,
        range.string(name).filter(value -> !value.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        range.string("Description"));
  }
}
