package dev.rolegate.plan;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Groups that nobody declares, and what may be wanted of them. */
final class RetirementScenes {
  static final String VPC = "vpc-0a1b2c3d4e5f60718";
  static final String ACCOUNT = "111122223333";

  private RetirementScenes() {}

  static Group group(String id, String name, Map<String, String> tags, LiveRule... rules) {
    return new Group(id, name, "launched by hand", VPC, ACCOUNT, tags, List.of(rules), true);
  }

  static LiveRule rule(String id, Direction direction, int port, Peer peer, String description) {
    return new LiveRule(
        id,
        direction,
        new Permission(Protocol.TCP, PortRange.single(port), peer),
        description,
        Map.of(),
        true);
  }

  static LiveRule open(String id) {
    return new LiveRule(
        id,
        Direction.EGRESS,
        new Permission(Protocol.ALL, PortRange.NONE, address("0.0.0.0/0")),
        "",
        Map.of(),
        true);
  }

  static Peer address(String cidr) {
    return new Peer.Address(Cidr.parse(cidr));
  }

  static Retirement retirement(
      Wanted wanted, Group former, String groupId, VpcSnapshot then, Map<String, String> renamed) {
    Map<String, List<LiveRule>> references = new TreeMap<>();
    for (Group other : then.groups().values()) {
      List<LiveRule> naming =
          other.rules().stream()
              .filter(r -> r.permission().peer().equals(new Peer.Group(former.groupId())))
              .toList();
      if (!naming.isEmpty() && other != former) {
        references.put(other.groupId(), naming);
      }
    }
    return new Retirement(
        former.groupId(), "uid-" + former.groupId(), groupId, wanted, former, references, renamed);
  }

  static DesiredVpc desired(List<DesiredGroup> declared, List<Retirement> retirements) {
    return new DesiredVpc("prod", VPC, "eu-west-1", "c1", declared, retirements);
  }

  static VpcSnapshot snapshot(Group... groups) {
    List<Group> all = new ArrayList<>(List.of(groups));
    all.add(Shorthand.DEFAULT);
    return VpcSnapshot.of(VPC, false, all);
  }

  static Map<String, GroupUse> unused(VpcSnapshot snapshot) {
    Map<String, GroupUse> uses = new HashMap<>();
    snapshot.groups().keySet().forEach(id -> uses.put(id, new GroupUse(id, List.of(), List.of())));
    return uses;
  }

  static Plan plan(DesiredVpc desired, VpcSnapshot snapshot, Map<String, GroupUse> uses) {
    return new Planner(Quotas.DEFAULT).plan(desired, snapshot, uses, Consent.UNLIMITED);
  }

  /** Orphans whose rules name addresses, themselves and each other. */
  static VpcSnapshot random(Random random) {
    int count = 1 + random.nextInt(4);
    List<Group> groups = new ArrayList<>();
    int rules = 0;
    for (int i = 0; i < count; i++) {
      Map<String, LiveRule> own = new TreeMap<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        Direction direction = random.nextBoolean() ? Direction.INGRESS : Direction.EGRESS;
        Peer peer =
            random.nextBoolean()
                ? address("10." + random.nextInt(3) + ".0.0/16")
                : new Peer.Group("sg-o" + random.nextInt(count));
        LiveRule rule =
            rule("sgr-" + ++rules, direction, 80 + random.nextInt(2), peer, text(random))
                .withTags(random.nextInt(3) == 0 ? Map.of("team", "a") : Map.of());
        own.put(direction + " " + rule.permission(), rule);
      }
      if (random.nextBoolean()) {
        own.put("open", open("sgr-" + ++rules).withDescription(text(random)));
      }
      groups.add(
          group(
              "sg-o" + i,
              "launch-wizard-" + i,
              random.nextBoolean() ? Map.of() : Map.of("Name", "n" + i),
              own.values().toArray(LiveRule[]::new)));
    }
    return snapshot(groups.toArray(Group[]::new));
  }

  private static String text(Random random) {
    return random.nextBoolean() ? "" : "note " + random.nextInt(2);
  }

  /** All that EC2 knows of groups but ids of rules, with ids of groups as these map them. */
  static Map<String, String> content(VpcSnapshot snapshot, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>();
    for (Group group : snapshot.groups().values()) {
      Set<String> rules =
          group.rules().stream()
              .map(
                  rule ->
                      rule.direction()
                          + " "
                          + rule.permission().protocol()
                          + rule.permission().ports()
                          + peer(rule.permission().peer(), ids)
                          + rule.description()
                          + new TreeMap<>(rule.tags()))
              .collect(Collectors.toCollection(TreeSet::new));
      all.put(
          ids.getOrDefault(group.groupId(), group.groupId()),
          group.name() + group.description() + new TreeMap<>(group.tags()) + rules);
    }
    return all;
  }

  private static String peer(Peer peer, Map<String, String> ids) {
    return peer instanceof Peer.Group group
        ? ids.getOrDefault(group.groupId(), group.groupId())
        : peer.toString();
  }
}
