package dev.rolegate.plan;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.RetirementVerdict.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps for groups that nothing declares: to be emptied, deleted, or brought back. They share
 * no step with declared groups, and change none of theirs; a group that a declaration means is the
 * declaration's.
 */
final class Retirements {
  private final List<Draft> drafts = new ArrayList<>();
  private final List<RetirementVerdict> verdicts = new ArrayList<>();

  Retirements(
      DesiredVpc desired,
      VpcSnapshot snapshot,
      Bindings bindings,
      Map<String, GroupUse> uses,
      DeletionLimit limit,
      PlanContext context) {
    if (desired.retirements().isEmpty()) {
      return;
    }
    RetiredGroups groups = new RetiredGroups(desired, snapshot, bindings);
    Withdrawal withdrawal = new Withdrawal(groups, uses, limit);
    Restoring restoring = new Restoring(groups, context);
    Map<String, Result> results = new HashMap<>();
    for (Retirement retirement : desired.retirements()) {
      Optional<String> ignored = groups.refusal(retirement);
      if (ignored.isPresent()) {
        results.put(retirement.name(), Result.of(State.BLOCKED, List.of(ignored.get())));
      } else if (retirement.wanted() == Wanted.RESTORE) {
        restoring.add(retirement);
      } else {
        withdrawal.add(retirement);
      }
    }
    results.putAll(withdrawal.plan());
    results.putAll(restoring.plan());
    for (Retirement retirement : desired.retirements()) {
      Result result = results.get(retirement.name());
      drafts.addAll(result.drafts());
      verdicts.add(
          new RetirementVerdict(
              retirement.name(),
              groups.live(retirement).map(Group::groupId).orElse(""),
              retirement.wanted(),
              result.state(),
              result.detail()));
    }
  }

  /** What is done about one group, and how it stands. */
  record Result(State state, List<Draft> drafts, List<String> detail) {
    static Result of(State state, List<String> detail) {
      return new Result(state, List.of(), detail);
    }

    /** Steps, or nothing to do. */
    static Result of(List<Draft> drafts, List<String> detail) {
      return new Result(drafts.isEmpty() ? State.DONE : State.CHANGES, drafts, detail);
    }
  }

  List<Draft> drafts() {
    return drafts;
  }

  List<RetirementVerdict> verdicts() {
    return verdicts;
  }
}
