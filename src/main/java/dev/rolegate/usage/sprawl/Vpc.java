package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Group;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.usage.sprawl.SprawlFacts.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts, by what findings ask for. */
final class Vpc {
  /** A group's rules name itself by its id; in a comparison of groups that is the same thing. */
  private static final Peer SELF = new Peer.Group("itself");

  private final SprawlFacts facts;
  private final Map<String, List<Interface>> members = new HashMap<>();
  private final Map<String, Instance> instances = new HashMap<>();
  private final Set<String> present = new HashSet<>();
  private final Map<String, Group> subjects = new HashMap<>();
  private final Addresses addresses;

  Vpc(SprawlFacts facts) {
    this.facts = facts;
    List<Interface> interfaces = facts.interfaces().or(List.of());
    for (Interface one : interfaces) {
      for (String groupId : one.groupIds()) {
        members.computeIfAbsent(groupId, id -> new ArrayList<>()).add(one);
      }
      present.add(one.instanceId());
    }
    facts.instances().or(List.of()).forEach(one -> instances.put(one.instanceId(), one));
    present.addAll(instances.keySet());
    String account = facts.snapshot().account();
    for (Group group : groups()) {
      if (declared(group.groupId()).isPresent() || isNobodys(group, account)) {
        subjects.put(group.groupId(), group);
      }
    }
    addresses = new Addresses(facts.ranges().or(List.of()), interfaces);
  }

  /** Tags of Rolegate are taken as they are: findings change nothing. */
  private static boolean isNobodys(Group group, String account) {
    String cluster = group.tags().getOrDefault(Ownership.CLUSTER, "");
    String vpc = group.tags().getOrDefault(Ownership.VPC, "");
    return NeverTouch.ofUndeclared(group, account, cluster, vpc).isEmpty();
  }

  SprawlFacts facts() {
    return facts;
  }

  /** Every group, by id. */
  Collection<Group> groups() {
    return facts.snapshot().groups().values();
  }

  /** The group, where somebody of the VPC's owner could change it. */
  boolean isSubject(Group group) {
    return subjects.containsKey(group.groupId());
  }

  /** The groups that nobody else owns, by id; the default group is none. */
  List<Group> subjects() {
    return groups().stream().filter(this::isSubject).toList();
  }

  Optional<Role> declared(String groupId) {
    return Optional.ofNullable(facts.declared().or(Map.of()).get(groupId));
  }

  List<Interface> members(String groupId) {
    return members.getOrDefault(groupId, List.of());
  }

  Optional<Instance> instance(String instanceId) {
    return Optional.ofNullable(instances.get(instanceId));
  }

  /** True for an instance of the VPC; each has an interface, also where nobody may list them. */
  boolean isPresent(String instanceId) {
    return present.contains(instanceId);
  }

  Addresses addresses() {
    return addresses;
  }

  /** {@code sg-… (name)}. */
  static String text(Group group) {
    return group.groupId() + " (" + group.name() + ")";
  }

  /** As {@link #text(Group)}, for an id. */
  String text(String groupId) {
    return facts.snapshot().group(groupId).map(Vpc::text).orElse(groupId);
  }

  /** What a rule says, so that it is the same in each group that says it of itself. */
  static Permission comparable(Group group, LiveRule rule) {
    boolean self = rule.permission().peer().equals(new Peer.Group(group.groupId()));
    return self ? rule.permission().withPeer(SELF) : rule.permission();
  }
}
