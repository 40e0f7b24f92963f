package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * AssociateVpcCidrBlock and DisassociateVpcCidrBlock. A VPC's first IPv6 block opens the groups
 * whose outbound rules nobody has changed to {@code ::/0} [D].
 */
final class VpcBlocks implements ActionTable.Family {
  private static final int MOST_BLOCKS = 5;

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("AssociateVpcCidrBlock", Bucket.MUTATING, this::associate),
        Action.write("DisassociateVpcCidrBlock", Bucket.MUTATING, this::disassociate));
  }

  private Consumer<Xml> associate(Call call) {
    String id = IdKind.VPC.check(call.params().required("VpcId"));
    Optional<String> ipv4 = call.params().string("CidrBlock");
    boolean ipv6 = call.params().flag("AmazonProvidedIpv6CidrBlock");
    if (ipv4.isPresent() == ipv6) {
      throw Ec2Error.combination(
          "Specify either the parameter cidrBlock or amazonProvidedIpv6CidrBlock.");
    }
    call.ready(call.arn("vpc", id));
    Vpc vpc = IdKind.VPC.find(call, Vpc.class, id);
    return ipv6 ? associateIpv6(call, vpc) : associateIpv4(call, vpc, ipv4.orElseThrow());
  }

  private static Consumer<Xml> associateIpv6(Call call, Vpc vpc) {
    checkCount(vpc, vpc.ipv6Cidrs());
    String block = Blocks.amazonIpv6(call.state());
    List<String> blocks = new ArrayList<>(vpc.ipv6Cidrs());
    blocks.add(block);
    Vpc changed = vpc.withIpv6(blocks);
    RegionState state =
        vpc.hasIpv6()
            ? call.state().with(changed)
            : new Vpcs(call.world()).openToIpv6(call.state(), changed);
    call.state(state);
    return xml ->
        xml.element("vpcId", vpc.id())
            .struct("ipv6CidrBlockAssociation", one -> VpcXml.ipv6(one, vpc, block, "associating"));
  }

  private static Consumer<Xml> associateIpv4(Call call, Vpc vpc, String sent) {
    checkCount(vpc, vpc.cidrs());
    String block = Blocks.vpcCidr(sent);
    if (vpc.cidrs().stream().anyMatch(one -> Addresses.overlap(one, block))) {
      throw Ec2Error.client("InvalidVpc.Range", "The CIDR '" + block + "' is invalid.");
    }
    List<String> blocks = new ArrayList<>(vpc.cidrs());
    blocks.add(block);
    call.put(vpc.withIpv4(blocks));
    return xml ->
        xml.element("vpcId", vpc.id())
            .struct("cidrBlockAssociation", one -> VpcXml.ipv4(one, vpc, block));
  }

  private static void checkCount(Vpc vpc, List<String> blocks) {
    if (blocks.size() >= MOST_BLOCKS) {
      throw Ec2Error.client(
          "CidrLimitExceeded",
          "This network '" + vpc.id() + "' has met its maximum number of CIDRs");
    }
  }

  private Consumer<Xml> disassociate(Call call) {
    String id = call.params().required("AssociationId");
    call.ready();
    for (Vpc vpc : call.state().owned(Vpc.class, call.account())) {
      for (String block : vpc.ipv6Cidrs()) {
        if (VpcXml.associationId(vpc.id(), block).equals(id)) {
          checkUnused(call.state(), vpc, block);
          call.put(vpc.withIpv6(without(vpc.ipv6Cidrs(), block)));
          return xml ->
              xml.struct(
                      "ipv6CidrBlockAssociation",
                      one -> VpcXml.ipv6(one, vpc, block, "disassociating"))
                  .element("vpcId", vpc.id());
        }
      }
      for (String block : vpc.cidrs()) {
        if (VpcXml.associationId(vpc.id(), block).equals(id)) {
          return disassociateIpv4(call, vpc, block);
        }
      }
    }
    throw Ec2Error.client(
        "InvalidVpcCidrBlockAssociationID.NotFound",
        "The vpc CIDR block association ID '" + id + "' does not exist");
  }

  private static Consumer<Xml> disassociateIpv4(Call call, Vpc vpc, String block) {
    if (vpc.cidrs().get(0).equals(block)) {
      throw Ec2Error.client(
          "OperationNotPermitted",
          "The vpc CIDR block with association ID "
              + VpcXml.associationId(vpc.id(), block)
              + " may not be disassociated. It is the primary IPv4 CIDR block of the VPC");
    }
    checkUnused(call.state(), vpc, block);
    call.put(vpc.withIpv4(without(vpc.cidrs(), block)));
    return xml ->
        xml.struct("cidrBlockAssociation", one -> VpcXml.ipv4(one, vpc, block))
            .element("vpcId", vpc.id());
  }

  private static List<String> without(List<String> blocks, String block) {
    return blocks.stream().filter(one -> !one.equals(block)).toList();
  }

  private static void checkUnused(RegionState state, Vpc vpc, String block) {
    boolean used =
        state.all(Subnet.class).stream()
            .filter(subnet -> subnet.vpcId().equals(vpc.id()))
            .anyMatch(
                subnet ->
                    within(block, subnet.cidr())
                        || subnet.ipv6Cidr().filter(one -> within(block, one)).isPresent());
    if (used) {
      throw Ec2Error.client(
          "InvalidCidrBlock.InUse",
          "The vpc '" + vpc.id() + "' currently has a subnet within CIDR block " + block);
    }
  }

  private static boolean within(String outer, String inner) {
    return Addresses.contains(outer, inner);
  }
}
