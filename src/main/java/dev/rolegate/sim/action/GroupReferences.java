package dev.rolegate.sim.action;

import dev.rolegate.sim.action.PermissionSpec.SourceSpec;
import dev.rolegate.sim.state.AdmitsGroup;
import dev.rolegate.sim.state.ConnectsVpcs;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.Optional;

/** Decides which groups a rule may refer to. */
final class GroupReferences {
  private GroupReferences() {}

  /**
   * The target for a reference in a new rule: a group of the same VPC, of a VPC with an active
   * peering in between, or one that is associated with the VPC [D].
   */
  static Target.Group resolve(Call call, SecurityGroup from, SourceSpec source) {
    SecurityGroup group = find(call, source);
    String account = source.account().orElse(call.account());
    if (!group.owner().equals(account)) {
      throw Lookup.noGroup(group.id());
    }
    if (group.vpcId().equals(from.vpcId())) {
      return new Target.Group(group.id(), group.owner(), group.vpcId(), Optional.empty());
    }
    Optional<ConnectsVpcs> peering = activePeering(call.state(), group.vpcId(), from.vpcId());
    if (peering.isEmpty() && !associated(call.state(), group, from)) {
      throw Ec2Error.client(
          "InvalidGroup.NotFound",
          "You have specified two resources that belong to different networks.");
    }
    return new Target.Group(
        group.id(), group.owner(), group.vpcId(), peering.map(ConnectsVpcs::id));
  }

  /** The target of an existing rule: known by its id alone, for the group may be gone. */
  static Target.Group match(Call call, SourceSpec source) {
    String id = source.value().isPresent() ? checkedId(source) : find(call, source).id();
    return new Target.Group(id, call.account(), "", Optional.empty());
  }

  private static SecurityGroup find(Call call, SourceSpec source) {
    if (source.value().isPresent()) {
      String id = checkedId(source);
      return call.state()
          .find(SecurityGroup.class, id)
          .filter(group -> Lookup.isVisible(call, group))
          .orElseThrow(() -> Lookup.noGroup(id));
    }
    String name =
        source
            .groupName()
            .orElseThrow(() -> Ec2Error.client("MissingParameter", "Source group ID missing."));
    return Lookup.groupNamed(call, name);
  }

  private static String checkedId(SourceSpec source) {
    String id = source.value().orElseThrow();
    ResourceIds.checkGroupId(id);
    return id;
  }

  private static Optional<ConnectsVpcs> activePeering(RegionState state, String one, String other) {
    return state
        .with(ConnectsVpcs.class)
        .filter(link -> link.active() && link.connects(one, other))
        .findFirst();
  }

  private static boolean associated(RegionState state, SecurityGroup group, SecurityGroup from) {
    return state
        .with(AdmitsGroup.class)
        .anyMatch(
            link -> link.admits(group.id(), from.vpcId()) || link.admits(from.id(), group.vpcId()));
  }
}
