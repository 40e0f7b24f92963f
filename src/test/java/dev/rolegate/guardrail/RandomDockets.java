package dev.rolegate.guardrail;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Small VPCs in which much is alike and little is the same. */
final class RandomDockets {
  private static final String[] CIDRS = {
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "10.1.0.0/16",
    "10.0.0.0/8",
    "52.95.110.0/24",
    "52.95.110.7/32",
    "2000::/3",
    "::/0"
  };
  private static final String[] WORDS = {
    "test",
    "The load balancer forwards HTTPS",
    "temporary access for debugging",
    "Serves the testing environment",
    "todo, todo: n/a"
  };
  private static final String[] ROLES = {"alb", "web", "bastion"};

  private final Random random;

  RandomDockets(long seed) {
    random = new Random(seed);
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  /** One that has nothing to do with any before. */
  Docket docket() {
    List<DesiredGroup> declared = new ArrayList<>();
    Map<String, GroupKey> managed = new TreeMap<>();
    List<Group> live = new ArrayList<>();
    for (int g = 0; g < ROLES.length; g++) {
      List<DesiredRule> rules = new ArrayList<>();
      List<LiveRule> held = new ArrayList<>();
      for (int r = 0; r < random.nextInt(5); r++) {
        DesiredRule rule = rule(r);
        if (rules.stream().noneMatch(one -> one.permission().equals(rule.permission()))) {
          rules.add(rule);
        }
        if (random.nextBoolean()) {
          held.add(held(r, rule));
        }
      }
      declared.add(Samples.group(ROLES[g], rules.toArray(DesiredRule[]::new)));
      live.add(Samples.live("sg-" + g, "g" + g, held.toArray(LiveRule[]::new)));
      if (random.nextBoolean()) {
        managed.put("sg-" + g, new GroupKey("shop", ROLES[g]));
      }
    }
    List<Cidr> some = List.of(Cidr.parse(one(CIDRS)), Cidr.parse(one(CIDRS)));
    Surroundings surroundings =
        new Surroundings(
            Optional.of(some),
            random.nextBoolean() ? Optional.of(some) : Optional.empty(),
            random.nextBoolean() ? Map.of("pl-1", some) : Map.of(),
            random.nextBoolean()
                ? Map.of("s", new AddressSet("s", AddressSet.Kind.VPN, some))
                : Map.of(),
            managed,
            random.nextBoolean() ? Map.of("Duplicate", Map.of("sg-0", "twice")) : Map.of(),
            random.nextBoolean() ? Optional.of(Set.of("sg-3")) : Optional.empty());
    return docket(declared, oneIn(5) ? Optional.empty() : Optional.of(live), surroundings);
  }

  /** The same VPC some time later, when a rule of each live group says something else. */
  Docket later(Docket docket) {
    return docket(
        docket.desired().groups(),
        docket.snapshot().map(seen -> seen.groups().values().stream().map(this::touched).toList()),
        docket.surroundings());
  }

  private Group touched(Group group) {
    List<LiveRule> rules = new ArrayList<>(group.rules());
    if (rules.isEmpty() || random.nextBoolean()) {
      return group;
    }
    rules.set(0, rules.get(0).withDescription(one(WORDS)));
    return group.withRules(rules, true);
  }

  private Docket docket(
      List<DesiredGroup> declared, Optional<List<Group>> live, Surroundings surroundings) {
    Exemption exemption =
        new Exemption(
            "x",
            "a-world",
            Samples.VPC,
            Optional.of(new GroupKey("shop", ROLES[0])),
            "",
            "",
            "",
            "",
            Samples.NOW,
            Samples.NOW.plus(Duration.ofMinutes(30)));
    Instant now = Samples.NOW.plus(Duration.ofMinutes(random.nextInt(60)));
    return new Docket(
        Samples.vpc(declared.toArray(DesiredGroup[]::new)),
        live.map(groups -> VpcSnapshot.of("vpc-1", false, groups)),
        surroundings,
        List.of(exemption),
        now);
  }

  private DesiredRule rule(int number) {
    return new DesiredRule(
        oneIn(3) ? Direction.EGRESS : Direction.INGRESS,
        permission(),
        "r" + number,
        "r" + number + ": " + one(WORDS),
        oneIn(3) ? Optional.of(Samples.NOW.plus(Duration.ofDays(1))) : Optional.empty(),
        oneIn(4) ? "s" : "");
  }

  private LiveRule held(int number, DesiredRule rule) {
    Permission permission =
        rule.permission().peer() instanceof Peer.Declared
            ? rule.permission().withPeer(new Peer.Group("sg-" + random.nextInt(4)))
            : rule.permission();
    return new LiveRule(
        "sgr-" + number, rule.direction(), permission, one(WORDS), Map.of("k", "v"), true);
  }

  private Permission permission() {
    Peer peer =
        switch (random.nextInt(5)) {
          case 0 -> new Peer.PrefixList("pl-1");
          case 1 -> new Peer.Group("sg-" + random.nextInt(4));
          case 2 -> new Peer.Declared(new GroupKey("shop", one(ROLES)));
          default -> new Peer.Address(Cidr.parse(one(CIDRS)));
        };
    return oneIn(4)
        ? new Permission(Protocol.ALL, PortRange.NONE, peer)
        : new Permission(
            oneIn(4) ? Protocol.UDP : Protocol.TCP,
            new PortRange(20, 20 + random.nextInt(4)),
            peer);
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
