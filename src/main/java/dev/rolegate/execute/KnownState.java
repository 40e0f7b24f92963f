package dev.rolegate.execute;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Rolegate knows, while it carries out one step, of what the step's calls are about to change:
 * from the step itself, the snapshot of its plan, and what the step has read since.
 */
final class KnownState {
  private final Step step;
  private final VpcSnapshot snapshot;
  private final Map<String, List<LiveRule>> read = new HashMap<>();

  KnownState(Step step, VpcSnapshot snapshot) {
    this.step = step;
    this.snapshot = snapshot;
  }

  void read(Map<String, List<LiveRule>> rules) {
    read.putAll(rules);
  }

  /** A rule that a call of this step names, by its id. */
  LiveRule rule(String groupId, String ruleId) {
    return rules(groupId).stream()
        .filter(rule -> rule.ruleId().equals(ruleId))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(ruleId + " was never read"));
  }

  /** A rule by its content, with id and tags where they were read. */
  LiveRule content(String groupId, Direction direction, Permission permission) {
    return rules(groupId).stream()
        .filter(rule -> rule.direction() == direction && rule.permission().equals(permission))
        .findFirst()
        .orElseGet(() -> LiveRule.content(direction, permission, ""));
  }

  /** The newest knowledge first. */
  private List<LiveRule> rules(String groupId) {
    List<LiveRule> rules = new ArrayList<>(read.getOrDefault(groupId, List.of()));
    if (step.action() instanceof Step.Revoke revoke) {
      rules.addAll(revoke.rules());
    } else if (step.action() instanceof Step.Modify modify) {
      modify.changes().forEach(change -> rules.add(change.from()));
    } else if (step.action() instanceof Step.Describe describe) {
      describe.changes().forEach(change -> rules.add(change.from()));
    }
    snapshot.group(groupId).ifPresent(group -> rules.addAll(group.rules()));
    return rules;
  }

  /** A whole group as it was last read; of one that no read has shown, its id. */
  Group group(String groupId) {
    return snapshot
        .group(groupId)
        .orElseGet(
            () -> new Group(groupId, "", "", snapshot.vpcId(), "", Map.of(), List.of(), false));
  }

  /** What these resources have under these keys. */
  Map<String, Map<String, String>> tags(Collection<String> resourceIds, Set<String> keys) {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (Step.Target target : step.groups()) {
      snapshot
          .group(target.groupId())
          .ifPresent(
              group -> {
                all.put(group.groupId(), group.tags());
                group.rules().forEach(rule -> all.put(rule.ruleId(), rule.tags()));
              });
    }
    if (step.action() instanceof Step.Untag untag) {
      resourceIds.forEach(id -> all.putIfAbsent(id, untag.tags()));
    }
    Map<String, Map<String, String>> asked = new TreeMap<>();
    for (String id : resourceIds) {
      Map<String, String> tags = new TreeMap<>(all.getOrDefault(id, Map.of()));
      tags.keySet().retainAll(keys);
      asked.put(id, tags);
    }
    return asked;
  }

  static Map<String, Map<String, String>> allWith(
      Collection<String> resourceIds, Map<String, String> tags) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    resourceIds.forEach(id -> all.put(id, tags));
    return all;
  }
}
