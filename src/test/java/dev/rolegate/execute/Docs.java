package dev.rolegate.execute;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Declarations for tests of the worker, on a fake, and on the simulator. */
public final class Docs {
  public static final String VPC = "vpc-0a1b2c3d4e5f60718";

  private Docs() {}

  public static GroupKey key(String name) {
    return new GroupKey("shop", name);
  }

  public static DesiredVpc vpc(DesiredGroup... groups) {
    return vpc(List.of(groups));
  }

  public static DesiredVpc vpc(List<DesiredGroup> groups) {
    return new DesiredVpc("prod", VPC, "eu-west-1", "test", groups);
  }

  public static DesiredGroup group(String name, DesiredRule... rules) {
    return group(name, Intent.PRESENT, rules);
  }

  public static DesiredGroup group(String name, Intent intent, DesiredRule... rules) {
    return group(key(name), intent, List.of(rules));
  }

  public static DesiredGroup group(GroupKey key, Intent intent, List<DesiredRule> rules) {
    return new DesiredGroup(
        key,
        "uid-" + key.name(),
        1,
        key.name(),
        key.toString(),
        Ownership.groupTags("test", "prod", key, key.name(), "why", "who"),
        rules,
        List.of(),
        "",
        intent,
        Provenance.UNKNOWN);
  }

  public static DesiredRule in(int port, String cidr) {
    return rule(Direction.INGRESS, port, new Peer.Address(Cidr.parse(cidr)));
  }

  public static DesiredRule out(int port, String cidr) {
    return rule(Direction.EGRESS, port, new Peer.Address(Cidr.parse(cidr)));
  }

  public static DesiredRule inFrom(int port, String name) {
    return inFrom(port, key(name));
  }

  public static DesiredRule inFrom(int port, GroupKey key) {
    return rule(Direction.INGRESS, port, new Peer.Declared(key));
  }

  private static DesiredRule rule(Direction direction, int port, Peer peer) {
    Permission permission = new Permission(Protocol.TCP, PortRange.single(port), peer);
    return new DesiredRule(direction, permission, "p" + port, "p" + port + ": why");
  }

  /** The rule as a guardrail with the action Remove leaves it. */
  static WithheldRule removedByGuardrail(DesiredRule rule) {
    return new WithheldRule(
        rule.direction(),
        rule.name(),
        rule.permission().toString(),
        Optional.of(rule.permission()),
        WithheldRule.GUARDRAIL,
        "closed: it is open to the world",
        true);
  }

  /** Groups of five ingress rules and one egress rule, each referring to its neighbour. */
  public static DesiredVpc many(int count) {
    List<DesiredGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(
          group(
              name(i),
              in(80, "10.0.0.0/16"),
              in(81, "10.1.0.0/16"),
              in(82, "10.2.0.0/16"),
              in(83, "10.3.0.0/16"),
              inFrom(84, name((i + 1) % count)),
              out(443, "10.9.0.0/16")));
    }
    return vpc(groups);
  }

  private static String name(int index) {
    return "g%05d".formatted(index);
  }
}
