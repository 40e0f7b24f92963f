package dev.rolegate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Match;
import dev.rolegate.model.GuardrailDocument.Scope;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.model.GuardrailDocument.Subject;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.Review;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Standing;
import dev.rolegate.usage.sprawl.Fact;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A VPC with a load balancer, web servers and a database, and what nobody cleaned up. */
final class MessyVpc {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  static final GroupKey WEB = new GroupKey("shop", "web");

  final List<Group> groups = new ArrayList<>();
  final List<Interface> interfaces = new ArrayList<>();
  final List<Exemption> exemptions = new ArrayList<>();
  final List<Inquiry.Ending> endings = new ArrayList<>();
  final Map<Source, List<Gap>> gaps = new EnumMap<>(Source.class);
  final Map<String, Standing> standings = new TreeMap<>();
  boolean interfacesKnown = true;
  Optional<DesiredVpc> documents = Optional.empty();

  MessyVpc() {
    group("sg-0", "default", Map.of());
    group(
        "sg-a",
        "alb",
        Map.of("owner", "edge@example.com"),
        in("tcp", 443, "0.0.0.0/0"),
        out("tcp", 8443, "sg-b"));
    group(
        "sg-b",
        "shop/web",
        Map.of(Ownership.OWNER, "team-shop@example.com"),
        in("tcp", 8443, "sg-a"),
        in("tcp", 22, "203.0.113.0/24"),
        out("tcp", 5432, "sg-c"));
    group("sg-c", "db", Map.of(), in("tcp", 5432, "sg-b"), in("tcp", 5432, "10.0.0.0/16"));
    group(
        "sg-d",
        "everything <all & any>",
        Map.of(),
        in("tcp", 22, "0.0.0.0/1"),
        in("tcp", 22, "128.0.0.0/1"),
        out("-1", -1, "0.0.0.0/0"));
    group("sg-e", "forgotten", Map.of());
    machine("10.0.0.10/32", "sg-a");
    machine("10.0.1.10/32", "sg-b");
    machine("10.0.2.10/32", "sg-c");
    machine("10.0.3.10/32", "sg-d");
  }

  void group(String id, String name, Map<String, String> tags, LiveRule... rules) {
    List<LiveRule> withIds = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      withIds.add(
          new LiveRule(
              id.replace("sg-", "sgr-") + i,
              rules[i].direction(),
              rules[i].permission(),
              rules[i].description(),
              Map.of(),
              true));
    }
    groups.add(new Group(id, name, "", "vpc-1", "111122223333", tags, withIds, true));
  }

  static LiveRule in(String protocol, int port, String peer) {
    return rule(Direction.INGRESS, protocol, port, peer);
  }

  static LiveRule out(String protocol, int port, String peer) {
    return rule(Direction.EGRESS, protocol, port, peer);
  }

  static LiveRule rule(Direction direction, String protocol, int port, String peer) {
    Peer other =
        peer.startsWith("sg-")
            ? new Peer.Group(peer)
            : peer.startsWith("pl-")
                ? new Peer.PrefixList(peer)
                : new Peer.Address(Cidr.parse(peer));
    return LiveRule.content(
        direction, new Permission(Protocol.parse(protocol), PortRange.single(port), other), "");
  }

  void machine(String address, String groupId) {
    interfaces.add(
        new Interface(
            "eni-" + groupId,
            Set.of(groupId),
            "in-use",
            "i-" + groupId,
            "",
            "",
            List.of(Cidr.parse(address)),
            List.of(),
            Map.of()));
  }

  static GuardrailDocument guardrail(
      String name, String when, String expression, String... controls) {
    return new GuardrailDocument(
        name,
        "",
        0,
        name,
        List.of(controls),
        Severity.HIGH,
        Action.DENY,
        Scope.ALL,
        Match.ALL,
        Subject.RULE,
        when,
        expression,
        "'it opens ' + rule.peer + '; close it'",
        Map.of());
  }

  static List<GuardrailDocument> house() {
    return List.of(
        guardrail(
            "world-open-admin",
            "rule.direction == 'ingress'",
            "!rule.fromWorld([22, 3389])",
            "EC2.13",
            "EC2.53"),
        guardrail(
            "database-from-roles",
            "rule.direction == 'ingress' && rule.opens(5432)",
            "rule.peerKind == 'group' || rule.peerKind == 'role'"),
        guardrail("no-telnet", "rule.opens(22)", "false"));
  }

  Assessment assess() {
    var snapshot = VpcSnapshot.of("vpc-1", false, groups);
    Fact<Set<String>> stale = Fact.of(Set.of());
    var facts =
        new SprawlFacts(
            snapshot,
            Fact.of(List.of(Cidr.parse("10.0.0.0/16"))),
            interfacesKnown ? Fact.of(interfaces) : Fact.unknown("denied"),
            Fact.of(List.of()),
            List.of(),
            stale,
            Fact.unknown("no documents"));
    var surroundings =
        new Surroundings(
            Optional.of(List.of(Cidr.parse("10.0.0.0/16"))),
            Optional.of(List.of(Cidr.parse("10.0.1.0/24"))),
            Map.of(),
            Map.of(
                "office",
                new AddressSet(
                    "office", AddressSet.Kind.OFFICE, List.of(Cidr.parse("203.0.113.0/24")))),
            documents.isPresent() ? Map.of("sg-b", WEB) : Map.of(),
            Sprawl.of(facts).byGroup(),
            stale.value());
    var guardrails =
        Guardrails.compile(Stream.concat(house().stream(), Asked.documents().stream()).toList());
    assertThat(guardrails.flaws()).isEmpty();
    var desired =
        documents.orElse(new DesiredVpc("vpc-1", "vpc-1", "eu-west-1", "none", List.of()));
    var judgement =
        new Judge()
            .judge(
                guardrails,
                new Docket(desired, Optional.of(snapshot), surroundings, exemptions, NOW));
    return Assessment.of(
        new Inquiry(
            "vpc-1",
            "eu-west-1",
            facts,
            documents,
            surroundings,
            judgement.findings().stream().filter(f -> f.state() != Finding.State.DECLARED).toList(),
            house().stream().map(GuardrailDocument::name).toList(),
            exemptions,
            endings,
            standings,
            gaps,
            NOW));
  }

  Topic topic(Question question) {
    return assess().topics().get(question.ordinal());
  }

  List<String> texts(Question question) {
    return topic(question).notes().stream().map(Note::text).toList();
  }

  void documented() {
    var end = Instant.parse("2026-04-01T00:00:00Z");
    var rule =
        new DesiredRule(
            Direction.INGRESS,
            new Permission(Protocol.TCP, PortRange.single(8443), new Peer.Group("sg-a")),
            "https",
            "https: The load balancer forwards HTTPS",
            Optional.of(end),
            "");
    documents =
        Optional.of(
            new DesiredVpc(
                "prod",
                "vpc-1",
                "eu-west-1",
                "c1",
                List.of(
                    new DesiredGroup(
                        WEB,
                        "u",
                        1,
                        "web",
                        "shop/web",
                        Map.of(),
                        List.of(rule),
                        List.of(),
                        "sg-b",
                        DesiredGroup.Intent.PRESENT,
                        Provenance.UNKNOWN,
                        new Documented(
                            false,
                            Optional.of(
                                new Review(
                                    Duration.ofDays(30),
                                    Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                    "kim@example.com")),
                            List.of())))));
  }
}
