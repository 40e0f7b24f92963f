package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.Group;
import dev.rolegate.model.Interface;
import dev.rolegate.model.Permission;
import dev.rolegate.usage.sprawl.Duplicates.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups whose rules another group has too. Where all members carry both, the smaller one adds
 * nothing: there flows are compared. Where they do not, it may be as it should be; only a group
 * that has the very same rules and more is told then.
 */
final class Contained {
  private final Vpc vpc;
  private final Wider wider;
  private final Map<String, Flows> flows = new HashMap<>();

  private Contained(Vpc vpc) {
    this.vpc = vpc;
    this.wider = new Wider(vpc.subjects());
  }

  /** What a group allows, in boxes. */
  private record Flows(List<FlowBox> ingress, List<FlowBox> egress) {
    static Flows of(Content content) {
      return new Flows(boxes(content.ingress()), boxes(content.egress()));
    }

    private static List<FlowBox> boxes(Collection<Permission> permissions) {
      return permissions.stream().sorted().map(FlowBox::of).toList();
    }

    boolean within(Flows other) {
      return ingress.stream().allMatch(box -> box.coveredBy(other.ingress))
          && egress.stream().allMatch(box -> box.coveredBy(other.egress));
    }
  }

  static List<SprawlFinding> find(Vpc vpc) {
    Contained search = new Contained(vpc);
    Map<String, List<Group>> byContainer = new TreeMap<>();
    for (Group group : vpc.subjects()) {
      String container = search.container(group);
      if (container == null && !LaunchWizards.isOne(group)) {
        container = search.wider.of(group).orElse(null);
      }
      if (container != null) {
        byContainer.computeIfAbsent(container, id -> new ArrayList<>()).add(group);
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    byContainer.forEach((container, groups) -> findings.add(search.finding(container, groups)));
    return findings;
  }

  /** The first group that all members carry as well and that allows all of it; null for none. */
  private String container(Group group) {
    List<Interface> members = vpc.members(group.groupId());
    boolean lets = group.rules().stream().anyMatch(r -> r.direction() == Direction.INGRESS);
    if (members.isEmpty() || !lets) {
      return null;
    }
    Set<String> common = new LinkedHashSet<>(members.get(0).groupIds().stream().sorted().toList());
    common.remove(group.groupId());
    for (Interface member : members) {
      common.retainAll(member.groupIds());
      if (common.isEmpty()) {
        return null;
      }
    }
    for (String other : common) {
      if (vpc.facts().snapshot().group(other).isPresent()
          && flows(group.groupId()).within(flows(other))
          && !(flows(other).within(flows(group.groupId())) && isFirst(group, other))) {
        return other;
      }
    }
    return null;
  }

  /** Of two groups that allow the same on the same members one stays. */
  private boolean isFirst(Group group, String other) {
    boolean sameMembers =
        new HashSet<>(vpc.members(group.groupId())).equals(new HashSet<>(vpc.members(other)));
    return sameMembers && group.groupId().compareTo(other) < 0;
  }

  private Flows flows(String groupId) {
    return flows.computeIfAbsent(
        groupId, id -> Flows.of(Content.of(vpc.facts().snapshot().groups().get(id))));
  }

  private SprawlFinding finding(String container, List<Group> groups) {
    List<String> lines = new ArrayList<>();
    int adding = 0;
    for (Group group : groups) {
      boolean shared = container.equals(container(group));
      adding += shared ? 0 : 1;
      lines.add(
          Vpc.text(group)
              + " with "
              + Words.count(vpc.members(group.groupId()).size(), "member")
              + (shared
                  ? ", each of which carries both and may nothing that the other does not allow"
                  : ", which do not carry both, has no rule that the other lacks"));
    }
    List<String> ids = new ArrayList<>(groups.stream().map(Group::groupId).toList());
    ids.add(container);
    return new SprawlFinding(
        SprawlKind.CONTAINED,
        Words.count(groups.size(), "group") + " within " + vpc.text(container),
        ids,
        2 * groups.size() - adding,
        Words.first(lines, "groups"),
        adding == groups.size()
            ? "Look whether these are one role; if not, the wider group may allow too much."
            : "Take the smaller groups off the machines that carry both, once no rule elsewhere"
                + " names them: they add nothing there.",
        "");
  }
}
