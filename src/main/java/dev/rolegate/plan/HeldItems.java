package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What of held steps an approval is about: each changed rule of each group, or a group. */
final class HeldItems {
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

  static List<HeldItem> of(Step step) {
    return of(step.group().groupId(), step.action());
  }

  static List<HeldItem> of(String groupId, Step.Action action) {
    if (action instanceof Step.Revoke revoke) {
      return revoke.rules().stream().map(rule -> revoke(groupId, rule)).toList();
    }
    if (action instanceof Step.Modify modify) {
      return modify.changes().stream().map(change -> modify(groupId, change)).toList();
    }
    if (action instanceof Step.Authorize authorize) {
      return authorize.rules().stream().map(rule -> authorize(groupId, rule)).toList();
    }
    if (action instanceof Step.Delete) {
      return List.of(delete(groupId));
    }
    throw new IllegalArgumentException("nothing holds a step like " + action);
  }

  static HeldItem revoke(String groupId, LiveRule rule) {
    return new HeldItem(groupId, "Revoke", rule.direction().word() + " " + rule.permission());
  }

  static HeldItem modify(String groupId, Step.Change change) {
    String from = change.from().direction().word() + " " + change.from().permission();
    return new HeldItem(groupId, "Modify", from + " => " + change.to().permission());
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
