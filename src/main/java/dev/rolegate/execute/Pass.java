package dev.rolegate.execute;

import dev.rolegate.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over a VPC did.
 *
 * @param plan what was to be done when the pass began
 * @param results one for each step, in the plan's order
 * @param again when the next pass is worth while; empty when nothing is left to do, or nothing that
 *     another pass could do without somebody changing something
 */
public record Pass(Plan plan, List<StepResult> results, Optional<Duration> again) {
  public Pass {
    results = List.copyOf(results);
  }
}
