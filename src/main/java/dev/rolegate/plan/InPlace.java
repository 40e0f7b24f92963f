package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Pairs undocumented live rules with missing documented ones that ModifySecurityGroupRules can turn
 * them into: as many pairs as possible, and among those the most that keep their rule name.
 */
final class InPlace {
  /** More than any number of names in one direction, so that a pair outweighs all names. */
  private static final double PAIR = 1000;

  private InPlace() {}

  /**
   * Pairs.
   *
   * @param holds a rule whose removal is held takes part only where all its flows stay
   */
  static List<Step.Change> pairs(
      GroupDiff.Side side, Cover cover, Holds.OfGroup holds, Map<String, Integer> weights) {
    if (side.extra.isEmpty() || side.missing.isEmpty()) {
      return List.of();
    }
    SimpleWeightedGraph<Object, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    side.extra.forEach(graph::addVertex);
    side.missing.forEach(graph::addVertex);
    Map<DefaultWeightedEdge, Step.Change> changes = new HashMap<>();
    for (LiveRule from : side.extra) {
      for (DesiredRule to : side.missing) {
        if (isPossible(from, to, weights)
            && cover.allowsInPlace(from, to)
            && (holds.of(from) == Step.Hold.NONE || widens(from, to))) {
          DefaultWeightedEdge edge = graph.addEdge(from, to);
          graph.setEdgeWeight(edge, from.ruleName().equals(to.name()) ? PAIR + 1 : PAIR);
          changes.put(edge, new Step.Change(from, to));
        }
      }
    }
    if (changes.isEmpty()) {
      return List.of();
    }
    List<Step.Change> pairs = new ArrayList<>();
    new MaximumWeightBipartiteMatching<>(
            graph,
            new java.util.LinkedHashSet<>(side.extra),
            new java.util.LinkedHashSet<>(side.missing))
        .getMatching()
        .getEdges()
        .forEach(edge -> pairs.add(changes.get(edge)));
    pairs.sort(java.util.Comparator.comparing(Step.Change::to));
    return pairs;
  }

  /** True when the documented rule allows all that the live one does. */
  static boolean widens(LiveRule from, DesiredRule to) {
    return FlowBox.of(from.permission()).coveredBy(List.of(FlowBox.of(to.permission())));
  }

  /**
   * EC2 keeps the kind of a rule's peer, and a group without an id cannot be named. A prefix list
   * of more weight would need room in the quota that the call itself cannot make.
   */
  private static boolean isPossible(LiveRule from, DesiredRule to, Map<String, Integer> weights) {
    return !(to.permission().peer() instanceof Peer.Declared)
        && from.permission().peer().sameKindAs(to.permission().peer())
        && QuotaCount.of(List.of(to.permission()), weights).ipv4()
            <= QuotaCount.of(List.of(from.permission()), weights).ipv4();
  }
}
