package dev.rolegate.operator.status;

import dev.rolegate.model.WithheldRule;
import dev.rolegate.operator.consent.HeldText;
import dev.rolegate.plan.HeldItem;
import dev.rolegate.plan.HeldItems;
import dev.rolegate.plan.Plan.Verdict;
import dev.rolegate.plan.Step;
import java.util.List;
import java.util.stream.Collectors;

/** How a group that is to exist stands after a pass in mode Enforce. */
final class Standing {
  /** Of the held changes of a group; status.plan has all. */
  private static final int CHANGES_NAMED = 5;

  private final Scope scope;
  private final Progress progress;

  Standing(Scope scope, Progress progress) {
    this.scope = scope;
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
    var held = progress.held(verdict.key());
    if (!held.isEmpty()) {
      return held(held);
    }
    int open = progress.remaining(verdict.key()).size();
    if (open > 0) {
      return Unshown.of(progress.results(verdict.key()), open)
          .orElseGet(
              () ->
                  Findings.working(
                      Reason.APPLYING, open == 1 ? "1 step left" : open + " steps left"));
    }
    if (!verdict.withheld().isEmpty()) {
      return Findings.waiting(Reason.RULES_WITHHELD, withheldText(verdict.withheld(), "", ""));
    }
    return Findings.ready(Reason.APPLIED, "");
  }

  /** What goes on beside it is in status.plan; nobody but the platform team can let these go. */
  private Findings held(List<Step> steps) {
    return Findings.stalled(reason(steps), heldText(scope, steps));
  }

  private static Reason reason(List<Step> held) {
    if (held.stream().anyMatch(s -> s.hold() == Step.Hold.ADOPTION)) {
      return Reason.ADOPTION_HELD;
    }
    boolean quota = held.stream().allMatch(s -> s.hold() == Step.Hold.QUOTA);
    return quota ? Reason.STEPS_HELD : Reason.AWAITING_APPROVAL;
  }

  /** Says what waits and why; the hash that approves it is the ManagedVpc's to show. */
  static String heldText(Scope scope, List<Step> steps) {
    long changes = steps.stream().mapToLong(s -> HeldItems.of(s).size()).sum();
    return (changes == 1 ? "1 change waits" : changes + " changes wait")
        + " for an approval on ManagedVpc "
        + scope.vpc()
        + ", whose status.approval lists what waits: "
        + HeldText.why(steps)
        + ". "
        + steps.stream()
            .flatMap(s -> HeldItems.of(s).stream())
            .map(HeldItem::text)
            .limit(CHANGES_NAMED)
            .collect(Collectors.joining("; "))
        + (changes > CHANGES_NAMED ? "; and " + (changes - CHANGES_NAMED) + " more" : "");
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
