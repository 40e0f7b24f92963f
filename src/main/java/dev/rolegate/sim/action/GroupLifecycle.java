package dev.rolegate.sim.action;

import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.AdmitsGroup;
import dev.rolegate.sim.state.HoldsGroups;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** CreateSecurityGroup and DeleteSecurityGroup. */
final class GroupLifecycle implements ActionTable.Family {
  private final Quotas quotas;

  GroupLifecycle(Quotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateSecurityGroup", Bucket.MUTATING, this::create),
        Action.write("DeleteSecurityGroup", Bucket.MUTATING, this::delete));
  }

  private Consumer<Xml> create(Call call) {
    String sentName = call.params().required("GroupName");
    String sentDescription = call.params().required("GroupDescription");
    Optional<String> vpcId = call.params().string("VpcId").filter(id -> !id.isEmpty());
    Tags tags = TagParams.specified(call.params(), "security-group");
    vpcId.ifPresent(ResourceIds::checkVpcId);
    call.ready(toCreate(call, vpcId));
    String name = GroupTexts.name(sentName);
    String description = GroupTexts.groupDescription(sentDescription);
    Vpc vpc = vpcId.map(id -> Lookup.vpc(call, id)).orElseGet(() -> defaultVpc(call));
    List<SecurityGroup> owned = call.state().owned(SecurityGroup.class, call.account());
    checkNameIsFree(owned, vpc, name);
    if (owned.size() >= quotas.groupsPerRegion()) {
      throw Ec2Error.client(
          "SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.");
    }
    SecurityGroup group = new Vpcs(call.world()).newGroup(vpc, name, description, tags);
    call.put(group);
    return xml -> {
      xml.element("return", true).element("groupId", group.id());
      TagParams.write(xml, group.tags());
      xml.element("securityGroupArn", call.arn("security-group", group.id()));
    };
  }

  /** The group, of which only its tags are known, and the VPC that it is to be in [D]. */
  private static List<Access> toCreate(Call call, Optional<String> vpcId) {
    String vpc = vpcId.or(() -> Lookup.defaultVpc(call).map(Vpc::id)).orElse("*");
    return List.of(call.accesses().toNew("security-group"), call.accesses().to("vpc", vpc));
  }

  private static Vpc defaultVpc(Call call) {
    return Lookup.defaultVpc(call)
        .orElseThrow(() -> Ec2Error.client("VPCIdNotSpecified", "No default VPC for this user"));
  }

  /** Names are unique in a VPC whatever their case [D]. */
  private static void checkNameIsFree(List<SecurityGroup> owned, Vpc vpc, String name) {
    if (owned.stream()
        .anyMatch(one -> one.vpcId().equals(vpc.id()) && one.name().equalsIgnoreCase(name))) {
      throw Ec2Error.client(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'".formatted(name, vpc.id()));
    }
  }

  private Consumer<Xml> delete(Call call) {
    Lookup.GroupRef which = Lookup.GroupRef.read(call.params(), false);
    call.ready(List.of(which.access(call)));
    SecurityGroup group = which.find(call);
    if (group.isDefault()) {
      throw Ec2Error.client(
          "CannotDelete",
          "the specified group: \"%s\" name: \"%s\" cannot be deleted by a user"
              .formatted(group.id(), group.name()));
    }
    if (isInUse(call, group)) {
      throw Ec2Error.client(
          "DependencyViolation", "resource " + group.id() + " has a dependent object");
    }
    call.remove(group);
    return xml -> xml.element("return", true).element("groupId", group.id());
  }

  /**
   * On an interface, associated with another VPC, or referred to by another group of its own VPC
   * [D]. A reference to itself does not count [I]; one from a peered VPC goes stale instead [D].
   */
  private static boolean isInUse(Call call, SecurityGroup group) {
    boolean held = call.state().with(HoldsGroups.class).anyMatch(one -> one.holds(group.id()));
    boolean associated = call.state().with(AdmitsGroup.class).anyMatch(one -> one.uses(group.id()));
    return held
        || associated
        || call.state().all(SecurityGroup.class).stream()
            .filter(other -> other.vpcId().equals(group.vpcId()))
            .filter(other -> !other.id().equals(group.id()))
            .flatMap(other -> other.rules().stream())
            .anyMatch(
                rule ->
                    rule.key().target() instanceof Target.Group target
                        && target.groupId().equals(group.id()));
  }
}
