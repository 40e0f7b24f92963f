package dev.rolegate.operator.status;

import dev.rolegate.execute.StepResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Steps that wait for nothing but a read that surely shows what others of Rolegate wrote right
 * before the operator began with a VPC. Whoever looks then sees open steps and nothing that moves.
 */
final class Unshown {
  private Unshown() {}

  /**
   * What it means for what these results are of; empty where no step waits for that.
   *
   * @param open how many steps are left
   */
  static Optional<Findings> of(List<StepResult> results, int open) {
    List<Instant> times =
        results.stream()
            .map(StepResult::shownFrom)
            .filter(time -> time != null)
            .sorted(Comparator.reverseOrder())
            .toList();
    if (times.isEmpty()) {
      return Optional.empty();
    }
    String steps =
        times.size() == 1
            ? "1 step takes something away and waits"
            : times.size() + " steps take something away and wait";
    return Optional.of(
        Findings.working(
            Reason.WAITING_FOR_READS,
            steps
                + " until "
                + times.get(0).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)
                + ", since the operator has just begun with this VPC: a read may not show yet what"
                + " another process of Rolegate wrote right before"
                + (open > times.size() ? "; " + open + " steps left in all" : "")));
  }
}
