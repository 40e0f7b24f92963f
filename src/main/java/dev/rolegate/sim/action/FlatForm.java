package dev.rolegate.sim.action;

import dev.rolegate.sim.action.PermissionSpec.Kind;
import dev.rolegate.sim.action.PermissionSpec.SourceSpec;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.util.List;
import java.util.Optional;

/**
 * The old way to give one permission: {@code CidrIp}, {@code IpProtocol}, {@code FromPort}, {@code
 * ToPort}, or a group of the default VPC by name, at the top of the request.
 */
record FlatForm(
    Optional<String> cidr,
    Optional<String> protocol,
    Optional<Integer> from,
    Optional<Integer> to,
    Optional<String> groupName,
    Optional<String> groupOwner) {

  static FlatForm read(Params params) {
    return new FlatForm(
        params.string("CidrIp"),
        params.string("IpProtocol"),
        params.integer("FromPort"),
        params.integer("ToPort"),
        params.string("SourceSecurityGroupName"),
        params.string("SourceSecurityGroupOwnerId"));
  }

  boolean isEmpty() {
    return cidr.isEmpty()
        && protocol.isEmpty()
        && from.isEmpty()
        && to.isEmpty()
        && groupName.isEmpty()
        && groupOwner.isEmpty();
  }

  /**
   * The permissions that either form of an inbound request means.
   *
   * @param listed those of {@code IpPermissions}; both forms together are refused [I]
   */
  List<PermissionSpec> merge(List<PermissionSpec> listed) {
    if (isEmpty()) {
      return listed;
    }
    if (!listed.isEmpty()) {
      throw Ec2Error.combination(
          "The parameter ipPermissions cannot be used with the parameters cidrIp, ipProtocol,"
              + " fromPort, toPort, sourceSecurityGroupName or sourceSecurityGroupOwnerId");
    }
    return groupName.isPresent() ? fromGroup() : List.of(fromCidr());
  }

  /** An outbound request knows the names but does not support them [D]; the code is [I]. */
  void refuse() {
    if (!isEmpty()) {
      throw Ec2Error.invalidValue(
          "CIDR, protocol, ports and source group are not supported for outbound rules. Use IP"
              + " permissions instead.");
    }
  }

  private PermissionSpec fromCidr() {
    List<SourceSpec> sources =
        cidr.map(
                block ->
                    List.of(
                        new SourceSpec(
                            Kind.IPV4,
                            Optional.of(block),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())))
            .orElse(List.of());
    return new PermissionSpec(protocol, from, to, sources);
  }

  /** Full ICMP, UDP and TCP access from the named group [D]. */
  private List<PermissionSpec> fromGroup() {
    if (cidr.isPresent() || protocol.isPresent() || from.isPresent() || to.isPresent()) {
      throw Ec2Error.combination(
          "The parameter sourceSecurityGroupName cannot be used with the parameters cidrIp,"
              + " ipProtocol, fromPort or toPort");
    }
    List<SourceSpec> source =
        List.of(
            new SourceSpec(Kind.GROUP, Optional.empty(), groupName, groupOwner, Optional.empty()));
    return List.of(
        new PermissionSpec(Optional.of("tcp"), Optional.of(0), Optional.of(65535), source),
        new PermissionSpec(Optional.of("udp"), Optional.of(0), Optional.of(65535), source),
        new PermissionSpec(Optional.of("icmp"), Optional.of(-1), Optional.of(-1), source));
  }
}
