package dev.rolegate.operator.status;

import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Plan.Verdict;

/** How a group that is to be deleted stands. */
final class Departure {
  private final Progress progress;

  Departure(Progress progress) {
    this.progress = progress;
  }

  Findings findings(Verdict verdict) {
    if (verdict.problem() == Plan.Problem.DELETION_BLOCKED) {
      return blocked(
          Findings.working(Reason.DELETION_BLOCKED, holders(verdict)),
          Reason.DELETION_BLOCKED,
          holders(verdict));
    }
    if (verdict.problem() != Plan.Problem.NONE && verdict.problem() != Plan.Problem.SUSPENDED) {
      return Standing.ofProblem(verdict);
    }
    return Assessor.failed(progress.results(verdict.key()))
        .map(this::failed)
        .orElseGet(() -> Findings.working(Reason.DELETING, "The group is being taken down"));
  }

  /** A deletion that EC2 refuses is as blocked as one that Rolegate does not begin. */
  private Findings failed(Findings findings) {
    var ready = findings.list().get(0);
    return blocked(findings, ready.reason(), ready.message());
  }

  private static Findings blocked(Findings findings, Reason reason, String message) {
    return findings.deletionBlocked(reason, message);
  }

  private static String holders(Verdict verdict) {
    return verdict.problemDetail().isEmpty()
        ? "What holds the group is not known"
        : "Held by " + String.join("; ", verdict.problemDetail());
  }
}
