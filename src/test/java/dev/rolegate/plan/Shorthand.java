package dev.rolegate.plan;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Declared and live groups, written shortly. A peer is a block, {@code sg-...}, or {@code @name}
 * for a declared group of the namespace.
 */
final class Shorthand {
  static final String VPC = "vpc-0a1b2c3d4e5f60718";

  static final Group DEFAULT =
      new Group("sg-default", "default", "", VPC, "111122223333", Map.of(), List.of(), false);

  private Shorthand() {}

  static DesiredVpc desired(List<DesiredGroup> declared) {
    return new DesiredVpc("prod", VPC, "eu-west-1", "c1", declared);
  }

  static VpcSnapshot snapshot(boolean ipv6, Group... live) {
    return VpcSnapshot.of(VPC, ipv6, List.of(live));
  }

  static DesiredGroup group(String name, String id, DesiredRule... rules) {
    GroupKey key = new GroupKey("shop", name);
    return new DesiredGroup(
        key,
        "uid-" + name,
        1,
        name,
        key.toString(),
        Ownership.groupTags("c1", "prod", key, name, "because", "team@example.com"),
        List.of(rules),
        List.of(),
        id,
        Intent.PRESENT,
        Provenance.UNKNOWN);
  }

  /** The group {@link #legacy}, which holds one of the two documented rules, and another. */
  static DesiredGroup adopting(boolean consented) {
    DesiredGroup db =
        group(
            "db",
            "",
            rule(Direction.INGRESS, "mysql", "tcp 3306", "10.1.0.0/16"),
            rule(Direction.INGRESS, "metrics", "tcp 9104", "10.0.9.0/24"));
    return copy(db, "", Intent.PRESENT, new Provenance("sg-legacy", consented, Optional.empty()));
  }

  static Group legacy(Map<String, String> tags) {
    List<LiveRule> rules = new ArrayList<>();
    for (String rule : List.of("tcp 9104 10.0.9.0/24", "tcp 3306 10.0.0.0/8", "tcp 22 0.0.0.0/0")) {
      rules.add(
          new LiveRule(
              "sgr-legacy" + rules.size(),
              Direction.INGRESS,
              permission(rule),
              "",
              Map.of(),
              true));
    }
    return new Group("sg-legacy", "old-database", "", VPC, "111122223333", tags, rules, true);
  }

  static DesiredGroup with(DesiredGroup group, Provenance provenance) {
    return copy(group, group.groupName(), group.intent(), provenance);
  }

  static DesiredGroup intent(DesiredGroup group, Intent intent) {
    return copy(group, group.groupName(), intent, group.provenance());
  }

  private static DesiredGroup copy(
      DesiredGroup group, String name, Intent intent, Provenance provenance) {
    return new DesiredGroup(
        group.key(),
        group.uid(),
        group.generation(),
        group.role(),
        name,
        group.tags(),
        group.rules(),
        group.withheld(),
        group.knownGroupId(),
        intent,
        provenance);
  }

  /** With an ingress rule of that name whose peer is not there. */
  static DesiredGroup withheld(DesiredGroup group, String name) {
    return group.withRules(
        group.rules(),
        List.of(
            new WithheldRule(
                Direction.INGRESS, name, "tcp role", WithheldRule.ROLE_NOT_FOUND, "declare it")));
  }

  /** A group with rules that a guardrail does not let pass. */
  static DesiredGroup judged(DesiredGroup group, boolean removed, DesiredRule... rules) {
    return group.withRules(
        group.rules(),
        Stream.of(rules)
            .map(
                rule ->
                    new WithheldRule(
                        rule.direction(),
                        rule.name(),
                        rule.permission().toString(),
                        Optional.of(rule.permission()),
                        WithheldRule.GUARDRAIL,
                        "admin-closed: port "
                            + rule.permission().ports().from()
                            + " is open to the world; name the VPN's addresses",
                        removed))
            .toList());
  }

  static DesiredRule rule(Direction direction, String name, String what, String peer) {
    return new DesiredRule(direction, permission(what, peer), name, name + ": because");
  }

  /** A live group: ingress rules as {@code protocol ports peer|description}. */
  static Group live(DesiredGroup group, String... rules) {
    List<LiveRule> all = new ArrayList<>();
    for (String rule : rules) {
      all.add(
          new LiveRule(
              "sgr-" + group.key().name() + all.size(),
              Direction.INGRESS,
              permission(rule.substring(0, rule.indexOf('|'))),
              rule.substring(rule.indexOf('|') + 1),
              Ownership.ruleTags("c1"),
              true));
    }
    return new Group(
        group.knownGroupId(),
        group.groupName(),
        group.description(),
        VPC,
        "111122223333",
        group.tags(),
        all,
        true);
  }

  private static Permission permission(String content) {
    int last = content.lastIndexOf(' ');
    return permission(content.substring(0, last), content.substring(last + 1));
  }

  static Permission permission(String what, String peer) {
    String[] words = what.split(" ");
    PortRange ports =
        words.length == 1
            ? PortRange.NONE
            : words[0].equals("icmp")
                ? new PortRange(Integer.parseInt(words[1]), -1)
                : PortRange.single(Integer.parseInt(words[1]));
    Peer to =
        peer.startsWith("@")
            ? new Peer.Declared(new GroupKey("shop", peer.substring(1)))
            : peer.startsWith("sg-") ? new Peer.Group(peer) : new Peer.Address(Cidr.parse(peer));
    return new Permission(Protocol.parse(words[0]), ports, to);
  }
}
