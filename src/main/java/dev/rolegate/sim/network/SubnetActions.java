package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** CreateSubnet, DeleteSubnet and DescribeSubnets. */
final class SubnetActions implements ActionTable.Family {
  private static final Listing<Subnet> LISTING =
      Listing.of(Subnet.class, IdKind.SUBNET, "SubnetId", SubnetActions::filters);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateSubnet", Bucket.MUTATING, this::create),
        Action.write("DeleteSubnet", Bucket.MUTATING, this::delete),
        Action.listing("DescribeSubnets", this::describe));
  }

  private Consumer<Xml> create(Call call) {
    String vpcId = IdKind.VPC.check(call.params().required("VpcId"));
    String cidr = call.params().required("CidrBlock");
    Optional<String> ipv6 = call.params().string("Ipv6CidrBlock");
    Optional<String> zone =
        call.params()
            .string("AvailabilityZone")
            .or(() -> call.params().string("AvailabilityZoneId"));
    Tags tags = TagParams.specified(call.params(), "subnet");
    call.ready(call.arn("subnet", "*"));
    Vpc vpc = IdKind.VPC.find(call, Vpc.class, vpcId);
    Subnet subnet =
        new Subnet(
            call.world().ids().next("subnet"),
            call.account(),
            tags,
            vpcId,
            Blocks.subnetCidr(call.state(), vpc, cidr),
            ipv6.map(block -> Blocks.subnetIpv6(call.state(), vpc, block)),
            zone.map(name -> Zones.check(call.region(), name))
                .orElse(Zones.of(call.region()).get(0)),
            false);
    call.put(subnet);
    return xml -> xml.struct("subnet", one -> write(one, call, subnet));
  }

  private Consumer<Xml> delete(Call call) {
    String id = IdKind.SUBNET.check(call.params().required("SubnetId"));
    call.ready(call.arn("subnet", id));
    Subnet subnet = IdKind.SUBNET.find(call, Subnet.class, id);
    if (call.state().all(NetworkInterface.class).stream()
        .anyMatch(one -> one.subnetId().equals(id))) {
      throw Ec2Error.client(
          "DependencyViolation", "The subnet '" + id + "' has dependencies and cannot be deleted.");
    }
    call.remove(subnet);
    return xml -> xml.element("return", true);
  }

  private Consumer<Xml> describe(Call call) {
    Paging.Page<Subnet> page = LISTING.page(call);
    return xml ->
        xml.list("subnetSet", page.items(), (item, subnet) -> write(item, call, subnet))
            .optional("nextToken", page.nextToken());
  }

  private static void write(Xml xml, Call call, Subnet subnet) {
    xml.element("subnetId", subnet.id())
        .element("subnetArn", call.arn(subnet.owner(), "subnet", subnet.id()))
        .element("state", "available")
        .element("ownerId", subnet.owner())
        .element("vpcId", subnet.vpcId())
        .element("cidrBlock", subnet.cidr())
        .list(
            "ipv6CidrBlockAssociationSet",
            subnet.ipv6Cidr().stream().toList(),
            (item, cidr) ->
                item.element("ipv6CidrBlock", cidr)
                    .element("associationId", VpcXml.associationId(subnet.id(), cidr))
                    .struct("ipv6CidrBlockState", state -> state.element("state", "associated")))
        .element("availableIpAddressCount", Addresses.free(call.state(), subnet))
        .element("availabilityZone", subnet.zone())
        .element("availabilityZoneId", Zones.idOf(call.region(), subnet.zone()))
        .element("defaultForAz", subnet.isDefault())
        .element("mapPublicIpOnLaunch", subnet.isDefault())
        .element("assignIpv6AddressOnCreation", false)
        .element("mapCustomerOwnedIpOnLaunch", false)
        .element("enableDns64", false)
        .element("ipv6Native", false);
    TagParams.write(xml, subnet.tags());
  }

  private static Filters<Subnet> filters(Call call) {
    return new Filters<Subnet>()
        .field("availability-zone", Subnet::zone)
        .field("availabilityZone", Subnet::zone)
        .field("availability-zone-id", one -> Zones.idOf(call.region(), one.zone()))
        .field("availabilityZoneId", one -> Zones.idOf(call.region(), one.zone()))
        .field(
            "available-ip-address-count", one -> String.valueOf(Addresses.free(call.state(), one)))
        .field("cidr", Subnet::cidr)
        .field("cidrBlock", Subnet::cidr)
        .field("cidr-block", Subnet::cidr)
        .field("default-for-az", one -> String.valueOf(one.isDefault()))
        .field("defaultForAz", one -> String.valueOf(one.isDefault()))
        .fields(
            "ipv6-cidr-block-association.ipv6-cidr-block", one -> one.ipv6Cidr().stream().toList())
        .field("map-public-ip-on-launch", one -> String.valueOf(one.isDefault()))
        .field("owner-id", Subnet::owner)
        .field("state", one -> "available")
        .field("subnet-arn", one -> call.arn(one.owner(), "subnet", one.id()))
        .field("subnet-id", Subnet::id)
        .field("vpc-id", Subnet::vpcId)
        .tags(one -> one.tags().values());
  }
}
