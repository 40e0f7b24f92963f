package dev.rolegate.bench;

import dev.rolegate.cli.ShippedGuardrails;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.topology.HouseRules;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A VPC of 2,500 groups with 40 rules each: one in five is declared; most rules name private
 * addresses and groups, a few the world, and each has words of its own.
 */
final class GuardrailScene {
  static final int GROUPS = 2500;
  private static final int RULES_EACH = 40;
  private static final int DECLARED_EVERY = 5;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int[] PORTS = {22, 80, 443, 3306, 5432, 8080, 9100, 6379, 53, 123};

  /** Live ones, and those of the documents, which are judged as well. */
  static final int RULES = GROUPS * RULES_EACH + GROUPS / DECLARED_EVERY * RULES_EACH;

  private GuardrailScene() {}

  /** The catalogue that comes with Rolegate. */
  static List<GuardrailDocument> guardrails() {
    return HouseRules.read(ShippedGuardrails.catalogue(), List.of(), NOW).guardrails();
  }

  /** The same each time, made anew. */
  static Docket docket() {
    List<Group> groups = new ArrayList<>();
    List<DesiredGroup> declared = new ArrayList<>();
    Map<String, GroupKey> managed = new TreeMap<>();
    for (int g = 0; g < GROUPS; g++) {
      List<LiveRule> rules = new ArrayList<>();
      for (int r = 0; r < RULES_EACH; r++) {
        rules.add(
            new LiveRule(
                "sgr-%08d%04d".formatted(g, r),
                r % 10 == 9 ? Direction.EGRESS : Direction.INGRESS,
                permission(g, r),
                "rule-" + r + ": Serves part " + r + " of application " + g,
                Map.of(),
                true));
      }
      GroupKey key = new GroupKey("team-" + g % 20, "app-" + g);
      boolean documented = g % DECLARED_EVERY == 0;
      if (documented) {
        managed.put(id(g), key);
        declared.add(declared(key, rules));
      }
      groups.add(
          new Group(
              id(g),
              documented ? key.toString() : "legacy-" + g,
              documented ? Ownership.description(key) : "Serves application " + g,
              "vpc-1",
              "111122223333",
              Map.of("owner", "team-" + g % 20),
              rules,
              true));
    }
    Surroundings surroundings =
        new Surroundings(
            Optional.of(List.of(Cidr.parse("10.0.0.0/16"))),
            Optional.of(List.of(Cidr.parse("10.0.0.0/20"), Cidr.parse("10.0.16.0/20"))),
            Map.of("pl-1", List.of(Cidr.parse("198.51.100.0/24"), Cidr.parse("52.95.110.0/24"))),
            Map.of(),
            managed,
            Arrays.stream(SprawlKind.values())
                .collect(Collectors.toMap(SprawlKind::apiName, kind -> Map.of())),
            Optional.of(Set.of()));
    return new Docket(
        new DesiredVpc("prod", "vpc-1", "eu-west-1", "c1", declared),
        Optional.of(VpcSnapshot.of("vpc-1", false, groups)),
        surroundings,
        List.of(),
        NOW);
  }

  /** The same, but the first one was written anew. */
  static List<GuardrailDocument> reworded(List<GuardrailDocument> documents, int round) {
    List<GuardrailDocument> reworded = new ArrayList<>(documents);
    GuardrailDocument one = documents.get(0);
    reworded.set(
        0,
        new GuardrailDocument(
            one.name(),
            one.uid(),
            one.generation() + round + 1,
            one.title(),
            one.controls(),
            one.severity(),
            one.action(),
            one.scope(),
            one.match(),
            one.subject(),
            one.when(),
            one.expression(),
            one.message(),
            one.parameters()));
    return reworded;
  }

  /** The group with another description of its first rule. */
  static Group touched(Group group, int round) {
    List<LiveRule> rules = new ArrayList<>(group.rules());
    rules.set(0, rules.get(0).withDescription("touched in round " + round));
    return group.withRules(rules, true);
  }

  private static String id(int group) {
    return "sg-%017d".formatted(group);
  }

  private static Permission permission(int group, int rule) {
    if (rule == 9) {
      return new Permission(
          Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse("0.0.0.0/0")));
    }
    Peer peer =
        switch (rule % 8) {
          case 0, 1, 2 ->
              new Peer.Address(Cidr.parse("10.0.%d.%d/32".formatted(group % 250, rule)));
          case 3, 4 -> new Peer.Group(id((group * 7 + rule) % GROUPS));
          case 5 -> new Peer.PrefixList("pl-1");
          case 6 -> new Peer.Address(Cidr.parse("172.16.%d.0/24".formatted(rule)));
          default -> new Peer.Address(Cidr.parse(group % 25 == 0 ? "0.0.0.0/0" : "10.0.0.0/20"));
        };
    int port = PORTS[(group + rule) % PORTS.length];
    return new Permission(
        rule % 4 == 0 ? Protocol.UDP : Protocol.TCP, new PortRange(port, port + rule), peer);
  }

  private static DesiredGroup declared(GroupKey key, List<LiveRule> live) {
    List<DesiredRule> rules =
        live.stream()
            .map(
                rule ->
                    new DesiredRule(
                        rule.direction(), rule.permission(), rule.ruleName(), rule.description()))
            .toList();
    return new DesiredGroup(
        key,
        "uid-" + key,
        1,
        "app",
        key.toString(),
        Ownership.groupTags("c1", "prod", key, "app", "Serves an application", "team@example.com"),
        rules,
        List.of(),
        "",
        DesiredGroup.Intent.PRESENT,
        Provenance.UNKNOWN,
        Documented.PLAIN);
  }
}
