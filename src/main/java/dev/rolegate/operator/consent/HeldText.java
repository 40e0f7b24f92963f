package dev.rolegate.operator.consent;

import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.plan.HeldItem;
import dev.rolegate.plan.HeldItems;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says to people what is held, and why. */
public final class HeldText {
  private HeldText() {}

  /** The held changes of a plan, one a line; the last line says how many are left out. */
  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.isHeld()) {
        HeldItems.of(step).forEach(item -> lines.add(line(step, item)));
      }
    }
    if (lines.size() <= ApprovalStatus.MAX_STEPS) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, ApprovalStatus.MAX_STEPS - 1));
    shown.add("… and " + (lines.size() - shown.size()) + " more");
    return shown;
  }

  private static String line(Step step, HeldItem item) {
    return step.group()
        + ": "
        + item.text()
        + "; "
        + step.hold().text()
        + (step.interruptsUntracked() ? "; cuts live untracked connections" : "");
  }

  /** Why such steps wait, each reason once. */
  public static String why(List<Step> held) {
    Set<Step.Hold> holds =
        held.stream().map(Step::hold).collect(Collectors.toCollection(TreeSet::new));
    return holds.stream().map(Step.Hold::text).collect(Collectors.joining("; "));
  }
}
