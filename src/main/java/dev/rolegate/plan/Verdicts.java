package dev.rolegate.plan;

import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.plan.Plan.Adoption;
import dev.rolegate.plan.Plan.Problem;
import dev.rolegate.plan.Plan.State;
import dev.rolegate.plan.Plan.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects how each declared group stands. */
final class Verdicts {
  private final Holds holds;
  private final List<Verdict> verdicts = new ArrayList<>();

  Verdicts(Holds holds) {
    this.holds = holds;
  }

  /** A group whose rules were not compared. */
  void without(
      Binding binding, Resolved resolved, State state, Problem problem, List<String> detail) {
    boolean isNew = binding.isToBeCreated();
    add(
        binding,
        resolved,
        0,
        0,
        state,
        problem,
        detail,
        isNew ? Optional.of(List.of()) : Optional.empty());
  }

  /** A group that holds exactly the documented rules. */
  void documented(Binding binding, Resolved resolved) {
    List<LiveRule> rules = binding.group().rules();
    add(
        binding,
        resolved,
        rules.size(),
        0,
        State.IN_SYNC,
        Problem.NONE,
        List.of(),
        Optional.of(rules));
  }

  void compared(
      Binding binding,
      Resolved resolved,
      GroupDiff diff,
      State state,
      Problem problem,
      List<String> detail) {
    add(
        binding,
        resolved,
        diff.matching(),
        diff.kept(),
        state,
        problem,
        detail,
        Optional.of(ours(binding, diff)));
  }

  private List<LiveRule> ours(Binding binding, GroupDiff diff) {
    Predicate<LiveRule> wasOurs = holds.ours(binding);
    List<LiveRule> rules = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      GroupDiff.Side side = diff.side(direction);
      side.matched.forEach(change -> rules.add(change.from()));
      Stream.of(side.kept, side.extra, side.doomed, side.banned.keySet())
          .flatMap(Collection::stream)
          .filter(wasOurs)
          .forEach(rules::add);
    }
    return rules;
  }

  private Adoption adoption(Binding binding) {
    if (!binding.isManaged() || !binding.isAdopted()) {
      return Adoption.NONE;
    }
    return holds.awaitsRelease(binding) ? Adoption.HELD : Adoption.RELEASED;
  }

  private void add(
      Binding binding,
      Resolved resolved,
      int matching,
      int kept,
      State state,
      Problem problem,
      List<String> detail,
      Optional<List<LiveRule>> ours) {
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
            detail,
            adoption(binding),
            0,
            ours));
  }

  /** A group that some step changes is not in sync. */
  List<Verdict> settle(List<Step> steps) {
    Set<GroupKey> changing = new TreeSet<>();
    Map<GroupKey, Integer> held = new HashMap<>();
    for (Step step : steps) {
      step.groups().forEach(group -> changing.add(group.key()));
      if (step.isHeld()) {
        held.merge(step.group().key(), HeldItems.of(step).size(), Integer::sum);
      }
    }
    return verdicts.stream()
        .map(
            verdict -> {
              boolean changes =
                  verdict.state() == State.IN_SYNC && changing.contains(verdict.key());
              return verdict.settled(
                  changes ? State.CHANGES : verdict.state(), held.getOrDefault(verdict.key(), 0));
            })
        .toList();
  }
}
