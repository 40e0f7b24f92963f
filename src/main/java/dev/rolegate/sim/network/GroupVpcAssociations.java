package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.GroupVpcAssociation;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * AssociateSecurityGroupVpc, DisassociateSecurityGroupVpc and DescribeSecurityGroupVpcAssociations.
 * Both changes complete in the background. Neither default groups nor default VPCs take part [D].
 */
final class GroupVpcAssociations implements ActionTable.Family {
  private static final Duration VISIBLE_AFTER_END = Duration.ofHours(1);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("AssociateSecurityGroupVpc", Bucket.MUTATING, this::associate),
        Action.write("DisassociateSecurityGroupVpc", Bucket.MUTATING, this::disassociate),
        Action.listing("DescribeSecurityGroupVpcAssociations", this::describe));
  }

  private Consumer<Xml> associate(Call call) {
    String groupId = IdKind.GROUP.check(call.params().required("GroupId"));
    String vpcId = IdKind.VPC.check(call.params().required("VpcId"));
    call.ready(call.arn("security-group", groupId));
    SecurityGroup group = Lookup.group(call, groupId);
    Vpc vpc = IdKind.VPC.find(call, Vpc.class, vpcId);
    checkPossible(group, vpc);
    Optional<GroupVpcAssociation> old = find(call.state(), groupId, vpcId);
    if (old.filter(one -> !one.isOver()).isPresent()) {
      throw Ec2Error.client(
          "Resource.AlreadyAssociated",
          "The security group '%s' is already associated with the VPC '%s'."
              .formatted(groupId, vpcId));
    }
    call.put(new GroupVpcAssociation(group.owner(), groupId, vpcId, vpc.owner(), "associating"));
    call.settling(state -> moved(state, groupId, vpcId, "associating", "associated"));
    return xml -> xml.element("state", "associating");
  }

  private static void checkPossible(SecurityGroup group, Vpc vpc) {
    if (group.isDefault()) {
      throw Ec2Error.invalidValue(
          "The default security group '" + group.id() + "' cannot be associated with a VPC.");
    }
    if (vpc.isDefault()) {
      throw Ec2Error.invalidValue(
          "A security group cannot be associated with the default VPC '" + vpc.id() + "'.");
    }
    if (group.vpcId().equals(vpc.id())) {
      throw Ec2Error.invalidValue(
          "The security group '%s' belongs to the VPC '%s' already."
              .formatted(group.id(), vpc.id()));
    }
  }

  private Consumer<Xml> disassociate(Call call) {
    String groupId = IdKind.GROUP.check(call.params().required("GroupId"));
    String vpcId = IdKind.VPC.check(call.params().required("VpcId"));
    call.ready(call.arn("security-group", groupId));
    Lookup.group(call, groupId);
    GroupVpcAssociation found =
        find(call.state(), groupId, vpcId)
            .filter(one -> one.state().equals("associated"))
            .orElseThrow(
                () ->
                    Ec2Error.client(
                        "InvalidSecurityGroupVpcAssociation.NotFound",
                        "The security group '%s' is not associated with the VPC '%s'."
                            .formatted(groupId, vpcId)));
    boolean used =
        call.state().all(NetworkInterface.class).stream()
            .anyMatch(one -> one.vpcId().equals(vpcId) && one.holds(groupId));
    if (used) {
      throw Ec2Error.client(
          "DependencyViolation",
          "The security group '%s' is in use by network interfaces in the VPC '%s'."
              .formatted(groupId, vpcId));
    }
    call.put(found.in("disassociating"));
    call.settling(state -> moved(state, groupId, vpcId, "disassociating", "disassociated"));
    call.later(
        call.behaviour().settling().plus(VISIBLE_AFTER_END),
        state ->
            find(state, groupId, vpcId)
                .filter(GroupVpcAssociation::isOver)
                .map(state::without)
                .orElse(state));
    return xml -> xml.element("state", "disassociating");
  }

  private static RegionState moved(
      RegionState state, String groupId, String vpcId, String from, String to) {
    return find(state, groupId, vpcId)
        .filter(one -> one.state().equals(from))
        .map(one -> state.with(one.in(to)))
        .orElse(state);
  }

  private static Optional<GroupVpcAssociation> find(
      RegionState state, String groupId, String vpcId) {
    return state.find(GroupVpcAssociation.class, GroupVpcAssociation.idOf(groupId, vpcId));
  }

  private Consumer<Xml> describe(Call call) {
    Predicate<GroupVpcAssociation> filter =
        new Filters<GroupVpcAssociation>()
            .field("group-id", GroupVpcAssociation::groupId)
            .field("group-owner-id", GroupVpcAssociation::owner)
            .field("state", GroupVpcAssociation::state)
            .field("vpc-id", GroupVpcAssociation::vpcId)
            .field("vpc-owner-id", GroupVpcAssociation::vpcOwner)
            .read(call.params());
    Paging paging = Paging.read(call.params(), "DescribeSecurityGroupVpcAssociations", 5, 1000);
    call.ready();
    List<GroupVpcAssociation> seen =
        call.state().all(GroupVpcAssociation.class).stream()
            .filter(
                one -> one.owner().equals(call.account()) || one.vpcOwner().equals(call.account()))
            .filter(filter)
            .toList();
    Paging.Page<GroupVpcAssociation> page = paging.of(seen, GroupVpcAssociation::id);
    return xml ->
        xml.list(
                "securityGroupVpcAssociationSet",
                page.items(),
                (item, one) ->
                    item.element("groupId", one.groupId())
                        .element("vpcId", one.vpcId())
                        .element("vpcOwnerId", one.vpcOwner())
                        .element("groupOwnerId", one.owner())
                        .element("state", one.state()))
            .optional("nextToken", page.nextToken());
  }
}
