package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.usage.sprawl.SprawlFacts.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules for addresses of the VPC that are exactly those of one group's members: such a rule follows
 * no launch, and lets in whoever gets the address next.
 */
final class RoleReferences {
  private final Vpc vpc;

  private RoleReferences(Vpc vpc) {
    this.vpc = vpc;
  }

  /** Rules that differ in their address alone. */
  private record Ports(Direction direction, Protocol protocol, PortRange ports) {}

  static List<SprawlFinding> find(Vpc vpc) {
    RoleReferences search = new RoleReferences(vpc);
    List<SprawlFinding> findings = new ArrayList<>();
    for (Group group : vpc.subjects()) {
      findings.addAll(search.of(group));
    }
    return findings;
  }

  private List<SprawlFinding> of(Group group) {
    Map<String, List<LiveRule>> buckets = new TreeMap<>();
    for (LiveRule rule : group.rules()) {
      if (rule.permission().peer() instanceof Peer.Address address
          && vpc.addresses().isPartOfVpc(address.cidr())) {
        Permission permission = rule.permission();
        Ports ports = new Ports(rule.direction(), permission.protocol(), permission.ports());
        buckets.computeIfAbsent(ports.toString(), p -> new ArrayList<>()).add(rule);
      }
    }
    Map<String, List<LiveRule>> replaced = new TreeMap<>();
    for (List<LiveRule> bucket : buckets.values()) {
      covered(bucket)
          .flatMap(this::groupOf)
          .ifPresent(to -> replaced.computeIfAbsent(to, id -> new ArrayList<>()).addAll(bucket));
    }
    List<SprawlFinding> findings = new ArrayList<>();
    replaced.forEach((to, rules) -> findings.add(finding(group, to, rules)));
    return findings;
  }

  /** The interfaces that the rules mean together; empty where a rule means more than a list. */
  private Optional<Set<Interface>> covered(List<LiveRule> rules) {
    Set<Interface> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (LiveRule rule : rules) {
      Optional<Set<Interface>> some = vpc.addresses().of(cidr(rule));
      if (some.isEmpty() || some.get().isEmpty()) {
        return Optional.empty();
      }
      found.addAll(some.get());
    }
    return Optional.of(found);
  }

  /** The group whose members these are, and no others; a declared one before any other. */
  private Optional<String> groupOf(Set<Interface> interfaces) {
    Set<String> common = new TreeSet<>(interfaces.iterator().next().groupIds());
    interfaces.forEach(one -> common.retainAll(one.groupIds()));
    return common.stream()
        .filter(id -> vpc.facts().snapshot().group(id).filter(vpc::isSubject).isPresent())
        .filter(id -> vpc.members(id).size() == interfaces.size())
        .min(
            Comparator.comparing((String id) -> vpc.declared(id).isEmpty())
                .thenComparing(Comparator.naturalOrder()));
  }

  private SprawlFinding finding(Group group, String to, List<LiveRule> rules) {
    Optional<Role> role = vpc.declared(to);
    List<String> lines = new ArrayList<>();
    for (LiveRule rule : rules) {
      lines.add(rule.direction().word() + " rule " + rule.permission() + " of " + Vpc.text(group));
    }
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "these addresses are those of the "
            + Words.count(vpc.members(to).size(), "member")
            + " of "
            + vpc.text(to)
            + ", and of nothing else");
    evidence.addAll(Words.first(lines, "rules"));
    String name = role.map(Role::name).orElse("<role>");
    List<Permission> permissions =
        rules.stream().map(LiveRule::permission).sorted().distinct().toList();
    return new SprawlFinding(
        SprawlKind.PREFER_ROLE_REFERENCE,
        Words.count(rules.size(), "rule")
            + " of "
            + Vpc.text(group)
            + " for the addresses of "
            + role.map(r -> "role " + r.name()).orElse(vpc.text(to)),
        List.of(group.groupId(), to),
        rules.size(),
        evidence,
        role.map(
                r ->
                    "Name role "
                        + r.name()
                        + " of namespace "
                        + r.declaration().namespace()
                        + " in place of the addresses.")
            .orElse(
                "Declare a role for the machines of "
                    + vpc.text(to)
                    + ", and name it in place of the addresses."),
        Snippet.rule(Snippet.name(permissions.get(0)), permissions, Snippet.role(name)));
  }

  private static Cidr cidr(LiveRule rule) {
    return ((Peer.Address) rule.permission().peer()).cidr();
  }
}
