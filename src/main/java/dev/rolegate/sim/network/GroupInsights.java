package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.action.RuleXml;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.AdmitsGroup;
import dev.rolegate.sim.state.ConnectsVpcs;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can be asked about groups across VPCs: DescribeSecurityGroupReferences,
 * DescribeStaleSecurityGroups and GetSecurityGroupsForVpc.
 */
final class GroupInsights implements ActionTable.Family {
  /** Ids in one DescribeSecurityGroupReferences [R]. */
  private static final int MOST_REFERENCED = 200;

  /** A VPC whose groups refer to a group of another VPC. */
  private record Reference(String groupId, String vpcId, Optional<String> peeringId) {}

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.read("DescribeSecurityGroupReferences", Bucket.REFERENCES, this::references),
        Action.read("DescribeStaleSecurityGroups", Bucket.REFERENCES, this::stale),
        Action.read("GetSecurityGroupsForVpc", Bucket.NON_MUTATING, this::forVpc));
  }

  private Consumer<Xml> references(Call call) {
    List<String> ids = call.params().list("GroupId");
    if (ids.isEmpty()) {
      throw Ec2Error.missing("GroupId");
    }
    if (ids.size() > MOST_REFERENCED) {
      throw Ec2Error.client(
          "ResourceCountExceeded",
          "The number of resources allowed for this request (" + MOST_REFERENCED + ") is exceeded");
    }
    ids.forEach(IdKind.GROUP::check);
    call.ready(ids.stream().map(id -> call.accesses().to("security-group", id)).toList());
    ids.forEach(id -> Lookup.group(call, id));
    RegionState state = call.state();
    List<Reference> found =
        state.all(SecurityGroup.class).stream()
            .flatMap(from -> across(state, from))
            .filter(one -> ids.contains(one.groupId()))
            .distinct()
            .toList();
    return xml ->
        xml.list(
            "securityGroupReferenceSet",
            found,
            (item, one) ->
                item.element("groupId", one.groupId())
                    .element("referencingVpcId", one.vpcId())
                    .optional("vpcPeeringConnectionId", one.peeringId()));
  }

  /** The references of a group's rules over connections that are active. */
  private static Stream<Reference> across(RegionState state, SecurityGroup from) {
    return from.rules().stream()
        .flatMap(rule -> target(rule).stream())
        .filter(target -> target.peeringId().filter(id -> isActive(state, id)).isPresent())
        .map(target -> new Reference(target.groupId(), from.vpcId(), target.peeringId()));
  }

  private Consumer<Xml> stale(Call call) {
    String vpcId = IdKind.VPC.check(call.params().required("VpcId"));
    Paging paging = Paging.read(call.params(), "DescribeStaleSecurityGroups", 5, 255);
    call.ready();
    IdKind.VPC.find(call, Vpc.class, vpcId);
    List<SecurityGroup> groups =
        call.state().owned(SecurityGroup.class, call.account()).stream()
            .filter(group -> group.vpcId().equals(vpcId))
            .filter(group -> !staleRules(call.state(), group, group.rules()).isEmpty())
            .toList();
    Paging.Page<SecurityGroup> page = paging.of(groups, SecurityGroup::id);
    RuleXml rules = new RuleXml(call);
    return xml ->
        xml.list(
                "staleSecurityGroupSet",
                page.items(),
                (item, group) -> {
                  item.element("groupId", group.id())
                      .element("groupName", group.name())
                      .element("description", group.description())
                      .element("vpcId", group.vpcId());
                  rules.permissions(
                      item,
                      "staleIpPermissions",
                      staleRules(call.state(), group, group.rules(false)));
                  rules.permissions(
                      item,
                      "staleIpPermissionsEgress",
                      staleRules(call.state(), group, group.rules(true)));
                })
            .optional("nextToken", page.nextToken());
  }

  /**
   * Rules that refer to a deleted group, or to a group of another VPC that neither an active
   * peering nor an association connects any more [D].
   */
  private static List<Rule> staleRules(RegionState state, SecurityGroup group, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> target(rule).filter(target -> isStale(state, group, target)).isPresent())
        .toList();
  }

  private static boolean isStale(RegionState state, SecurityGroup from, Target.Group target) {
    if (state.find(SecurityGroup.class, target.groupId()).isEmpty()) {
      return true;
    }
    if (target.vpcId().equals(from.vpcId())) {
      return false;
    }
    boolean connected =
        state
            .with(ConnectsVpcs.class)
            .anyMatch(one -> one.active() && one.connects(from.vpcId(), target.vpcId()));
    boolean associated =
        state
            .with(AdmitsGroup.class)
            .anyMatch(
                one ->
                    one.admits(target.groupId(), from.vpcId())
                        || one.admits(from.id(), target.vpcId()));
    return !connected && !associated;
  }

  private static boolean isActive(RegionState state, String peeringId) {
    return state
        .with(ConnectsVpcs.class)
        .anyMatch(one -> one.id().equals(peeringId) && one.active());
  }

  private static Optional<Target.Group> target(Rule rule) {
    return rule.key().target() instanceof Target.Group group
        ? Optional.of(group)
        : Optional.empty();
  }

  private Consumer<Xml> forVpc(Call call) {
    String vpcId = IdKind.VPC.check(call.params().required("VpcId"));
    Predicate<SecurityGroup> filter =
        new Filters<SecurityGroup>()
            .field("group-id", SecurityGroup::id)
            .field("description", SecurityGroup::description)
            .field("group-name", SecurityGroup::name)
            .field("owner-id", SecurityGroup::owner)
            .field("primary-vpc-id", SecurityGroup::vpcId)
            .read(call.params());
    Paging paging = Paging.read(call.params(), "GetSecurityGroupsForVpc", 5, 1000);
    call.ready(call.arn("vpc", vpcId));
    IdKind.VPC.find(call, Vpc.class, vpcId);
    List<SecurityGroup> usable =
        call.state().owned(SecurityGroup.class, call.account()).stream()
            .filter(group -> group.vpcId().equals(vpcId) || admitted(call, group, vpcId))
            .filter(filter)
            .toList();
    Paging.Page<SecurityGroup> page = paging.of(usable, SecurityGroup::id);
    return xml ->
        xml.list("securityGroupForVpcSet", page.items(), GroupInsights::writeUsable)
            .optional("nextToken", page.nextToken());
  }

  private static boolean admitted(Call call, SecurityGroup group, String vpcId) {
    return call.state().with(AdmitsGroup.class).anyMatch(one -> one.admits(group.id(), vpcId));
  }

  private static void writeUsable(Xml xml, SecurityGroup group) {
    xml.element("description", group.description())
        .element("groupName", group.name())
        .element("ownerId", group.owner())
        .element("groupId", group.id())
        .element("primaryVpcId", group.vpcId());
    TagParams.write(xml, group.tags());
  }
}
