package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Random topologies and what might be live of them: overlapping blocks of both families, ranges,
 * ICMP types, prefix lists, references in cycles, quotas nearly full; missing, extra and altered
 * rules, foreign groups, half-finished plans. The pools are small so that things collide.
 */
final class Scenes {
  static final String CLUSTER = "test-cluster";
  static final String VPC = "vpc-0a1b2c3d4e5f60718";
  static final String ACCOUNT = "111122223333";
  private static final GroupKey FORGED = new GroupKey("shop", "r0");
  private static final List<String> CIDRS =
      List.of(
          "0.0.0.0/0",
          "0.0.0.0/1",
          "128.0.0.0/1",
          "10.0.0.0/8",
          "10.0.0.0/9",
          "10.128.0.0/9",
          "10.0.0.0/16",
          "10.1.0.0/16",
          "::/0",
          "2001:db8::/32",
          "2001:db8::/33",
          "2001:db8:8000::/33");
  private static final int[][] RANGES = {
    {22, 22}, {80, 80}, {80, 90}, {85, 90}, {443, 443}, {0, 65535}
  };

  /** One case: the documents, the full truth in EC2, and the quota. */
  record Scene(
      DesiredVpc desired,
      VpcSnapshot truth,
      Map<String, GroupUse> uses,
      Quotas quotas,
      Consent consent) {

    /** Short, for reports of failed tries: the plan says what matters. */
    @Override
    public String toString() {
      return PlanText.render(plan(truth)) + "quota " + quotas.rulesPerGroup();
    }

    Scene withUses(Map<String, GroupUse> value) {
      return new Scene(desired, truth, value, quotas, consent);
    }

    /** What the planner asks for of it: ids only of the groups in its survey. */
    VpcSnapshot observe(VpcSnapshot full) {
      Map<String, Group> seen = new TreeMap<>();
      full.groups().forEach((id, group) -> seen.put(id, contentOnly(group)));
      VpcSnapshot summary = full.withGroups(seen);
      Survey survey = new Planner(quotas).survey(desired, summary);
      survey.ruleIds().forEach(id -> seen.put(id, full.groups().get(id)));
      return full.withGroups(seen);
    }

    Plan plan(VpcSnapshot full) {
      return plan(full, consent);
    }

    Plan plan(VpcSnapshot full, Consent given) {
      return new Planner(quotas).plan(desired, observe(full), uses, given);
    }

    private static Group contentOnly(Group group) {
      return group.withRules(
          group.rules().stream()
              .map(
                  r ->
                      new LiveRule(
                          "",
                          r.direction(),
                          r.permission(),
                          r.description(),
                          Map.of(),
                          r.settled()))
              .toList(),
          false);
    }
  }

  private Scenes() {}

  static Arbitrary<Scene> scenes() {
    return Arbitraries.randomValue(Scenes::scene);
  }

  static Scene scene(Random random) {
    int count = 1 + random.nextInt(4);
    List<GroupKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(new GroupKey("shop", "r" + i));
    }
    boolean tight = random.nextInt(3) == 0;
    int quota = tight ? 3 + random.nextInt(4) : 60;
    Map<GroupKey, String> ids = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    for (GroupKey key : keys) {
      if (random.nextInt(3) != 0) {
        ids.put(key, "sg-live-" + key.name());
      }
    }
    List<DesiredGroup> desired = new ArrayList<>();
    Map<GroupKey, List<DesiredRule>> rulesOf = new HashMap<>();
    for (GroupKey key : keys) {
      List<DesiredRule> documented = rules(random, keys, quota);
      List<WithheldRule> withheld = withheld(random, documented);
      List<DesiredRule> rules =
          documented.stream().filter(rule -> !isWithheld(rule, withheld)).toList();
      rulesOf.put(key, rules);
      int dice = random.nextInt(12);
      Intent intent = dice == 0 ? Intent.ABSENT : dice == 1 ? Intent.SUSPENDED : Intent.PRESENT;
      Provenance provenance = provenance(random, ids.getOrDefault(key, "sg-gone"), ids);
      desired.add(
          new DesiredGroup(
              key,
              "uid-" + key,
              1,
              key.name(),
              provenance.adopts() ? "" : key.toString(),
              Ownership.groupTags(CLUSTER, "prod", key, key.name(), "why", "who"),
              rules,
              withheld,
              knownId(random, ids.getOrDefault(key, ""), ids),
              intent,
              provenance,
              new Documented(false, Optional.empty(), expired(random, documented, keys))));
    }
    int[] ruleIds = {1};
    for (DesiredGroup group : desired) {
      if (ids.containsKey(group.key())) {
        groups.add(live(random, group, ids, keys, quota, ruleIds));
      }
    }
    groups.add(foreign(random, ids, ruleIds));
    groups.add(new Group("sg-default", "default", "", VPC, ACCOUNT, Map.of(), List.of(), true));
    VpcSnapshot truth =
        VpcSnapshot.of(VPC, random.nextBoolean(), groups)
            .withPrefixListWeights(Map.of("pl-1", 1, "pl-2", 2));
    Map<String, GroupUse> uses = new HashMap<>();
    List<String> asked = new ArrayList<>(new TreeSet<>(ids.values()));
    asked.addAll(List.of("sg-foreign", "sg-default"));
    for (String id : asked) {
      uses.put(
          id,
          random.nextInt(4) == 0
              ? new GroupUse(id, List.of("interface eni-1"), List.of())
              : new GroupUse(id, List.of(), List.of()));
    }
    return new Scene(
        new DesiredVpc("prod", VPC, "eu-west-1", CLUSTER, desired),
        truth,
        uses,
        new Quotas(quota),
        consent(random, truth));
  }

  /** Limits of any size, some groups released, some changes approved before. */
  private static Consent consent(Random random, VpcSnapshot truth) {
    Set<String> released = some(random, truth.groups().keySet());
    Set<String> approved = new TreeSet<>();
    for (Group group : truth.groups().values()) {
      for (LiveRule rule : group.rules()) {
        if (random.nextInt(6) == 0) {
          approved.add(HeldItems.revoke(group.groupId(), rule).hash());
        }
      }
      if (random.nextInt(6) == 0) {
        approved.add(HeldItems.delete(group.groupId()).hash());
      }
    }
    return new Consent(
        List.of(0, 20, 50, 100).get(random.nextInt(4)),
        List.of(0, 1, 1000).get(random.nextInt(3)),
        random.nextInt(4) == 0 ? some(random, truth.groups().keySet()) : Set.of(),
        approved,
        released);
  }

  private static Set<String> some(Random random, Set<String> all) {
    Set<String> chosen = new TreeSet<>(all);
    chosen.removeIf(id -> random.nextBoolean());
    return chosen;
  }

  /** Most groups are made by Rolegate; some are adopted, with or without the right to. */
  private static Provenance provenance(Random random, String own, Map<GroupKey, String> ids) {
    boolean consented = random.nextInt(4) == 0;
    Optional<Set<String>> applied = applied(random);
    return switch (random.nextInt(12)) {
      case 0, 1 -> new Provenance(own, random.nextInt(4) != 0, applied);
      case 2 -> new Provenance(anyId(random, ids), random.nextInt(4) != 0, applied);
      default -> new Provenance("", consented, applied);
    };
  }

  /** Not known, nothing, or some of all the rules that a scene can have. */
  private static Optional<Set<String>> applied(Random random) {
    int dice = random.nextInt(4);
    if (dice < 2) {
      return dice == 0 ? Optional.empty() : Optional.of(Set.of());
    }
    Set<String> hashes = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      Direction direction = random.nextInt(3) == 0 ? Direction.EGRESS : Direction.INGRESS;
      hashes.add(AppliedRules.hash(direction, permission(random, List.of(FORGED), Map.of())));
    }
    return Optional.of(hashes);
  }

  /** As Rolegate wrote it, or as somebody with a right to write statuses did. */
  private static String knownId(Random random, String own, Map<GroupKey, String> ids) {
    return switch (random.nextInt(12)) {
      case 0 -> anyId(random, ids);
      case 1, 2, 3, 4, 5 -> "";
      default -> own;
    };
  }

  private static String anyId(Random random, Map<GroupKey, String> ids) {
    List<String> all = new ArrayList<>(new TreeSet<>(ids.values()));
    all.addAll(List.of("sg-foreign", "sg-default", "sg-gone"));
    return all.get(random.nextInt(all.size()));
  }

  private static List<DesiredRule> rules(Random random, List<GroupKey> keys, int quota) {
    Map<String, DesiredRule> rules = new LinkedHashMap<>();
    int count = random.nextInt(Math.min(quota, 6) + 1);
    for (int i = 0; i < count; i++) {
      Direction direction = random.nextInt(3) == 0 ? Direction.EGRESS : Direction.INGRESS;
      Permission permission = permission(random, keys, Map.of());
      String name = "n" + random.nextInt(4);
      rules.put(
          direction + " " + permission,
          new DesiredRule(direction, permission, name, name + ": because"));
    }
    return List.copyOf(rules.values());
  }

  /** A role that is not there, and what guardrails deny or take away of the documented rules. */
  private static List<WithheldRule> withheld(Random random, List<DesiredRule> rules) {
    List<WithheldRule> withheld = new ArrayList<>();
    if (random.nextInt(6) == 0) {
      withheld.add(
          new WithheldRule(Direction.INGRESS, "n1", "tcp 80 role gone", "RoleNotFound", "none"));
    }
    if (random.nextInt(3) == 0) {
      for (DesiredRule rule : rules) {
        if (random.nextInt(3) != 0) {
          continue;
        }
        withheld.add(
            new WithheldRule(
                rule.direction(),
                rule.name(),
                rule.permission().toString(),
                Optional.of(rule.permission()),
                WithheldRule.GUARDRAIL,
                "g" + random.nextInt(3) + ": not here",
                random.nextBoolean()));
      }
    }
    return withheld;
  }

  private static boolean isWithheld(DesiredRule rule, List<WithheldRule> withheld) {
    return withheld.stream()
        .anyMatch(
            w ->
                w.direction() == rule.direction()
                    && w.permission().filter(rule.permission()::equals).isPresent());
  }

  /** Rules whose time is over, none of which is documented otherwise. */
  private static List<DesiredRule> expired(
      Random random, List<DesiredRule> documented, List<GroupKey> keys) {
    List<DesiredRule> rules = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Permission permission = permission(random, keys, Map.of());
      if (documented.stream().noneMatch(r -> r.permission().equals(permission))) {
        rules.add(
            new DesiredRule(
                Direction.INGRESS,
                permission,
                "n1",
                "n1: because",
                Optional.of(java.time.Instant.EPOCH),
                ""));
      }
    }
    return rules;
  }

  private static Permission permission(
      Random random, List<GroupKey> keys, Map<GroupKey, String> ids) {
    Peer peer;
    switch (random.nextInt(6)) {
      case 0 -> {
        GroupKey key = keys.get(random.nextInt(keys.size()));
        peer = ids.containsKey(key) ? new Peer.Group(ids.get(key)) : new Peer.Declared(key);
      }
      case 1 -> peer = new Peer.PrefixList("pl-" + (1 + random.nextInt(2)));
      default -> peer = new Peer.Address(Cidr.parse(CIDRS.get(random.nextInt(CIDRS.size()))));
    }
    int[] range = RANGES[random.nextInt(RANGES.length)];
    return switch (random.nextInt(8)) {
      case 0 -> new Permission(Protocol.ALL, PortRange.NONE, peer);
      case 1 -> new Permission(Protocol.UDP, new PortRange(range[0], range[1]), peer);
      case 2 -> new Permission(Protocol.ICMP, icmp(random), peer);
      case 3 -> new Permission(Protocol.parse("50"), PortRange.NONE, peer);
      default -> new Permission(Protocol.TCP, new PortRange(range[0], range[1]), peer);
    };
  }

  private static PortRange icmp(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> PortRange.NONE;
      case 1 -> new PortRange(8, -1);
      default -> new PortRange(3, 4);
    };
  }

  private static Group live(
      Random random,
      DesiredGroup group,
      Map<GroupKey, String> ids,
      List<GroupKey> keys,
      int quota,
      int[] ruleIds) {
    Map<String, LiveRule> rules = new LinkedHashMap<>();
    boolean settled = random.nextInt(5) != 0;
    if (random.nextInt(8) == 0) {
      return asCreated(group, ids, random, ruleIds);
    }
    for (DesiredRule rule : group.rules()) {
      if (rule.permission().peer() instanceof Peer.Declared peer && !ids.containsKey(peer.key())) {
        continue;
      }
      Permission permission = resolve(rule.permission(), ids);
      int dice = random.nextInt(10);
      if (dice < 6) {
        String description = dice == 0 ? "altered" : rule.description();
        put(rules, rule.direction(), permission, description, random, ruleIds, quota, settled);
      }
    }
    for (WithheldRule rule : group.withheld()) {
      boolean possible =
          rule.permission().isPresent()
              && (!(rule.permission().get().peer() instanceof Peer.Declared peer)
                  || ids.containsKey(peer.key()));
      if (possible && random.nextInt(3) != 0) {
        Permission permission = resolve(rule.permission().get(), ids);
        String description = random.nextBoolean() ? rule.name() + ": because" : "";
        put(rules, rule.direction(), permission, description, random, ruleIds, quota, settled);
      }
    }
    for (DesiredRule rule : group.documented().expired()) {
      if (random.nextBoolean()
          && (!(rule.permission().peer() instanceof Peer.Declared peer)
              || ids.containsKey(peer.key()))) {
        Permission permission = resolve(rule.permission(), ids);
        put(rules, rule.direction(), permission, rule.description(), random, ruleIds, quota, true);
      }
    }
    int extras = random.nextInt(5);
    List<GroupKey> existing = keys.stream().filter(ids::containsKey).toList();
    for (int i = 0; i < extras; i++) {
      Direction direction = random.nextInt(3) == 0 ? Direction.EGRESS : Direction.INGRESS;
      Permission permission = permission(random, existing, ids);
      String description = random.nextInt(3) == 0 ? "n" + random.nextInt(4) + ": old" : "";
      put(rules, direction, permission, description, random, ruleIds, quota, true);
    }
    Map<String, String> tags = new HashMap<>(group.tags());
    boolean adopted = group.provenance().adopts();
    int dice = random.nextInt(adopted ? 6 : 14);
    switch (dice) {
      case 0 -> tags.put(Ownership.OWNER, "somebody");
      case 1 -> tags.remove(Ownership.CLUSTER);
      case 2, 3 -> tags.clear();
      case 4 -> {
        tags.clear();
        tags.put("managed-by", "terraform");
      }
      default -> {}
    }
    if (random.nextInt(20) == 0) {
      tags.put("managed-by", "terraform");
    }
    return new Group(
        ids.get(group.key()),
        adopted ? "legacy-" + group.key().name() : group.groupName(),
        group.description(),
        VPC,
        random.nextInt(20) == 0 ? "444455556666" : ACCOUNT,
        tags,
        List.copyOf(rules.values()),
        true);
  }

  /** A group of which no more than its creation was acknowledged. */
  private static Group asCreated(
      DesiredGroup group, Map<GroupKey, String> ids, Random random, int[] ruleIds) {
    List<LiveRule> rules = new ArrayList<>();
    for (String cidr : random.nextBoolean() ? List.of("0.0.0.0/0") : List.of("0.0.0.0/0", "::/0")) {
      rules.add(
          new LiveRule(
              "sgr-" + ruleIds[0]++,
              Direction.EGRESS,
              new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse(cidr))),
              "",
              Map.of(),
              true));
    }
    return new Group(
        ids.get(group.key()),
        group.provenance().adopts() ? "legacy-" + group.key().name() : group.groupName(),
        group.description(),
        VPC,
        ACCOUNT,
        group.tags(),
        rules,
        true);
  }

  private static void put(
      Map<String, LiveRule> rules,
      Direction direction,
      Permission permission,
      String description,
      Random random,
      int[] ruleIds,
      int quota,
      boolean settled) {
    List<Permission> counted = new ArrayList<>(List.of(permission));
    rules.values().stream()
        .filter(r -> r.direction() == direction)
        .forEach(r -> counted.add(r.permission()));
    if (!QuotaCount.of(counted, Map.of("pl-1", 1, "pl-2", 2)).fits(new Quotas(quota))) {
      return;
    }
    rules.putIfAbsent(
        direction + " " + permission,
        new LiveRule(
            "sgr-" + ruleIds[0]++,
            direction,
            permission,
            description,
            random.nextInt(4) == 0 ? Map.of() : Ownership.ruleTags(CLUSTER),
            settled));
  }

  private static Permission resolve(Permission permission, Map<GroupKey, String> ids) {
    return permission.peer() instanceof Peer.Declared declared
        ? permission.withPeer(new Peer.Group(ids.get(declared.key())))
        : permission;
  }

  private static Group foreign(Random random, Map<GroupKey, String> ids, int[] ruleIds) {
    List<LiveRule> rules = new ArrayList<>();
    if (!ids.isEmpty() && random.nextInt(4) == 0) {
      rules.add(
          new LiveRule(
              "sgr-" + ruleIds[0]++,
              Direction.INGRESS,
              new Permission(
                  Protocol.TCP,
                  PortRange.single(22),
                  new Peer.Group(ids.values().iterator().next())),
              "",
              Map.of(),
              true));
    }
    Map<String, String> forged =
        random.nextInt(4) == 0
            ? Ownership.groupTags(CLUSTER, "prod", FORGED, FORGED.name(), "why", "who")
            : Map.of();
    return new Group(
        "sg-foreign", "app-everything", "all in one", VPC, ACCOUNT, forged, rules, true);
  }
}
