package dev.rolegate.operator.status;

import dev.rolegate.execute.StepResult;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Expired;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Plan.Verdict;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan and how far a pass came with it, by group. Without results nothing was begun. */
public final class Progress {
  private final Plan plan;
  private final List<StepResult> results;
  private final Map<GroupKey, Verdict> verdicts = new HashMap<>();
  private final Map<GroupKey, List<StepResult>> byGroup = new HashMap<>();
  private final Map<GroupKey, List<Step>> remaining = new HashMap<>();
  private final List<Step> open = new ArrayList<>();

  public Progress(Plan plan, List<StepResult> results) {
    this.plan = plan;
    this.results = List.copyOf(results);
    plan.verdicts().forEach(v -> verdicts.put(v.key(), v));
    Set<Integer> done = new HashSet<>();
    for (StepResult result : results) {
      if (result.outcome() == Outcome.APPLIED) {
        done.add(result.step().number());
      }
      result.step().groups().forEach(g -> add(byGroup, g.key(), result));
    }
    for (Step step : plan.steps()) {
      if (!done.contains(step.number())) {
        open.add(step);
        step.groups().forEach(g -> add(remaining, g.key(), step));
      }
    }
  }

  private static <T> void add(Map<GroupKey, List<T>> lists, GroupKey key, T element) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(element);
  }

  public Plan plan() {
    return plan;
  }

  public List<StepResult> results() {
    return results;
  }

  public Optional<Verdict> verdict(GroupKey key) {
    return Optional.ofNullable(verdicts.get(key));
  }

  public List<StepResult> results(GroupKey key) {
    return byGroup.getOrDefault(key, List.of());
  }

  /** Steps that are still to be done, of all groups. */
  public List<Step> remaining() {
    return List.copyOf(open);
  }

  /** Steps of one group that are still to be done. */
  public List<Step> remaining(GroupKey key) {
    return remaining.getOrDefault(key, List.of());
  }

  /**
   * Short hashes of the group's live rules that are documented or were, after the pass; empty where
   * the group was not compared.
   */
  Optional<List<String>> applied(Verdict verdict) {
    List<Step> done =
        results(verdict.key()).stream()
            .filter(r -> r.outcome() == Outcome.APPLIED)
            .map(StepResult::step)
            .toList();
    return verdict
        .appliedAfter(done, peer -> verdict(peer).map(this::groupId).orElse(""))
        .map(List::copyOf);
  }

  /** Which live rules of the group were documented for a time that is over. */
  public Expired expired(DesiredGroup group) {
    return Expired.of(group, peer -> verdict(peer).map(this::groupId).orElse(""));
  }

  /** Steps of one group that wait for an approval. */
  public List<Step> held(GroupKey key) {
    return remaining(key).stream().filter(Step::isHeld).toList();
  }

  /** True when the group equals its declaration: it did when read, or every step was applied. */
  public boolean inSync(Verdict verdict) {
    return switch (verdict.state()) {
      case IN_SYNC, GONE -> true;
      case LEFT_ALONE -> false;
      case CHANGES -> remaining(verdict.key()).isEmpty();
    };
  }

  /** The group's id, that of a group just created included; empty where there is none. */
  public String groupId(Verdict verdict) {
    return results(verdict.key()).stream()
        .filter(r -> r.step().action() instanceof Step.Create)
        .map(StepResult::groupId)
        .filter(id -> id != null && !id.isEmpty())
        .findFirst()
        .orElse(verdict.groupId());
  }

  /** True when a step that deletes the group was applied. */
  public boolean deleted(GroupKey key) {
    return results(key).stream()
        .anyMatch(r -> r.step().action() instanceof Step.Delete && r.outcome() == Outcome.APPLIED);
  }

  /** The plan as far as it is still to be done. */
  public Plan open() {
    return new Plan(
        plan.vpc(),
        plan.vpcId(),
        open,
        plan.verdicts(),
        plan.undeclared(),
        plan.retirements(),
        plan.remediations());
  }

  /**
   * One group's part of what is still to be done, numbered by itself, so that it stays the same
   * while other groups go on. A wait for another group's step has number 0.
   */
  public Plan open(GroupKey key) {
    Map<Integer, Integer> numbers = new HashMap<>();
    remaining(key).forEach(step -> numbers.put(step.number(), numbers.size() + 1));
    return new Plan(
        plan.vpc(),
        plan.vpcId(),
        remaining(key).stream().map(step -> renumbered(step, numbers)).toList(),
        verdict(key).map(List::of).orElse(List.of()),
        List.of());
  }

  private static Step renumbered(Step step, Map<Integer, Integer> numbers) {
    return new Step(
        numbers.get(step.number()),
        step.groups(),
        step.action(),
        step.effect(),
        step.reason(),
        step.waits().stream()
            .map(w -> new Step.Wait(numbers.getOrDefault(w.step(), 0), w.cause()))
            .sorted()
            .distinct()
            .toList(),
        step.hold(),
        step.interruptsUntracked());
  }
}
