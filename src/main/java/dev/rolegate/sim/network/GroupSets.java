package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.state.AdmitsGroup;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The security groups of an interface: which may be on it, how many, and how they are shown. */
public final class GroupSets {
  private final Quotas quotas;

  public GroupSets(Quotas quotas) {
    this.quotas = quotas;
  }

  /** Groups for an interface that exists: in its VPC or associated with it, and not too many. */
  public List<String> forInterface(Call call, String vpcId, List<String> ids) {
    return checked(
        call,
        vpcId,
        ids,
        group ->
            Ec2Error.client(
                "InvalidGroup.NotFound",
                "You have specified two resources that belong to different networks."),
        interfaceLimit());
  }

  /** Groups for a new interface in a subnet; the VPC's default group if none is named [D]. */
  public List<String> forNewInterface(Call call, Subnet subnet, List<String> ids) {
    return ids.isEmpty() ? defaultOf(call, subnet) : checked(call, subnet, ids, interfaceLimit());
  }

  /** Groups for a launch, by id and, in the subnet's VPC, by name; else the default group [D]. */
  public List<String> forLaunch(Call call, Subnet subnet, List<String> ids, List<String> names) {
    List<String> all = new ArrayList<>(ids);
    for (String name : names) {
      all.add(named(call, subnet.vpcId(), name));
    }
    Ec2Error limit =
        Ec2Error.client(
            "SecurityGroupsPerInstanceLimitExceeded",
            "The maximum number of security groups per instance has been reached.");
    return all.isEmpty() ? defaultOf(call, subnet) : checked(call, subnet, all, limit);
  }

  /** {@code <groupSet>}: ids with names. */
  public static void write(Xml xml, RegionState state, Collection<String> ids) {
    xml.list(
        "groupSet",
        ids,
        (item, id) -> {
          item.element("groupId", id);
          item.optional("groupName", state.find(SecurityGroup.class, id).map(SecurityGroup::name));
        });
  }

  private interface Foreign {
    Ec2Error error(SecurityGroup group);
  }

  private List<String> checked(Call call, Subnet subnet, List<String> ids, Ec2Error limit) {
    return checked(
        call,
        subnet.vpcId(),
        ids,
        group ->
            Ec2Error.client(
                "InvalidParameter",
                "Security group %s and subnet %s belong to different networks."
                    .formatted(group.id(), subnet.id())),
        limit);
  }

  private List<String> checked(
      Call call, String vpcId, List<String> ids, Foreign foreign, Ec2Error limit) {
    Set<String> distinct = new LinkedHashSet<>(ids);
    distinct.forEach(IdKind.GROUP::check);
    for (String id : distinct) {
      SecurityGroup group = Lookup.group(call, id);
      if (!group.vpcId().equals(vpcId) && !admitted(call.state(), id, vpcId)) {
        throw foreign.error(group);
      }
    }
    if (distinct.size() > quotas.groupsPerInterface()) {
      throw limit;
    }
    return List.copyOf(distinct);
  }

  private static boolean admitted(RegionState state, String groupId, String vpcId) {
    return state.with(AdmitsGroup.class).anyMatch(one -> one.admits(groupId, vpcId));
  }

  private static Ec2Error interfaceLimit() {
    return Ec2Error.client(
        "SecurityGroupsPerInterfaceLimitExceeded",
        "The maximum number of security groups per interface has been reached.");
  }

  private static String named(Call call, String vpcId, String name) {
    return groups(call.state(), vpcId).stream()
        .filter(group -> group.name().equalsIgnoreCase(name))
        .filter(group -> Lookup.isVisible(call, group))
        .map(SecurityGroup::id)
        .findFirst()
        .orElseThrow(
            () ->
                Ec2Error.client(
                    "InvalidGroup.NotFound",
                    "The security group '%s' does not exist in VPC '%s'".formatted(name, vpcId)));
  }

  private static List<String> defaultOf(Call call, Subnet subnet) {
    return groups(call.state(), subnet.vpcId()).stream()
        .filter(SecurityGroup::isDefault)
        .map(SecurityGroup::id)
        .toList();
  }

  private static List<SecurityGroup> groups(RegionState state, String vpcId) {
    return state.all(SecurityGroup.class).stream()
        .filter(group -> group.vpcId().equals(vpcId))
        .toList();
  }
}
