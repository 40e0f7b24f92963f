package dev.rolegate.operator.status;

import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Plan.Verdict;
import dev.rolegate.plan.Step;

/** How a group that is to be deleted stands. */
final class Departure {
  private final Scope scope;
  private final Progress progress;

  Departure(Scope scope, Progress progress) {
    this.scope = scope;
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
        .orElseGet(() -> undisturbed(verdict));
  }

  private Findings undisturbed(Verdict verdict) {
    var held = progress.held(verdict.key());
    if (held.isEmpty()) {
      return Findings.working(Reason.DELETING, "The group is being taken down");
    }
    // The limit of an hour passes by itself; other holds do not.
    boolean passes = held.stream().allMatch(s -> s.hold() == Step.Hold.DELETION_LIMIT);
    String text = Standing.heldText(scope, held);
    return blocked(
        passes
            ? Findings.working(Reason.AWAITING_APPROVAL, text + "; or for the hour to pass")
            : Findings.stalled(Reason.AWAITING_APPROVAL, text),
        Reason.AWAITING_APPROVAL,
        text);
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
