package dev.rolegate.operator;

import dev.rolegate.api.DriftRecord;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.status.Outcome;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the loops last said about each RoleSecurityGroup, by its uid. In memory only: after a
 * restart there is nothing until the first check, and statuses stay as they are.
 */
@Singleton
public class Outcomes {
  private final Map<String, Entry> byUid = new ConcurrentHashMap<>();

  /**
   * @param appliedGeneration the newest generation that was fully applied; -1 for none
   */
  private record Entry(String vpc, Outcome outcome, long appliedGeneration) {}

  /** The last outcome about the resource, of whatever generation. */
  Optional<Outcome> of(String uid) {
    return Optional.ofNullable(byUid.get(uid)).map(Entry::outcome);
  }

  /** Whether something was said about the very state that this one is about. */
  boolean has(Outcome other) {
    return of(other.uid())
        .filter(o -> o.isAbout(other.uid(), other.generation(), other.deleting()))
        .isPresent();
  }

  /** Whether this generation was fully applied since the process started. */
  boolean wasApplied(String uid, long generation) {
    var entry = byUid.get(uid);
    return entry != null && entry.appliedGeneration() == generation;
  }

  /** What a loop says. Gives the resources about which it says something new. */
  List<GroupKey> publish(String vpc, List<Outcome> outcomes) {
    List<GroupKey> changed = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      var before = byUid.get(outcome.uid());
      var kept = before == null ? outcome : outcome.withDrift(drift(outcome, before.outcome()));
      byUid.put(outcome.uid(), new Entry(vpc, kept, applied(before, kept)));
      if (before == null || !before.outcome().equals(kept)) {
        changed.add(outcome.key());
      }
    }
    return changed;
  }

  /** Forgets those of a VPC that its loop no longer speaks about. */
  void retain(String vpc, Set<String> uids) {
    byUid.values().removeIf(e -> e.vpc().equals(vpc) && !uids.contains(e.outcome().uid()));
  }

  /** Forgets all of a VPC. Gives the resources that it had spoken about. */
  List<GroupKey> forget(String vpc) {
    List<GroupKey> keys =
        byUid.values().stream()
            .filter(e -> e.vpc().equals(vpc))
            .map(e -> e.outcome().key())
            .toList();
    retain(vpc, Set.of());
    return keys;
  }

  /**
   * Drift that was mended before it could be written into the status is kept until it has been, as
   * far as a status holds it.
   */
  private static List<DriftRecord> drift(Outcome fresh, Outcome before) {
    List<DriftRecord> all = new ArrayList<>(fresh.drift());
    Set<DriftRecord> known = new HashSet<>(all);
    before.drift().stream().filter(known::add).forEach(all::add);
    int limit = Math.min(all.size(), RoleSecurityGroupStatus.MAX_LAST_DRIFT);
    return all.subList(0, limit);
  }

  /**
   * A group that had to be made again is not applied before it is whole again, nor one that has
   * withheld rules: what is added when they are released is no drift.
   */
  private static long applied(Entry before, Outcome outcome) {
    if (outcome.isKept()) {
      return outcome.generation();
    }
    if (!outcome.facts().withheld().isEmpty()) {
      return -1;
    }
    boolean remade =
        before != null
            && outcome.drift().stream()
                .filter(d -> !before.outcome().drift().contains(d))
                .anyMatch(d -> d.kind() == dev.rolegate.api.DriftKind.GROUP_MISSING);
    return before == null || remade ? -1 : before.appliedGeneration();
  }
}
