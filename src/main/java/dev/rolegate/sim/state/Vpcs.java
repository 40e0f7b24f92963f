package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds VPCs and the groups that EC2 makes by itself. */
public final class Vpcs {
  private static final String ALL = "-1";

  private final World world;

  public Vpcs(World world) {
    this.world = world;
  }

  /** The state with the VPC and its default group: all inbound from itself, all outbound. */
  public RegionState add(RegionState state, Vpc vpc) {
    String id = world.ids().next("sg");
    Rule self =
        rule(id, vpc.owner(), false, new Target.Group(id, vpc.owner(), vpc.id(), Optional.empty()));
    SecurityGroup group =
        blank(id, vpc, SecurityGroup.DEFAULT_NAME, "default VPC security group", Tags.NONE)
            .seeded(List.of(self))
            .seeded(openEgress(id, vpc));
    return state.with(vpc).with(group);
  }

  /** A new group as CreateSecurityGroup leaves it: no inbound rule, all outbound. */
  public SecurityGroup newGroup(Vpc vpc, String name, String description, Tags tags) {
    String id = world.ids().next("sg");
    return blank(id, vpc, name, description, tags).seeded(openEgress(id, vpc));
  }

  /**
   * The state after IPv6 blocks were added to a VPC that had none: groups whose outbound rules
   * nobody has changed are opened to {@code ::/0} [D].
   */
  public RegionState openToIpv6(RegionState state, Vpc vpc) {
    RegionState changed = state.with(vpc);
    for (SecurityGroup group : state.all(SecurityGroup.class)) {
      if (group.vpcId().equals(vpc.id()) && !group.egressTouched()) {
        Rule all = rule(group.id(), group.owner(), true, new Target.Ipv6("::/0"));
        changed = changed.with(group.seeded(List.of(all)));
      }
    }
    return changed;
  }

  private SecurityGroup blank(String id, Vpc vpc, String name, String description, Tags tags) {
    Instant now = world.clock().now();
    return new SecurityGroup(
        id, vpc.owner(), vpc.id(), name, description, now, false, List.of(), tags);
  }

  private List<Rule> openEgress(String groupId, Vpc vpc) {
    List<Rule> rules = new ArrayList<>();
    rules.add(rule(groupId, vpc.owner(), true, new Target.Ipv4("0.0.0.0/0")));
    if (vpc.hasIpv6()) {
      rules.add(rule(groupId, vpc.owner(), true, new Target.Ipv6("::/0")));
    }
    return rules;
  }

  private Rule rule(String groupId, String owner, boolean egress, Target target) {
    RuleKey key = new RuleKey(egress, ALL, -1, -1, target);
    return new Rule(world.ids().next("sgr"), groupId, owner, key, Optional.empty(), Tags.NONE);
  }
}
