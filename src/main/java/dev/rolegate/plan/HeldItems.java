package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an approval is about: each changed rule of each group, or a group. */
public final class HeldItems {
  private HeldItems() {}

  static List<HeldItem> of(List<Step> steps) {
    List<HeldItem> items = new ArrayList<>();
    for (Step step : steps) {
      if (step.isHeld()) {
        items.addAll(of(step));
      }
    }
    return items.stream().distinct().sorted().toList();
  }

  /**
   * What an approval of the step is about, in the step's order. A rule that is changed in place is
   * approved as its removal: what it becomes is documented. Empty for steps that nothing holds.
   */
  public static List<HeldItem> of(Step step) {
    return of(step.group().groupId(), step.action());
  }

  private static List<HeldItem> of(String groupId, Step.Action action) {
    if (action instanceof Step.Revoke revoke) {
      return revoke.rules().stream().map(rule -> revoke(groupId, rule)).toList();
    }
    if (action instanceof Step.Modify modify) {
      return modify.changes().stream().map(change -> revoke(groupId, change.from())).toList();
    }
    if (action instanceof Step.Authorize authorize) {
      return authorize.rules().stream().map(rule -> authorize(groupId, rule)).toList();
    }
    if (action instanceof Step.Delete) {
      return List.of(delete(groupId));
    }
    return List.of();
  }

  static HeldItem revoke(String groupId, LiveRule rule) {
    return new HeldItem(groupId, "Revoke", rule.direction().word() + " " + rule.permission());
  }

  static HeldItem authorize(String groupId, DesiredRule rule) {
    return new HeldItem(groupId, "Authorize", rule.direction().word() + " " + rule.permission());
  }

  static HeldItem delete(String groupId) {
    return new HeldItem(groupId, "Delete", "");
  }

  static String hash(List<HeldItem> items, String nonce) {
    return AppliedRules.longHash(
        nonce + items.stream().map(HeldItem::hash).collect(Collectors.joining(" ", " ", "")));
  }
}
