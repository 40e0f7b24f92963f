package dev.rolegate.plan;

import dev.rolegate.plan.Step.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** A step that has no number yet; waits point at other drafts. */
final class Draft {
  /**
   * Order of steps that do not wait for each other: what somebody may miss goes first, then what is
   * undesired.
   */
  enum Phase {
    RESTORE,
    TAKE_OVER,
    NARROW,
    CREATE,
    DEFAULT_EGRESS,
    MODIFY,
    WIDEN,
    DESCRIBE,
    TAG,
    NARROW_COVERED,
    DELETE
  }

  private final Phase phase;
  private final List<Step.Target> groups;
  private final Step.Action action;
  private final Step.Effect effect;
  private final String reason;
  private final Map<Draft, Set<Cause>> waits = new LinkedHashMap<>();
  private final Set<Cause> startsWaiting = EnumSet.noneOf(Cause.class);
  private Step.Hold hold = Step.Hold.NONE;
  private boolean interruptsUntracked;

  Draft(
      Phase phase,
      List<Step.Target> groups,
      Step.Action action,
      Step.Effect effect,
      String reason) {
    this.phase = phase;
    this.groups = groups;
    this.action = action;
    this.effect = effect;
    this.reason = reason;
  }

  Step.Action action() {
    return action;
  }

  Draft after(Draft other, Cause cause) {
    waits.computeIfAbsent(other, d -> EnumSet.noneOf(Cause.class)).add(cause);
    return this;
  }

  /** Waits for what an earlier plan did, until it is seen and settled. */
  Draft startsWaiting(Cause cause) {
    startsWaiting.add(cause);
    return this;
  }

  Draft held(Step.Hold why) {
    hold = why;
    return this;
  }

  Draft interrupting(boolean value) {
    interruptsUntracked = value;
    return this;
  }

  /** Numbers drafts so that each waits only for smaller numbers; equal input, equal numbers. */
  static List<Step> number(List<Draft> drafts) {
    Map<Draft, Integer> places = new IdentityHashMap<>();
    SimpleDirectedGraph<Draft, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    for (Draft draft : drafts) {
      places.put(draft, places.size());
      graph.addVertex(draft);
    }
    for (Draft draft : drafts) {
      draft.waits.keySet().forEach(other -> graph.addEdge(other, draft));
    }
    Comparator<Draft> order =
        Comparator.comparing((Draft d) -> d.phase).thenComparingInt(places::get);
    Map<Draft, Integer> numbers = new HashMap<>();
    List<Step> steps = new ArrayList<>(drafts.size());
    new TopologicalOrderIterator<>(graph, order)
        .forEachRemaining(
            draft -> {
              numbers.put(draft, numbers.size() + 1);
              steps.add(draft.numbered(numbers));
            });
    return steps;
  }

  private Step numbered(Map<Draft, Integer> numbers) {
    Set<Step.Wait> all = new HashSet<>();
    startsWaiting.forEach(cause -> all.add(new Step.Wait(0, cause)));
    waits.forEach(
        (other, causes) ->
            causes.forEach(cause -> all.add(new Step.Wait(numbers.get(other), cause))));
    return new Step(
        numbers.get(this),
        groups,
        action,
        effect,
        reason,
        all.stream().sorted().toList(),
        hold,
        interruptsUntracked);
  }
}
