package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups that let in and out exactly the same. Groups that let nothing in are left out: they only
 * say who somebody is.
 */
final class Duplicates {
  private Duplicates() {}

  /** What a group allows, so that it is equal for groups that allow the same. */
  record Content(Set<Permission> ingress, Set<Permission> egress) {
    static Content of(Group group) {
      Set<Permission> ingress = new HashSet<>();
      Set<Permission> egress = new HashSet<>();
      for (LiveRule rule : group.rules()) {
        (rule.direction() == Direction.INGRESS ? ingress : egress).add(Vpc.comparable(group, rule));
      }
      return new Content(ingress, egress);
    }
  }

  /**
   * @param told findings that say so of whole families already
   */
  static List<SprawlFinding> find(Vpc vpc, Collection<SprawlFinding> told) {
    Map<Content, List<Group>> byContent = new HashMap<>();
    for (Group group : vpc.subjects()) {
      Content content = Content.of(group);
      if (!content.ingress().isEmpty()) {
        byContent.computeIfAbsent(content, c -> new ArrayList<>()).add(group);
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    byContent.forEach(
        (content, groups) -> {
          List<String> ids = groups.stream().map(Group::groupId).toList();
          boolean known = told.stream().anyMatch(one -> one.groupIds().containsAll(ids));
          if (groups.size() > 1 && !known && !groups.stream().allMatch(LaunchWizards::isOne)) {
            findings.add(finding(vpc, content, groups));
          }
        });
    return findings;
  }

  private static String members(Vpc vpc, Group group) {
    return vpc.facts().interfaces().isKnown()
        ? " is on " + Words.count(vpc.members(group.groupId()).size(), "interface")
        : "";
  }

  private static SprawlFinding finding(Vpc vpc, Content content, List<Group> groups) {
    List<String> lines =
        groups.stream().map(group -> Vpc.text(group) + members(vpc, group)).toList();
    List<String> evidence = new ArrayList<>(Words.first(lines, "groups"));
    evidence.add(
        "each lets in: "
            + String.join(
                ", ",
                Words.first(
                    content.ingress().stream().sorted().map(Permission::toString).toList(),
                    "rules")));
    return new SprawlFinding(
        SprawlKind.DUPLICATE,
        Words.count(groups.size(), "group") + " with the same rules as " + Vpc.text(groups.get(0)),
        groups.stream().map(Group::groupId).toList(),
        groups.size(),
        evidence,
        "Declare one role where the machines serve the same purpose; where they do not, the purposes"
            + " in their documents will tell.",
        Snippet.ingress(content.ingress(), "<role>"));
  }
}
