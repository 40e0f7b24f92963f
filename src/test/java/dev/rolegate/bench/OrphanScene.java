package dev.rolegate.bench;

import dev.rolegate.execute.Docs;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import dev.rolegate.sim.state.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A VPC that collected groups for years, put into the simulator's state at once: through the API it
 * would take half an hour. Of its groups some are carried by interfaces, some are named only by old
 * versions of launch templates, and the rest are used by nothing: alone, or in rings of three that
 * refer to each other.
 */
final class OrphanScene {
  static final int GROUPS = 2_500;
  static final int INTERFACES = 20_000;
  static final int TEMPLATES = 500;
  static final int VERSIONS = 10;

  private static final int CARRIED = 2_000;
  private static final int NAMED_BY_TEMPLATES = 250;
  private static final int IN_RINGS = 99;
  private static final int RING = 3;
  private static final long OLD_VERSION = 3;

  private final World world;
  private final Vpc vpc;
  private final List<SecurityGroup> groups = new ArrayList<>();
  private final Map<String, Integer> carriers = new HashMap<>();

  private OrphanScene(World world, Vpc vpc) {
    this.world = world;
    this.vpc = vpc;
  }

  /** Builds it in the VPC of {@link Docs}. */
  static OrphanScene build(Simulator simulator, String region) {
    World world = simulator.world();
    Vpc vpc = world.current().region(region).find(Vpc.class, Docs.VPC).orElseThrow();
    OrphanScene scene = new OrphanScene(world, vpc);
    world.update(region, scene::filled);
    return scene;
  }

  /** Ids of the groups that nothing uses. */
  Set<String> unused() {
    return groups.subList(CARRIED + NAMED_BY_TEMPLATES, groups.size()).stream()
        .map(SecurityGroup::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many interfaces carry a group. */
  int carriers(String groupId) {
    return carriers.getOrDefault(groupId, 0);
  }

  private RegionState filled(RegionState before) {
    Vpcs vpcs = new Vpcs(world);
    // The VPC's default group is one of them.
    for (int i = 0; i < GROUPS - 1; i++) {
      groups.add(vpcs.newGroup(vpc, "launch-wizard-" + i, "made by a console", Tags.NONE));
    }
    int firstInRing = groups.size() - IN_RINGS;
    for (int i = firstInRing; i < groups.size(); i++) {
      int place = i - firstInRing;
      int next = firstInRing + place / RING * RING + (place + 1) % RING;
      groups.set(i, groups.get(i).adding(List.of(admits(groups.get(i), groups.get(next)))));
    }
    RegionState state = before;
    for (SecurityGroup group : groups) {
      state = state.with(group);
    }
    return withTemplates(withInterfaces(state));
  }

  private Rule admits(SecurityGroup group, SecurityGroup peer) {
    Target from = new Target.Group(peer.id(), vpc.owner(), vpc.id(), Optional.empty());
    RuleKey key = new RuleKey(false, "tcp", 22, 22, from);
    return new Rule(
        world.ids().next("sgr"), group.id(), vpc.owner(), key, Optional.empty(), Tags.NONE);
  }

  private RegionState withInterfaces(RegionState before) {
    Subnet subnet =
        new Subnet(
            world.ids().next("subnet"),
            vpc.owner(),
            Tags.NONE,
            vpc.id(),
            "10.0.0.0/17",
            Optional.empty(),
            "eu-west-1a",
            false);
    RegionState state = before.with(subnet);
    for (int i = 0; i < INTERFACES; i++) {
      SecurityGroup group = groups.get(i % CARRIED);
      carriers.merge(group.id(), 1, Integer::sum);
      state = state.with(carrier(i, subnet, group));
    }
    return state;
  }

  private NetworkInterface carrier(int number, Subnet subnet, SecurityGroup group) {
    int host = number + 4;
    return new NetworkInterface(
        world.ids().next("eni"),
        vpc.owner(),
        Tags.NONE,
        vpc.id(),
        subnet.id(),
        subnet.zone(),
        "member " + number,
        "interface",
        Optional.empty(),
        List.of(group.id()),
        "10.0." + (host >> 8) + "." + (host & 0xff),
        Optional.empty(),
        true,
        Optional.empty());
  }

  private RegionState withTemplates(RegionState before) {
    RegionState state = before;
    for (int i = 0; i < TEMPLATES; i++) {
      SortedMap<Long, LaunchTemplate.Version> versions = new TreeMap<>();
      for (long number = 1; number <= VERSIONS; number++) {
        int named =
            number == OLD_VERSION ? CARRIED + i % NAMED_BY_TEMPLATES : (int) (i + number) % CARRIED;
        versions.put(
            number,
            new LaunchTemplate.Version(
                number,
                Optional.empty(),
                world.clock().now(),
                Map.of("SecurityGroupId.1", groups.get(named).id())));
      }
      state =
          state.with(
              new LaunchTemplate(
                  world.ids().next("lt"),
                  vpc.owner(),
                  Tags.NONE,
                  "template-" + i,
                  world.clock().now(),
                  "arn:aws:iam::" + vpc.owner() + ":root",
                  VERSIONS,
                  VERSIONS,
                  versions));
    }
    return state;
  }
}
