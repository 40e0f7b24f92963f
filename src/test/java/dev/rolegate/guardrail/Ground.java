package dev.rolegate.guardrail;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One group of a VPC in which everything is known, as a declaration, as a live group, or as both.
 */
final class Ground {
  static final String ID = "sg-0a1b2c3d4e5f60718";
  static final GroupKey KEY = new GroupKey("shop", "web");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  /** How the group is there. */
  enum Standing {
    DECLARED,
    MANAGED,
    UNMANAGED
  }

  private final Map<String, List<Cidr>> prefixLists;
  private final Map<String, AddressSet> addressSets;

  Ground(Map<String, List<Cidr>> prefixLists, Map<String, AddressSet> addressSets) {
    this.prefixLists = prefixLists;
    this.addressSets = addressSets;
  }

  /** A rule whose purpose says enough. */
  static DesiredRule rule(
      Direction direction, String protocol, int from, int to, Peer peer, String addressSet) {
    return new DesiredRule(
        direction,
        new Permission(Protocol.parse(protocol), new PortRange(from, to), peer),
        "entry",
        "entry: Partners call the interface",
        Optional.empty(),
        addressSet);
  }

  /** What the guardrails find in a group of these rules. */
  List<Finding> judge(
      Guardrails guardrails, Standing standing, boolean isPublic, List<DesiredRule> rules) {
    List<DesiredGroup> declared =
        standing == Standing.UNMANAGED ? List.of() : List.of(declared(isPublic, rules));
    return new Judge()
        .judge(
            guardrails,
            new Docket(
                new DesiredVpc("prod", "vpc-1", "eu-west-1", "cluster-1", declared),
                standing == Standing.DECLARED
                    ? Optional.empty()
                    : Optional.of(VpcSnapshot.of("vpc-1", true, List.of(live("shop/web", rules)))),
                surroundings(standing),
                List.of(),
                NOW))
        .findings();
  }

  /** What the guardrails find in an unmanaged group as EC2 holds it. */
  List<Finding> judge(Guardrails guardrails, Group group) {
    return new Judge()
        .judge(
            guardrails,
            new Docket(
                new DesiredVpc("prod", "vpc-1", "eu-west-1", "cluster-1", List.of()),
                Optional.of(VpcSnapshot.of("vpc-1", true, List.of(group))),
                surroundings(Standing.UNMANAGED),
                List.of(),
                NOW))
        .findings();
  }

  static Group live(String name, List<DesiredRule> rules) {
    List<LiveRule> live = new ArrayList<>();
    for (DesiredRule rule : rules) {
      live.add(
          new LiveRule(
              "sgr-" + live.size(),
              rule.direction(),
              rule.permission(),
              rule.description(),
              Map.of(),
              true));
    }
    return new Group(
        ID, name, "Web servers behind the balancer", "vpc-1", "111122223333", Map.of(), live, true);
  }

  private static DesiredGroup declared(boolean isPublic, List<DesiredRule> rules) {
    return new DesiredGroup(
        KEY,
        "uid-1",
        1,
        "web",
        "shop/web",
        Map.of(Ownership.PURPOSE, "Web servers behind the balancer", Ownership.OWNER, "team-shop"),
        rules,
        List.of(),
        "",
        DesiredGroup.Intent.PRESENT,
        Provenance.UNKNOWN,
        new Documented(isPublic, Optional.empty(), List.of()));
  }

  private Surroundings surroundings(Standing standing) {
    return new Surroundings(
        Optional.of(List.of(Cidr.parse("10.0.0.0/16"))),
        Optional.of(List.of(Cidr.parse("10.0.1.0/24"), Cidr.parse("10.0.2.0/24"))),
        prefixLists,
        addressSets,
        standing == Standing.MANAGED ? Map.of(ID, KEY) : Map.of(),
        GroupWords.SPRAWL.stream().collect(Collectors.toMap(kind -> kind, kind -> Map.of())),
        Optional.of(Set.of()));
  }
}
