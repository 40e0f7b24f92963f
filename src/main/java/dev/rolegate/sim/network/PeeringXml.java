package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.VpcPeering;
import dev.rolegate.sim.wire.Xml;
import java.util.List;
import java.util.Optional;

/** Writes VPC peering connections. */
final class PeeringXml {
  private PeeringXml() {}

  static void write(Xml xml, Call call, VpcPeering one) {
    write(xml, call, one, one.status());
  }

  /** With another status than the one that it goes on with, as answers to changes show it. */
  static void write(Xml xml, Call call, VpcPeering one, VpcPeering.Status status) {
    xml.element("vpcPeeringConnectionId", one.id())
        .struct("requesterVpcInfo", item -> side(item, call, one.requester()))
        .struct("accepterVpcInfo", item -> side(item, call, one.accepter()))
        .struct(
            "status",
            item -> item.element("code", status.code()).element("message", status.message()))
        .optional("expirationTime", one.expires().map(Times::text));
    TagParams.writeAlways(xml, one.tags());
  }

  private static void side(Xml xml, Call call, VpcPeering.Side side) {
    Optional<Vpc> vpc = call.state().find(Vpc.class, side.vpcId());
    xml.element("ownerId", side.account())
        .element("vpcId", side.vpcId())
        .optional("cidrBlock", side.cidr());
    if (side.cidr().isPresent()) {
      xml.list(
          "cidrBlockSet",
          vpc.map(Vpc::cidrs).orElse(List.of()),
          (item, cidr) -> item.element("cidrBlock", cidr));
      xml.listUnlessEmpty(
          "ipv6CidrBlockSet",
          vpc.map(Vpc::ipv6Cidrs).orElse(List.of()),
          (item, cidr) -> item.element("ipv6CidrBlock", cidr));
    }
    xml.struct(
            "peeringOptions",
            options ->
                options
                    .element("allowEgressFromLocalClassicLinkToRemoteVpc", false)
                    .element("allowEgressFromLocalVpcToRemoteClassicLink", false)
                    .element("allowDnsResolutionFromRemoteVpc", false))
        .element("region", call.region());
  }
}
