package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Match;
import dev.rolegate.model.GuardrailDocument.Scope;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.model.GuardrailDocument.Subject;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guardrails, groups and rules for tests. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String VPC = "prod";

  private Samples() {}

  static GuardrailDocument ruleGuardrail(String name, Action action, String expression) {
    return guardrail(name, action, Subject.RULE, "", expression, "'not ' + rule.peer", Map.of());
  }

  static GuardrailDocument guardrail(
      String name,
      Action action,
      Subject subject,
      String when,
      String expression,
      String message,
      Map<String, Object> parameters) {
    return new GuardrailDocument(
        name,
        "uid-" + name,
        1,
        "Title of " + name,
        List.of("EC2.13"),
        Severity.HIGH,
        action,
        Scope.ALL,
        Match.ALL,
        subject,
        when,
        expression,
        message,
        parameters);
  }

  static DesiredRule rule(String name, Permission permission) {
    return new DesiredRule(
        Direction.INGRESS, permission, name, name + ": Why " + name + " is there");
  }

  static Permission tcp(int from, int to, String cidr) {
    return new Permission(
        Protocol.TCP, new PortRange(from, to), new Peer.Address(Cidr.parse(cidr)));
  }

  static Permission all(String cidr) {
    return new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse(cidr)));
  }

  static DesiredGroup group(String name, DesiredRule... rules) {
    GroupKey key = new GroupKey("shop", name);
    return new DesiredGroup(
        key,
        "uid-" + name,
        1,
        name,
        key.toString(),
        Ownership.groupTags("c1", VPC, key, name, "Serves " + name, "team@example.com"),
        Arrays.asList(rules),
        List.of(),
        "",
        DesiredGroup.Intent.PRESENT,
        Provenance.UNKNOWN,
        Documented.PLAIN);
  }

  static Group live(String id, String name, LiveRule... rules) {
    return new Group(
        id, name, "Group " + name, "vpc-1", "111122223333", Map.of(), Arrays.asList(rules), true);
  }

  static LiveRule liveRule(String id, Permission permission, String description) {
    return new LiveRule(id, Direction.INGRESS, permission, description, Map.of(), true);
  }

  static DesiredVpc vpc(DesiredGroup... groups) {
    return new DesiredVpc(VPC, "vpc-1", "eu-west-1", "c1", new ArrayList<>(Arrays.asList(groups)));
  }

  static Docket documents(DesiredGroup... groups) {
    return new Docket(vpc(groups), Optional.empty(), Surroundings.UNKNOWN, List.of(), NOW);
  }

  static Docket live(Surroundings surroundings, DesiredVpc desired, Group... groups) {
    return new Docket(
        desired,
        Optional.of(VpcSnapshot.of("vpc-1", false, Arrays.asList(groups))),
        surroundings,
        List.of(),
        NOW);
  }

  static Surroundings managed(Map<String, GroupKey> managed) {
    return new Surroundings(
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        managed,
        Map.of(),
        Optional.empty());
  }
}
