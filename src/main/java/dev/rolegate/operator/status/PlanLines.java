package dev.rolegate.operator.status;

import dev.rolegate.plan.Plan;
import dev.rolegate.plan.PlanText;
import java.util.List;

/** A plan as a status shows it: its first lines, the last of which says how many are left out. */
final class PlanLines {
  /** As the schema of both custom resources. */
  private static final int LIMIT = 40;

  private PlanLines() {}

  static List<String> of(Plan plan) {
    List<String> lines = PlanText.lines(plan);
    if (lines.size() <= LIMIT) {
      return lines;
    }
    List<String> shown = new java.util.ArrayList<>(lines.subList(0, LIMIT - 1));
    shown.add("… and " + (lines.size() - LIMIT + 1) + " more lines");
    return shown;
  }
}
