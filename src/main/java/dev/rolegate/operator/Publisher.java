package dev.rolegate.operator;

import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.LiveRule;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.operator.report.StepLog;
import dev.rolegate.operator.report.Wording;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Drift;
import dev.rolegate.operator.status.Failure;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Outcome;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.operator.status.RoleStatus;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the world what a check found and a pass did: outcomes, events, metrics and the log. */
@Singleton
public class Publisher {
  private final Outcomes outcomes;
  private final RoleWakes roles;
  private final Events events;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  public Publisher(
      Outcomes outcomes,
      RoleWakes roles,
      Events events,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.outcomes = outcomes;
    this.roles = roles;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** After a check that could compare, with what was applied. */
  void publish(
      DesiredVpc desired,
      List<RoleSecurityGroup> declared,
      List<Outcome> assessed,
      Progress progress) {
    Map<String, RoleSecurityGroup> byUid = new HashMap<>();
    declared.forEach(r -> byUid.put(r.getMetadata().getUid(), r));
    var mended = new Drift(desired, progress).mended(g -> appliedBefore(g, byUid.get(g.uid())));
    StepLog.write(desired.name(), progress.results());
    mended.forEach(m -> metrics.mended(m.record().kind()));
    tellSteps(desired, byUid, progress, mended);
    mended.forEach(m -> tell(byUid.get(m.group().uid()), m));
    say(desired.name(), withDrift(assessed, mended));
    metrics.checked(desired.name(), figures(progress), clock.instant());
  }

  /** Outcomes alone, where nothing could be compared. Leaves the others of the VPC as they are. */
  void say(String vpc, List<Outcome> said) {
    roles.wake(outcomes.publish(vpc, said));
  }

  /** Forgets what was said about resources that the VPC no longer has. */
  void retain(String vpc, List<RoleSecurityGroup> declared) {
    outcomes.retain(
        vpc, declared.stream().map(r -> r.getMetadata().getUid()).collect(Collectors.toSet()));
  }

  private boolean appliedBefore(DesiredGroup group, RoleSecurityGroup resource) {
    if (outcomes.of(group.uid()).isPresent()) {
      return outcomes.wasApplied(group.uid(), group.generation());
    }
    var status = RoleStatus.orEmpty(resource.getStatus());
    return status.observedGeneration() != null
        && status.observedGeneration() == group.generation()
        && (Conditions.holds(status.conditions(), Finding.READY, Finding.TRUE, Reason.APPLIED)
            || isBlockedInSync(status));
  }

  private static boolean isBlockedInSync(RoleSecurityGroupStatus status) {
    return status.withheld().isEmpty()
        && Conditions.isTrue(status.conditions(), Finding.DELETION_BLOCKED)
        && Conditions.isTrue(status.conditions(), Finding.IN_SYNC);
  }

  private static List<Outcome> withDrift(List<Outcome> assessed, List<Drift.Mended> mended) {
    Map<String, List<DriftRecord>> byUid = new HashMap<>();
    mended.forEach(
        m -> byUid.computeIfAbsent(m.group().uid(), uid -> new ArrayList<>()).add(m.record()));
    return assessed.stream()
        .map(o -> byUid.containsKey(o.uid()) ? o.withDrift(byUid.get(o.uid())) : o)
        .toList();
  }

  private void tellSteps(
      DesiredVpc desired,
      Map<String, RoleSecurityGroup> byUid,
      Progress progress,
      List<Drift.Mended> mended) {
    Set<String> drifted = mended.stream().map(m -> m.group().uid()).collect(Collectors.toSet());
    for (DesiredGroup group : desired.groups()) {
      var resource = byUid.get(group.uid());
      var results = progress.results(group.key());
      if (resource == null || results.isEmpty()) {
        continue;
      }
      results.forEach(r -> tell(resource, group, r, drifted.contains(group.uid())));
      boolean changed =
          results.stream()
              .anyMatch(
                  r ->
                      r.outcome() == StepResult.Outcome.APPLIED
                          && !(r.step().action() instanceof Step.Create)
                          && !(r.step().action() instanceof Step.Delete));
      boolean expired = tellExpired(resource, group, progress);
      if (changed
          && !(expired && onlyExpired(group, progress))
          && !drifted.contains(group.uid())
          && group.intent() == DesiredGroup.Intent.PRESENT
          && progress.remaining(group.key()).isEmpty()) {
        events.tell(resource, EventReason.RULES_APPLIED, Wording.applied(group, results));
      }
    }
  }

  /** True when a rule was removed because its time is over. */
  private boolean tellExpired(RoleSecurityGroup resource, DesiredGroup group, Progress progress) {
    var over = progress.expired(group);
    boolean any = false;
    for (StepResult result : progress.results(group.key())) {
      if (result.outcome() == StepResult.Outcome.APPLIED) {
        for (LiveRule live : removed(result.step())) {
          var rule = over.of(live);
          rule.ifPresent(
              r ->
                  events.tell(
                      resource, EventReason.RULE_EXPIRED, Wording.expired(r, live, result)));
          any |= rule.isPresent();
        }
      }
    }
    return any;
  }

  private static boolean onlyExpired(DesiredGroup group, Progress progress) {
    var over = progress.expired(group);
    return progress.results(group.key()).stream()
        .filter(r -> r.outcome() == StepResult.Outcome.APPLIED)
        .allMatch(
            r ->
                r.step().action() instanceof Step.Revoke revoke
                    && revoke.rules().stream().allMatch(rule -> over.of(rule).isPresent()));
  }

  private static List<LiveRule> removed(Step step) {
    if (step.action() instanceof Step.Modify modify) {
      return modify.changes().stream().map(Step.Change::from).toList();
    }
    return step.action() instanceof Step.Revoke revoke ? revoke.rules() : List.of();
  }

  private void tell(
      RoleSecurityGroup resource, DesiredGroup group, StepResult result, boolean drifted) {
    var action = result.step().action();
    if (result.outcome() == StepResult.Outcome.FAILED) {
      Optional.ofNullable(result.error())
          .filter(e -> Failure.of(e).isTerminal())
          .ifPresent(e -> events.tell(resource, EventReason.STEP_FAILED, Failure.of(e).text(e)));
    } else if (result.outcome() == StepResult.Outcome.APPLIED) {
      if (action instanceof Step.Create && !drifted) {
        events.tell(
            resource,
            EventReason.GROUP_CREATED,
            "Created " + result.groupId() + " (" + group.groupName() + ")");
      } else if (action instanceof Step.Delete) {
        events.tell(
            resource,
            EventReason.GROUP_DELETED,
            "Deleted " + result.groupId() + " (" + group.groupName() + "), which nothing used");
      }
    }
  }

  private void tell(RoleSecurityGroup resource, Drift.Mended mended) {
    events.tell(
        resource,
        mended.record().kind() == DriftKind.EXTRA_RULE
            ? EventReason.DRIFT_REMOVED
            : EventReason.DRIFT_REPAIRED,
        Wording.mended(mended));
  }

  private static OperatorMetrics.Check figures(Progress progress) {
    int inSync = 0;
    int changing = 0;
    int leftAlone = 0;
    int withheld = 0;
    for (Plan.Verdict verdict : progress.plan().verdicts()) {
      withheld += verdict.withheld().size();
      if (verdict.state() == Plan.State.LEFT_ALONE) {
        leftAlone++;
      } else if (progress.inSync(verdict)) {
        inSync++;
      } else {
        changing++;
      }
    }
    return new OperatorMetrics.Check(
        progress.remaining().size(),
        (int) progress.remaining().stream().filter(Step::isHeld).count(),
        withheld,
        inSync,
        changing,
        leftAlone,
        progress.plan().undeclared().size());
  }
}
