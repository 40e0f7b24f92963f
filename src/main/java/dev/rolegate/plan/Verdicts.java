package dev.rolegate.plan;

import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Plan.Problem;
import dev.rolegate.plan.Plan.State;
import dev.rolegate.plan.Plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects how each declared group stands. */
final class Verdicts {
  private final List<Verdict> verdicts = new ArrayList<>();

  /** A group whose rules were not compared. */
  void without(
      Binding binding, Resolved resolved, State state, Problem problem, List<String> detail) {
    add(binding, resolved, 0, 0, state, problem, detail);
  }

  /** A group that holds exactly the documented rules. */
  void documented(Binding binding, Resolved resolved) {
    int rules = binding.group().rules().size();
    add(binding, resolved, rules, 0, State.IN_SYNC, Problem.NONE, List.of());
  }

  void compared(
      Binding binding,
      Resolved resolved,
      GroupDiff diff,
      State state,
      Problem problem,
      List<String> detail) {
    add(binding, resolved, diff.matching(), diff.kept(), state, problem, detail);
  }

  private void add(
      Binding binding,
      Resolved resolved,
      int matching,
      int kept,
      State state,
      Problem problem,
      List<String> detail) {
    // A group that may not be had is no group of the declaration's, whatever the declaration says.
    boolean another = problem == Problem.ADOPTION_REFUSED;
    verdicts.add(
        new Verdict(
            binding.declared().key(),
            binding.declared().uid(),
            binding.declared().generation(),
            another ? "" : binding.groupId(),
            state,
            resolved.rules().size() + resolved.withheld().size(),
            binding.exists() && !another ? binding.group().rules().size() : 0,
            matching,
            kept,
            resolved.withheld(),
            problem,
            detail));
  }

  /** A group that some step changes is not in sync. */
  List<Verdict> settle(List<Step> steps) {
    Set<GroupKey> changing = new TreeSet<>();
    steps.forEach(step -> step.groups().forEach(group -> changing.add(group.key())));
    return verdicts.stream()
        .map(
            verdict ->
                verdict.state() == State.IN_SYNC && changing.contains(verdict.key())
                    ? verdict.withState(State.CHANGES)
                    : verdict)
        .toList();
  }
}
