package dev.rolegate.sim.network;

import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Xml;
import java.util.Locale;

/** Writes VPCs and the associations of their blocks. */
final class VpcXml {
  private VpcXml() {}

  static void write(Xml xml, Vpc vpc) {
    write(xml, vpc, "available");
  }

  /** In the state {@code pending}, as the answer to its creation shows it [D]. */
  static void writeNew(Xml xml, Vpc vpc) {
    write(xml, vpc, "pending");
  }

  private static void write(Xml xml, Vpc vpc, String state) {
    xml.element("vpcId", vpc.id())
        .element("ownerId", vpc.owner())
        .element("state", state)
        .element("cidrBlock", vpc.cidrs().get(0))
        .list("cidrBlockAssociationSet", vpc.cidrs(), (item, cidr) -> ipv4(item, vpc, cidr))
        .listUnlessEmpty(
            "ipv6CidrBlockAssociationSet",
            vpc.ipv6Cidrs(),
            (item, cidr) -> ipv6(item, vpc, cidr, "associated"))
        .element("dhcpOptionsId", "dopt-" + hash(vpc.owner()))
        .element("instanceTenancy", "default")
        .element("isDefault", vpc.isDefault());
    TagParams.write(xml, vpc.tags());
  }

  static void ipv4(Xml xml, Vpc vpc, String cidr) {
    xml.element("cidrBlock", cidr)
        .element("associationId", associationId(vpc.id(), cidr))
        .struct("cidrBlockState", it -> it.element("state", "associated"));
  }

  static void ipv6(Xml xml, Vpc vpc, String cidr, String status) {
    xml.element("ipv6CidrBlock", cidr)
        .element("associationId", associationId(vpc.id(), cidr))
        .struct("ipv6CidrBlockState", state -> state.element("state", status))
        .element("ipv6Pool", "Amazon")
        .element("ipSource", "amazon");
  }

  /** The id of a block's association: derived, hence the same whenever it is asked for. */
  static String associationId(String resourceId, String cidr) {
    String kind = resourceId.startsWith("subnet") ? "subnet" : "vpc";
    return kind + "-cidr-assoc-" + hash(resourceId + cidr);
  }

  private static String hash(String text) {
    long mixed = text.chars().asLongStream().reduce(1125899906842597L, (h, c) -> 31 * h + c);
    return String.format(Locale.ROOT, "0%016x", mixed * 0x9E3779B97F4A7C15L);
  }
}
