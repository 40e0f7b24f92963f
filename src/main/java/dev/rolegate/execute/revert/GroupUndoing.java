package dev.rolegate.execute.revert;

import dev.rolegate.execute.audit.AuditState;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One group on its way back: begins as it is now, and loses one call of the plan after the other,
 * the last first. What is no longer as a call left it stays as it is, and is told.
 */
final class GroupUndoing {
  /** What EC2 tells rules of one group apart by. */
  private record Content(Direction direction, Permission permission) {
    static Content of(LiveRule rule) {
      return new Content(rule.direction(), rule.permission());
    }
  }

  private final GroupKey key;
  private final String groupId;
  private final Group live;
  private final List<String> lost;
  private final List<String> differing;
  private final Map<Content, LiveRule> rules = new LinkedHashMap<>();
  private final Map<Content, LiveRule> restored = new LinkedHashMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private Group deleted;
  private boolean created;
  private boolean told;
  private boolean markedByPlan;

  /**
   * @param live the group as it is; null where it does not exist
   * @param lost told what cannot come back
   * @param differing told what is not as the plan left it
   */
  GroupUndoing(
      GroupKey key, String groupId, Group live, List<String> lost, List<String> differing) {
    this.key = key;
    this.groupId = groupId;
    this.live = live;
    this.lost = lost;
    this.differing = differing;
    if (live != null) {
      live.rules().forEach(rule -> rules.put(Content.of(rule), rule));
      tags.putAll(live.tags());
    }
  }

  GroupKey key() {
    return key;
  }

  String groupId() {
    return groupId;
  }

  Group live() {
    return live;
  }

  /** The group as it was when the plan deleted it; null where it did not. */
  Group deleted() {
    return deleted;
  }

  boolean isCreated() {
    return created;
  }

  /** True for a group that nothing declares. */
  boolean isOrphan() {
    return key.namespace().isEmpty();
  }

  /** True where the plan marked the group as retired. */
  boolean isMarkedByPlan() {
    return markedByPlan;
  }

  Collection<LiveRule> rules() {
    return rules.values();
  }

  /** Rules that come back, and rules that get back tags. */
  Collection<LiveRule> restored() {
    return restored.values();
  }

  boolean isRestored(LiveRule rule) {
    return restored.containsKey(Content.of(rule)) && (live == null || !isLive(rule));
  }

  private boolean isLive(LiveRule rule) {
    return live.rules().stream().anyMatch(now -> Content.of(now).equals(Content.of(rule)));
  }

  Map<String, String> tags() {
    return tags;
  }

  @Override
  public String toString() {
    return key + " (" + groupId + ")";
  }

  void uncreate() {
    boolean known = created;
    created = true;
    if (live == null && !known) {
      differ("which the plan made, is gone already");
    }
  }

  void undelete(AuditState before) {
    if (created) {
      return;
    }
    if (live != null) {
      differ("was to be deleted, and is there");
      return;
    }
    deleted = before.group();
    tags.putAll(before.group().tags());
    before.rules().forEach(this::restore);
  }

  /** True where there is something to undo on; tells once where there is not. */
  private boolean isThere() {
    boolean there = live != null || deleted != null;
    if (!there && !created && !told) {
      told = true;
      differ("which the plan changed, is gone since; nothing of it comes back");
    }
    return there && !created;
  }

  void unauthorize(List<LiveRule> added, boolean certain) {
    for (LiveRule rule : added) {
      if (!isThere()) {
        return;
      }
      LiveRule now = rules.get(Content.of(rule));
      if (now == null) {
        if (certain) {
          differ(text(rule) + ", which the plan added, is gone already");
        }
      } else if (rule.hasId() && now.hasId() && !rule.ruleId().equals(now.ruleId())) {
        differ(
            text(rule)
                + ", which the plan added, was removed and added again since, as "
                + now.ruleId()
                + "; that stays");
      } else {
        rules.remove(Content.of(rule));
      }
    }
  }

  void unrevoke(List<LiveRule> removed, boolean certain) {
    for (LiveRule rule : removed) {
      if (!isThere()) {
        return;
      }
      LiveRule now = rules.get(Content.of(rule));
      if (now == null) {
        restore(rule);
      } else if (deleted == null && certain) {
        differ(text(rule) + ", which the plan removed, is there again; it stays as it is");
      }
    }
  }

  private void restore(LiveRule rule) {
    rules.put(Content.of(rule), rule);
    restored.put(Content.of(rule), rule);
  }

  void unchange(List<LiveRule> before, List<LiveRule> after) {
    Map<String, LiveRule> earlier = new HashMap<>();
    before.forEach(rule -> earlier.put(rule.ruleId(), rule));
    for (LiveRule rule : after) {
      LiveRule was = earlier.get(rule.ruleId());
      if (!isThere() || was == null) {
        continue;
      }
      Optional<LiveRule> now =
          rules.values().stream().filter(r -> r.ruleId().equals(rule.ruleId())).findFirst();
      if (now.isEmpty()) {
        differ(rule.ruleId() + ", which the plan changed, is gone since; it stays so");
      } else if (isSame(now.get(), was)) {
        continue;
      } else if (!isSame(now.get(), rule)) {
        differ(
            rule.ruleId()
                + ", which the plan changed to "
                + text(rule)
                + ", was changed again since, to "
                + text(now.get())
                + "; that stays");
      } else {
        rules.remove(Content.of(rule));
        restore(was);
      }
    }
  }

  private static boolean isSame(LiveRule one, LiveRule other) {
    return Content.of(one).equals(Content.of(other))
        && one.description().equals(other.description());
  }

  void untag(Map<String, String> before, Map<String, String> after) {
    markedByPlan |= isOrphan() && after.containsKey(Ownership.RETIRED);
    if (isThere() && !isOrphan()) {
      untag("tag ", tags, before, after);
    }
  }

  /** The plan took these off. */
  void retag(Map<String, String> before) {
    if (isThere()) {
      before
          .keySet()
          .forEach(name -> lose("tag " + name + " is not set again: it would retire the group"));
    }
  }

  void untagRule(String ruleId, Map<String, String> before, Map<String, String> after) {
    if (!isThere()) {
      return;
    }
    Optional<LiveRule> now =
        new ArrayList<>(rules.values())
            .stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
    if (now.isEmpty()) {
      return;
    }
    Map<String, String> changed = new TreeMap<>(now.get().tags());
    untag("tag of " + ruleId + " ", changed, before, after);
    LiveRule rule = now.get().withTags(changed);
    rules.put(Content.of(rule), rule);
    restored.put(Content.of(rule), rule);
  }

  private void untag(
      String what,
      Map<String, String> current,
      Map<String, String> before,
      Map<String, String> after) {
    after.forEach(
        (name, value) -> {
          if (!value.equals(current.get(name))) {
            differ(what + name + ", which the plan set, was changed since; it stays as it is");
          } else if (before.containsKey(name)) {
            current.put(name, before.get(name));
          } else {
            lose(what + name + " was not there before, and stays: Rolegate removes no tags");
          }
        });
  }

  void lose(String what) {
    lost.add(this + ": " + what);
  }

  void differ(String what) {
    differing.add(this + ": " + what);
  }

  static String text(LiveRule rule) {
    return rule.direction().word()
        + " "
        + rule.permission()
        + (rule.description().isEmpty() ? "" : " \"" + rule.description() + "\"");
  }
}
