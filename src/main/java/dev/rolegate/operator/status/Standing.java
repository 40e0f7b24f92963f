package dev.rolegate.operator.status;

import dev.rolegate.execute.StepResult;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.plan.Plan.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** How a group that is to exist stands after a pass in mode Enforce. */
final class Standing {
  private final Progress progress;

  Standing(Progress progress) {
    this.progress = progress;
  }

  Findings findings(Verdict verdict) {
    switch (verdict.problem()) {
      case NONE:
        return enforced(verdict);
      case SUSPENDED:
        return suspended();
      default:
        return ofProblem(verdict);
    }
  }

  static Findings suspended() {
    return Findings.ready(
        Reason.SUSPENDED, "spec.suspend is true: the group is compared and not changed");
  }

  static Findings ofProblem(Verdict verdict) {
    String detail = String.join("; ", verdict.problemDetail());
    var reason =
        switch (verdict.problem()) {
          case OWNERSHIP_UNPROVEN -> Reason.OWNERSHIP_UNPROVEN;
          case OWNERSHIP_LOST -> Reason.OWNERSHIP_LOST;
          case ADOPTION_REFUSED -> Reason.ADOPTION_REFUSED;
          case ADOPTED_GROUP_MISSING -> Reason.ADOPTED_GROUP_MISSING;
          case QUOTA_EXCEEDED -> Reason.QUOTA_EXCEEDED;
          case DELETION_BLOCKED -> Reason.DELETION_BLOCKED;
          case NONE, SUSPENDED ->
              throw new IllegalArgumentException(verdict.key() + " has no problem");
        };
    return Findings.stalled(reason, detail.isEmpty() ? reason.meaning() : detail);
  }

  private Findings enforced(Verdict verdict) {
    var results = progress.results(verdict.key());
    var failed = Assessor.failed(results);
    if (failed.isPresent()) {
      return failed.get();
    }
    if (results.stream().anyMatch(r -> r.outcome() == StepResult.Outcome.HELD)) {
      return Findings.stalled(
          Reason.STEPS_HELD,
          "Waiting for an approval: "
              + results.stream()
                  .filter(r -> r.outcome() == StepResult.Outcome.HELD)
                  .map(r -> r.step().hold().text())
                  .distinct()
                  .collect(Collectors.joining("; ")));
    }
    int open = progress.remaining(verdict.key()).size();
    if (open > 0) {
      return Findings.working(Reason.APPLYING, open == 1 ? "1 step left" : open + " steps left");
    }
    if (!verdict.withheld().isEmpty()) {
      return Findings.waiting(Reason.RULES_WITHHELD, withheldText(verdict.withheld(), "", ""));
    }
    return Findings.ready(Reason.APPLIED, "");
  }

  /** {@code Withheld: ingress/https (RoleNotFound: …)}; empty where nothing is. */
  static String withheldText(List<WithheldRule> withheld, String before, String otherwise) {
    return withheld.isEmpty()
        ? otherwise
        : before
            + "Withheld: "
            + withheld.stream()
                .map(r -> r.direction().word() + "/" + r.name() + " (" + r.message() + ")")
                .distinct()
                .collect(Collectors.joining("; "));
  }
}
