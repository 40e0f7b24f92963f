package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Groups that machines of several kinds share: by their tags and names of three kinds, or of two
 * where the group opens many ports. The default group is among them.
 */
final class AllInOne {
  private static final int KINDS = 3;
  private static final int PORTS = 4;
  private static final List<String> TAGS =
      List.of("role", "app", "application", "service", "component", "app.kubernetes.io/name");

  private AllInOne() {}

  static List<SprawlFinding> find(Vpc vpc) {
    List<SprawlFinding> findings = new ArrayList<>();
    for (Group group : vpc.groups()) {
      if (!vpc.isSubject(group) && !group.name().equals("default")) {
        continue;
      }
      Map<String, Integer> kinds = new TreeMap<>();
      for (Interface member : vpc.members(group.groupId())) {
        kind(vpc, member).ifPresent(kind -> kinds.merge(kind, 1, Integer::sum));
      }
      Set<String> ports = ports(group);
      if (kinds.size() >= KINDS || kinds.size() > 1 && ports.size() >= PORTS) {
        findings.add(finding(vpc, group, kinds, ports));
      }
    }
    return findings;
  }

  /** What kind of machine it is, as far as somebody said so. */
  private static Optional<String> kind(Vpc vpc, Interface member) {
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.putAll(member.tags());
    vpc.instance(member.instanceId()).ifPresent(instance -> tags.putAll(instance.tags()));
    for (String key : TAGS) {
      if (!tags.getOrDefault(key, "").isBlank()) {
        return Optional.of(tags.get(key).strip().toLowerCase(Locale.ROOT));
      }
    }
    String name = Snippet.roleName(Words.pattern(tags.getOrDefault("Name", "")));
    if (!name.isEmpty()) {
      return Optional.of(name);
    }
    return member.instanceId().isEmpty() && !member.manager().isEmpty()
        ? Optional.of("of " + member.manager())
        : Optional.empty();
  }

  private static Set<String> ports(Group group) {
    Set<String> ports = new TreeSet<>();
    for (LiveRule rule : group.rules()) {
      Permission permission = rule.permission();
      if (rule.direction() == Direction.INGRESS) {
        PortRange range = permission.ports();
        ports.add(
            permission.protocol()
                + (range.equals(PortRange.NONE)
                    ? ""
                    : " " + range.from() + (range.from() == range.to() ? "" : "-" + range.to())));
      }
    }
    return ports;
  }

  private static SprawlFinding finding(
      Vpc vpc, Group group, Map<String, Integer> kinds, Set<String> ports) {
    List<String> byCount = new ArrayList<>(kinds.keySet());
    byCount.sort(
        Collections.reverseOrder(
            java.util.Comparator.comparingInt((String kind) -> kinds.get(kind))
                .thenComparing(Collections.reverseOrder())));
    List<String> lines =
        byCount.stream()
            .map(kind -> Words.count(kinds.get(kind), "interface") + " of kind " + kind)
            .toList();
    List<String> evidence = new ArrayList<>(Words.first(lines, "kinds"));
    evidence.add(
        "it opens "
            + Words.count(ports.size(), "port")
            + ": "
            + String.join(", ", Words.first(List.copyOf(ports), "ports")));
    int members = vpc.members(group.groupId()).size();
    return new SprawlFinding(
        SprawlKind.ALL_IN_ONE,
        Vpc.text(group)
            + ", one group for "
            + Words.count(members, "interface")
            + " of "
            + kinds.size()
            + " kinds",
        List.of(group.groupId()),
        members + 10 * (kinds.size() - 1),
        evidence,
        "Declare a role for each kind with the ports that it needs, move its machines to that"
            + " role's group, and take them out of this one.",
        "");
  }
}
