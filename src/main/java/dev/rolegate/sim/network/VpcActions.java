package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.GroupVpcAssociation;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.VpcPeering;
import dev.rolegate.sim.state.Vpcs;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** CreateVpc, CreateDefaultVpc, DeleteVpc and DescribeVpcs. */
final class VpcActions implements ActionTable.Family {
  private static final Listing<Vpc> LISTING =
      Listing.of(Vpc.class, IdKind.VPC, "VpcId", call -> filters());

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateVpc", Bucket.MUTATING, this::create),
        Action.write("CreateDefaultVpc", Bucket.MUTATING, this::createDefault),
        Action.write("DeleteVpc", Bucket.MUTATING, this::delete),
        Action.listing("DescribeVpcs", this::describe));
  }

  private Consumer<Xml> create(Call call) {
    String sent = call.params().required("CidrBlock");
    boolean ipv6 = call.params().flag("AmazonProvidedIpv6CidrBlock");
    String tenancy = call.params().string("InstanceTenancy").orElse("default");
    Tags tags = TagParams.specified(call.params(), "vpc");
    if (!tenancy.equals("default")) {
      throw Ec2Error.invalidValue(
          "Value (" + tenancy + ") for parameter instanceTenancy is invalid. Use default.");
    }
    call.ready(call.arn("vpc", "*"));
    String cidr = Blocks.vpcCidr(sent);
    String id = call.world().ids().next("vpc");
    List<String> ipv6Cidrs = ipv6 ? List.of(Blocks.amazonIpv6(call.state())) : List.of();
    Vpc vpc = new Vpc(id, call.account(), tags, List.of(cidr), ipv6Cidrs, false);
    call.state(new Vpcs(call.world()).add(call.state(), vpc));
    return xml -> xml.struct("vpc", one -> VpcXml.writeNew(one, vpc));
  }

  private Consumer<Xml> createDefault(Call call) {
    call.ready(call.arn("vpc", "*"));
    if (Lookup.defaultVpc(call).isPresent()) {
      throw Ec2Error.client(
          "DefaultVpcAlreadyExists",
          "A Default VPC already exists for this account in this region.");
    }
    RegionState changed =
        new DefaultVpcSeed().open(call.world(), call.state(), call.account(), call.region());
    call.state(changed);
    Vpc vpc = Lookup.defaultVpc(call).orElseThrow();
    return xml -> xml.struct("vpc", one -> VpcXml.writeNew(one, vpc));
  }

  private Consumer<Xml> delete(Call call) {
    String id = IdKind.VPC.check(call.params().required("VpcId"));
    call.ready(call.arn("vpc", id));
    Vpc vpc = IdKind.VPC.find(call, Vpc.class, id);
    if (hasDependents(call.state(), id)) {
      throw Ec2Error.client(
          "DependencyViolation", "The vpc '" + id + "' has dependencies and cannot be deleted.");
    }
    call.state().all(SecurityGroup.class).stream()
        .filter(group -> group.vpcId().equals(id))
        .forEach(call::remove);
    call.remove(vpc);
    return xml -> xml.element("return", true);
  }

  /** Subnets, interfaces, groups other than the default one, peerings, associated groups [D]. */
  private static boolean hasDependents(RegionState state, String id) {
    return state.all(Subnet.class).stream().anyMatch(one -> one.vpcId().equals(id))
        || state.all(NetworkInterface.class).stream().anyMatch(one -> one.vpcId().equals(id))
        || state.all(SecurityGroup.class).stream()
            .anyMatch(one -> one.vpcId().equals(id) && !one.isDefault())
        || state.all(GroupVpcAssociation.class).stream()
            .anyMatch(one -> one.vpcId().equals(id) && !one.isOver())
        || state.all(VpcPeering.class).stream().anyMatch(one -> one.active() && touches(one, id));
  }

  private static boolean touches(VpcPeering peering, String vpcId) {
    return peering.requester().vpcId().equals(vpcId) || peering.accepter().vpcId().equals(vpcId);
  }

  private Consumer<Xml> describe(Call call) {
    Paging.Page<Vpc> page = LISTING.page(call);
    return xml ->
        xml.list("vpcSet", page.items(), VpcXml::write).optional("nextToken", page.nextToken());
  }

  private static Filters<Vpc> filters() {
    return new Filters<Vpc>()
        .fields("cidr", vpc -> List.of(vpc.cidrs().get(0)))
        .fields("cidrBlock", vpc -> List.of(vpc.cidrs().get(0)))
        .fields("cidr-block", vpc -> List.of(vpc.cidrs().get(0)))
        .fields("cidr-block-association.cidr-block", Vpc::cidrs)
        .fields("cidr-block-association.association-id", vpc -> associations(vpc, vpc.cidrs()))
        .fields("cidr-block-association.state", vpc -> List.of("associated"))
        .fields("ipv6-cidr-block-association.ipv6-cidr-block", Vpc::ipv6Cidrs)
        .fields(
            "ipv6-cidr-block-association.association-id", vpc -> associations(vpc, vpc.ipv6Cidrs()))
        .fields(
            "ipv6-cidr-block-association.ipv6-pool",
            vpc -> vpc.hasIpv6() ? List.of("Amazon") : List.of())
        .fields(
            "ipv6-cidr-block-association.state",
            vpc -> vpc.hasIpv6() ? List.of("associated") : List.of())
        .field("is-default", vpc -> String.valueOf(vpc.isDefault()))
        .field("isDefault", vpc -> String.valueOf(vpc.isDefault()))
        .field("owner-id", Vpc::owner)
        .field("state", vpc -> "available")
        .field("vpc-id", Vpc::id)
        .tags(vpc -> vpc.tags().values());
  }

  private static List<String> associations(Vpc vpc, List<String> cidrs) {
    return cidrs.stream().map(cidr -> VpcXml.associationId(vpc.id(), cidr)).toList();
  }
}
