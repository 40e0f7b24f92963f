package dev.rolegate.guardrail;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Subnets;
import dev.rolegate.model.Surroundings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What was found in each group when last looked at. It holds for a group that is as it was, with
 * all that its rules refer to, in a VPC that is as it was.
 */
final class Memory {
  static final Memory EMPTY = new Memory(List.of(), null, Map.of(), new int[0]);

  /** What every group's answer can hang on. */
  private record Around(
      Optional<List<Cidr>> ranges, Subnets subnets, Map<String, AddressSet> addressSets) {}

  /** What one group's answer can hang on besides. */
  private record Slice(
      boolean overdue,
      Map<String, List<Cidr>> prefixLists,
      Set<String> present,
      Optional<Set<String>> stale) {}

  private record Entry(GroupFacts facts, Slice slice, List<Outcome> outcomes) {}

  /** Judges a group. */
  interface Judging {
    /**
     * @param known what came out before, by check; null where that is not known
     * @return by check
     */
    List<Outcome> judge(GroupFacts group, IntFunction<Outcome> known);
  }

  private final List<Check> checks;
  private final Around around;
  private final Map<String, Entry> before;
  private final int[] places;
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * @param places where each check was before; -1 for a new one
   */
  private Memory(List<Check> checks, Around around, Map<String, Entry> before, int[] places) {
    this.checks = checks;
    this.around = around;
    this.before = before;
    this.places = places;
  }

  /** Those that were judged by. */
  List<Check> checks() {
    return checks;
  }

  /** For the next look: it remembers what this one does, where that still holds. */
  Memory next(List<Check> now, Surroundings surroundings) {
    Around there =
        new Around(surroundings.ranges(), surroundings.subnets(), surroundings.addressSets());
    return new Memory(
        now,
        there,
        there.equals(around) ? entries : Map.of(),
        now.stream().mapToInt(checks::indexOf).toArray());
  }

  /** What is found in the group, in order. */
  List<Finding> findings(GroupFacts group, Scene scene, Judging judging) {
    String name =
        group.state() + " " + group.key().map(Object::toString).orElse("") + " " + group.groupId();
    Slice slice = slice(group, scene);
    Entry last = before.get(name);
    boolean same = last != null && last.slice.equals(slice) && last.facts.equals(group);
    List<Outcome> found =
        judging.judge(group, i -> same && places[i] >= 0 ? last.outcomes.get(places[i]) : null);
    entries.put(name, new Entry(group, slice, found));
    return found.stream().map(Outcome::findings).flatMap(Collection::stream).toList();
  }

  private static Slice slice(GroupFacts group, Scene scene) {
    Map<String, List<Cidr>> lists = new TreeMap<>();
    List<String> present = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    Optional<Set<String>> known = scene.stale();
    for (RuleFacts rule : group.rules()) {
      Peer peer = rule.permission().peer();
      if (peer instanceof Peer.PrefixList list) {
        List<Cidr> content = scene.surroundings().prefixLists().get(list.id());
        if (content != null) {
          lists.put(list.id(), content);
        }
      } else if (peer instanceof Peer.Group other) {
        if (scene.isInVpc(other.groupId())) {
          present.add(other.groupId());
        }
        if (known.isPresent() && known.get().contains(other.groupId())) {
          stale.add(other.groupId());
        }
      }
    }
    return new Slice(
        group.review().map(review -> review.isOverdue(scene.now())).orElse(false),
        lists,
        Set.copyOf(present),
        known.map(all -> Set.copyOf(stale)));
  }
}
