package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.LiveRule;
import dev.rolegate.plan.Step.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which documented rules have to be in effect before flows of a direction may be taken away. Flows
 * that a settled rule allows already need nothing; nor do flows that no documented rule allows.
 */
final class Cover {
  private final Map<DesiredRule, FlowBox> awaited = new LinkedHashMap<>();
  private final List<FlowBox> settled = new ArrayList<>();

  Cover(GroupDiff.Side side) {
    for (Step.Change change : side.matched) {
      FlowBox box = FlowBox.of(change.from().permission());
      if (change.from().settled()) {
        settled.add(box);
      } else {
        awaited.put(change.to(), box);
      }
    }
    for (LiveRule kept : side.kept) {
      if (kept.settled()) {
        settled.add(FlowBox.of(kept.permission()));
      }
    }
    for (DesiredRule missing : side.missing) {
      awaited.put(missing, FlowBox.of(missing.permission()));
    }
  }

  /** What the removal of a live rule has to wait for: rules still to be added, or to settle. */
  Map<DesiredRule, Cause> neededBy(LiveRule removed) {
    return needs(List.of(FlowBox.of(removed.permission())), null);
  }

  /**
   * True when a live rule may become a documented one in place: the flows that it loses are
   * undocumented, or allowed by settled rules.
   */
  boolean allowsInPlace(LiveRule from, DesiredRule to) {
    List<FlowBox> lost = FlowBox.of(from.permission()).minus(FlowBox.of(to.permission()));
    return needs(lost, to).isEmpty();
  }

  private Map<DesiredRule, Cause> needs(Collection<FlowBox> lost, DesiredRule except) {
    Map<DesiredRule, Cause> needs = new LinkedHashMap<>();
    awaited.forEach(
        (rule, box) -> {
          if (rule.equals(except)) {
            return;
          }
          for (FlowBox part : lost) {
            if (part.meets(box) && !part.meet(box).coveredBy(settled)) {
              needs.put(rule, Cause.COVER_SEEN);
            } else if (part.mayMeet(box) && !part.narrowedTo(box).coveredBy(settled)) {
              needs.putIfAbsent(rule, Cause.COVER_LIKELY);
            }
          }
        });
    return needs;
  }
}
