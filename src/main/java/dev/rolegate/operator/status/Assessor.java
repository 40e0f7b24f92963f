package dev.rolegate.operator.status;

import dev.rolegate.api.RuleCounts;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.status.Outcome.Release;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Plan.Verdict;
import dev.rolegate.topology.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says of each declared group how it stands, from the plan and from what a pass did of it. Pure:
 * the outcome of a check that found nothing new equals the one before.
 */
public final class Assessor {
  private final Scope scope;
  private final Set<String> deleting;
  private final DueDates dates;
  private final Function<GroupKey, Optional<Finding>> guardrails;

  /** Where no guardrail judges. */
  public Assessor(Scope scope, Set<String> deleting, DueDates dates) {
    this(scope, deleting, dates, key -> Optional.empty());
  }

  /**
   * @param deleting uids of the resources that are being deleted
   * @param dates what is due at the moment that the documents were read for
   * @param guardrails the condition that guardrails give a declared group
   */
  public Assessor(
      Scope scope,
      Set<String> deleting,
      DueDates dates,
      Function<GroupKey, Optional<Finding>> guardrails) {
    this.scope = scope;
    this.dates = dates;
    this.deleting = Set.copyOf(deleting);
    this.guardrails = guardrails;
  }

  /**
   * One outcome for each declaration that the loop knows: the groups of the desired state, and
   * those that are missing there because of a problem.
   */
  public List<Outcome> assess(DesiredVpc desired, List<Problem> problems, Progress progress) {
    Map<String, Problem> byUid = new HashMap<>();
    problems.forEach(p -> byUid.putIfAbsent(p.uid(), p));
    List<Outcome> outcomes = new ArrayList<>();
    for (DesiredGroup group : desired.groups()) {
      outcomes.add(declared(group, Optional.ofNullable(byUid.remove(group.uid())), progress));
    }
    byUid.values().forEach(problem -> outcomes.add(refused(problem)));
    return outcomes;
  }

  /** One outcome for each declaration when AWS and the documents could not be compared. */
  public List<Outcome> uncompared(
      DesiredVpc desired, List<Problem> problems, Supplier<Findings> findings) {
    Map<String, Problem> byUid = new HashMap<>();
    problems.forEach(p -> byUid.putIfAbsent(p.uid(), p));
    List<Outcome> outcomes = new ArrayList<>();
    for (DesiredGroup group : desired.groups()) {
      var problem = byUid.remove(group.uid());
      boolean going = group.intent() == Intent.ABSENT;
      if (problem != null && !going) {
        outcomes.add(refused(problem));
        continue;
      }
      var said = findings.get();
      if (going) {
        var ready = said.list().get(0);
        said.deletionBlocked(ready.reason(), ready.message());
      }
      outcomes.add(
          new Outcome(
              group.key(),
              group.uid(),
              group.generation(),
              going,
              Release.NO,
              withReview(said, group),
              Facts.NONE,
              List.of()));
    }
    byUid.values().forEach(problem -> outcomes.add(refused(problem)));
    return outcomes;
  }

  private Outcome declared(DesiredGroup group, Optional<Problem> problem, Progress progress) {
    Optional<Verdict> verdict = progress.verdict(group.key());
    boolean going = group.intent() == Intent.ABSENT;
    Findings findings;
    Release release = Release.NO;
    if (problem.isPresent() && !going) {
      findings = ofProblem(problem.get());
      release = releaseOf(problem.get());
    } else if (verdict.isEmpty()) {
      findings = Findings.working(Reason.APPLYING, "The group has not been looked at yet");
    } else if (going) {
      release = releaseOf(group.key(), verdict.get(), progress);
      findings = new Departure(scope, progress).findings(verdict.get());
    } else if (scope.enforces()) {
      findings = new Standing(scope, progress).findings(verdict.get());
    } else {
      findings = observed(verdict.get(), progress);
    }
    verdict.ifPresent(v -> compare(findings, v, progress));
    if (group.intent() == Intent.PRESENT) {
      guardrails.apply(group.key()).ifPresent(findings::guardrails);
    }
    Facts facts = verdict.map(v -> facts(group, v, progress)).orElse(Facts.NONE);
    return new Outcome(
        group.key(),
        group.uid(),
        group.generation(),
        deleting.contains(group.uid()),
        release,
        withReview(findings, group),
        facts,
        List.of());
  }

  private List<Finding> withReview(Findings findings, DesiredGroup group) {
    List<Finding> all = new ArrayList<>(findings.list());
    dates.review(group).ifPresent(all::add);
    return all;
  }

  /** A declaration that the desired state leaves out: a loser, or one that leaves its group. */
  private Outcome refused(Problem problem) {
    return new Outcome(
        problem.key(),
        problem.uid(),
        problem.generation(),
        deleting.contains(problem.uid()),
        releaseOf(problem),
        ofProblem(problem).list(),
        Facts.NONE,
        List.of());
  }

  private static Findings ofProblem(Problem problem) {
    var reason = Reason.valueOf(problem.reason().name());
    var findings =
        problem.terminal()
            ? Findings.stalled(reason, problem.message())
            : Findings.working(reason, problem.message());
    return problem.reason() == Problem.Reason.DELETION_SUSPENDED
        ? findings.deletionBlocked(reason, problem.message())
        : findings;
  }

  /** Matters only where the resource is being deleted: what cannot be followed is let go. */
  private static Release releaseOf(Problem problem) {
    return switch (problem.reason()) {
      case NAMESPACE_NOT_ALLOWED,
          ROLE_NOT_ALLOWED,
          ADOPTION_NOT_ALLOWED,
          GROUP_NAME_NOT_ALLOWED,
          ROLE_CONFLICT,
          GROUP_NAME_CONFLICT,
          GROUP_CONFLICT ->
          Release.LEFT;
      case EXPOSURE_NOT_GRANTED, INVALID_SPEC, DELETION_SUSPENDED -> Release.NO;
    };
  }

  private static Release releaseOf(GroupKey key, Verdict verdict, Progress progress) {
    if (verdict.state() == Plan.State.GONE || progress.deleted(key)) {
      return Release.GONE;
    }
    return switch (verdict.problem()) {
      case OWNERSHIP_UNPROVEN, OWNERSHIP_LOST, ADOPTION_REFUSED, ADOPTED_GROUP_MISSING ->
          Release.LEFT;
      default -> Release.NO;
    };
  }

  private Findings observed(Verdict verdict, Progress progress) {
    int steps = progress.remaining(verdict.key()).size();
    return switch (verdict.problem()) {
      case NONE ->
          scope.observed(
              (steps == 0 ? "Nothing to do" : steps + " steps are planned and not carried out")
                  + Standing.withheldText(verdict.withheld(), "; ", ""));
      case SUSPENDED -> Standing.suspended();
      default -> Standing.ofProblem(verdict);
    };
  }

  private static void compare(Findings findings, Verdict verdict, Progress progress) {
    if (verdict.problem() == Plan.Problem.OWNERSHIP_UNPROVEN
        || verdict.problem() == Plan.Problem.ADOPTION_REFUSED) {
      findings.notCompared("Nothing proves that the group is Rolegate's");
    } else {
      findings.inSync(progress.inSync(verdict), "");
    }
  }

  private Facts facts(DesiredGroup group, Verdict verdict, Progress progress) {
    boolean unproven = verdict.problem() == Plan.Problem.OWNERSHIP_UNPROVEN;
    int withheld = verdict.withheld().size();
    boolean finished = verdict.state() == Plan.State.CHANGES && progress.inSync(verdict);
    int live = finished ? Math.max(0, verdict.declared() - withheld) : verdict.matching();
    Plan open = progress.open(verdict.key());
    return new Facts(
        unproven ? group.knownGroupId() : progress.groupId(verdict),
        group.groupName(),
        RuleCounts.of(verdict.declared(), live, withheld),
        open.hash(),
        PlanLines.of(open),
        verdict.withheld().stream().map(Assessor::withheld).toList(),
        progress.applied(verdict).orElse(null),
        dates.expiries(group),
        dates.reviewDue(group).orElse(""));
  }

  private static dev.rolegate.api.WithheldRule withheld(dev.rolegate.model.WithheldRule rule) {
    return new dev.rolegate.api.WithheldRule(
        rule.direction().word() + "/" + rule.name(), rule.reason(), rule.message());
  }

  /** What a group's failed steps mean for it; the gravest speaks. */
  static Optional<Findings> failed(List<StepResult> results) {
    return results.stream()
        .filter(r -> r.error() != null)
        .filter(r -> r.outcome() == StepResult.Outcome.FAILED || isUnaudited(r.error()))
        .map(StepResult::error)
        .min(java.util.Comparator.comparing(e -> Failure.of(e).rank()))
        .map(Assessor::findings);
  }

  private static boolean isUnaudited(Ec2Exception error) {
    return error.kind() == Ec2Exception.Kind.UNAUDITED;
  }

  static Findings findings(Ec2Exception error) {
    var failure = Failure.of(error);
    return failure.isTerminal()
        ? Findings.stalled(failure.reason(), failure.text(error))
        : Findings.working(failure.reason(), failure.text(error));
  }
}
