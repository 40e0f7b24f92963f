package dev.rolegate.plan;

import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Counts the rules that were documented and whose flows a plan takes away because documents changed
 * or vanished. Rules that never were documented do not count: else they could be added to exceed
 * the limit, and so keep themselves. What a group's deletion takes away counts as deletion. What a
 * guardrail takes away is nobody's slip in a document, and does not count.
 */
final class NarrowingLimit {
  private final Map<String, Set<LiveRule>> narrowed = new HashMap<>();
  private long ours;
  private long counted;

  /** Rules that are live and documented, or live and were. */
  void has(long rules) {
    ours += rules;
  }

  /**
   * Takes a group that differs into the count.
   *
   * @param wasOurs rules that were documented
   * @param exempt rules whose removal is approved, or held for another reason
   */
  void compare(
      String groupId, GroupDiff diff, Predicate<LiveRule> wasOurs, Predicate<LiveRule> exempt) {
    for (Direction direction : Direction.values()) {
      GroupDiff.Side side = diff.side(direction);
      has(side.matched.size());
      has(side.kept.stream().filter(wasOurs).count());
      has(side.doomed.stream().filter(wasOurs).count());
      has(side.banned.keySet().stream().filter(wasOurs).count());
      List<LiveRule> dropped = side.extra.stream().filter(wasOurs).toList();
      has(dropped.size());
      if (!dropped.isEmpty()) {
        List<FlowBox> stays = stays(side);
        dropped.stream()
            .filter(rule -> !exempt.test(rule))
            .filter(rule -> !FlowBox.of(rule.permission()).coveredBy(stays))
            .forEach(rule -> add(groupId, rule));
      }
    }
  }

  private void add(String groupId, LiveRule rule) {
    narrowed.computeIfAbsent(groupId, id -> new HashSet<>()).add(rule);
    counted++;
  }

  private static List<FlowBox> stays(GroupDiff.Side side) {
    List<FlowBox> boxes = new ArrayList<>();
    side.matched.forEach(change -> boxes.add(FlowBox.of(change.to().permission())));
    side.kept.forEach(rule -> boxes.add(FlowBox.of(rule.permission())));
    side.missing.forEach(rule -> boxes.add(FlowBox.of(rule.permission())));
    return boxes;
  }

  /** The rules whose removal has to wait, by group: all that count, or none. */
  Map<String, Set<LiveRule>> exceeding(int maxPercent) {
    long allowed = (ours * maxPercent + 99) / 100;
    return counted > allowed ? narrowed : Map.of();
  }
}
