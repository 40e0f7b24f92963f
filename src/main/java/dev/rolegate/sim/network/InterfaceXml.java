package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.NetworkInterface.Manager;
import dev.rolegate.sim.wire.Xml;
import java.util.List;

/** Writes network interfaces, by themselves and as part of an instance. */
public final class InterfaceXml {
  private InterfaceXml() {}

  static void write(Xml xml, Call call, NetworkInterface one) {
    write(xml, call, one, one.status());
  }

  /** In the state {@code pending}, as the answer to its creation shows it [D]. */
  static void writeNew(Xml xml, Call call, NetworkInterface one) {
    write(xml, call, one, "pending");
  }

  private static void write(Xml xml, Call call, NetworkInterface one, String status) {
    common(xml, call, one, status);
    xml.element("availabilityZone", one.zone())
        .element("availabilityZoneId", Zones.idOf(call.region(), one.zone()))
        .element("requesterManaged", one.isManaged())
        .optional("requesterId", one.manager().map(Manager::requesterId))
        .struct("operator", operator -> operator(operator, one));
    one.attachment()
        .ifPresent(
            attachment ->
                xml.struct(
                    "attachment",
                    item -> {
                      attachment(item, attachment);
                      item.optional("instanceId", attachment.instanceId())
                          .element("instanceOwnerId", attachment.instanceOwner());
                    }));
    TagParams.writeAlways(xml, one.tags());
  }

  /** The shorter form inside an instance. */
  public static void inInstance(Xml xml, Call call, NetworkInterface one) {
    common(xml, call, one, one.status());
    xml.struct("operator", operator -> operator(operator, one));
    one.attachment()
        .ifPresent(attachment -> xml.struct("attachment", item -> attachment(item, attachment)));
  }

  /**
   * The private host name of an address, such as {@code ip-10-0-0-5.eu-west-1.compute.internal}.
   */
  public static String hostName(String address, String region) {
    String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    return "ip-" + address.replace('.', '-') + "." + domain;
  }

  private static void common(Xml xml, Call call, NetworkInterface one, String status) {
    String host = hostName(one.privateIp(), call.region());
    xml.element("networkInterfaceId", one.id())
        .element("subnetId", one.subnetId())
        .element("vpcId", one.vpcId())
        .element("description", one.description())
        .element("ownerId", one.owner())
        .element("status", status)
        .element("macAddress", one.mac())
        .element("privateIpAddress", one.privateIp())
        .element("privateDnsName", host)
        .element("sourceDestCheck", one.sourceDestCheck())
        .element("interfaceType", one.type());
    GroupSets.write(xml, call.state(), one.groups());
    xml.list(
            "privateIpAddressesSet",
            List.of(one.privateIp()),
            (item, address) ->
                item.element("privateIpAddress", address)
                    .element("privateDnsName", host)
                    .element("primary", true))
        .list(
            "ipv6AddressesSet",
            one.ipv6().stream().toList(),
            (item, address) ->
                item.element("ipv6Address", address).element("isPrimaryIpv6", false));
  }

  private static void operator(Xml xml, NetworkInterface one) {
    boolean managed = one.manager().flatMap(Manager::principal).isPresent();
    xml.element("managed", managed)
        .optional("principal", one.manager().flatMap(Manager::principal));
    if (managed) {
      xml.element("hiddenByDefault", one.manager().filter(Manager::hidden).isPresent());
    }
  }

  private static void attachment(Xml xml, Attachment attachment) {
    xml.element("attachmentId", attachment.id())
        .element("deviceIndex", attachment.deviceIndex())
        .element("networkCardIndex", 0)
        .element("status", "attached")
        .element("attachTime", Times.text(attachment.since()))
        .element("deleteOnTermination", attachment.deleteOnTermination());
  }
}
