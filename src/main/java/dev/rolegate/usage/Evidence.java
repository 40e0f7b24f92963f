package dev.rolegate.usage;

import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Standing.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges which groups are in use. A group is unused only where every enabled collector is complete
 * and found nothing. A rule that names a group holds it, unless the rule's own group is unused too:
 * the unused groups are the largest set whose only holders are its own members. Where something is
 * missing, that set is unknown, and what holds the others is found all the same.
 */
public final class Evidence {
  private final References references;
  private final Set<String> candidates;
  private final Map<String, List<Holding>> holders = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  private Evidence(References references, Set<String> candidates) {
    this.references = references;
    this.candidates = candidates;
    candidates.forEach(id -> holders.put(id, new ArrayList<>()));
  }

  /**
   * @param candidates groups of the snapshot that may be unused; all others count as used. One that
   *     the snapshot does not have is unknown
   * @param reports whatever they found counts, of collectors that are not enabled too
   * @param enabled collectors whose report is needed; a missing one counts as incomplete, and so
   *     does a collector of which one report is incomplete
   * @return how each candidate stands, by id
   */
  public static Map<String, Standing> judge(
      VpcSnapshot snapshot,
      Set<String> candidates,
      Collection<UseReport> reports,
      Set<UseCollector> enabled) {
    Set<String> present = new TreeSet<>(candidates);
    present.retainAll(snapshot.groups().keySet());
    Evidence evidence = new Evidence(References.of(snapshot), present);
    evidence.count(reports);
    evidence.missing(reports, enabled);
    Map<String, Standing> standings = evidence.standings();
    for (String id : candidates) {
      standings.computeIfAbsent(id, absent -> absent(absent, snapshot));
    }
    return standings;
  }

  private static Standing absent(String id, VpcSnapshot snapshot) {
    String why = "VpcSnapshot: group " + id + " is not among the groups of " + snapshot.vpcId();
    return new Standing(id, Verdict.UNKNOWN, List.of(), List.of(why));
  }

  private void count(Collection<UseReport> reports) {
    for (UseReport report : reports) {
      for (Holding holding : report.holdings()) {
        if (holders.containsKey(holding.groupId()) && counts(report, holding)) {
          holders.get(holding.groupId()).add(holding);
        }
      }
    }
  }

  /**
   * A line does not say which group's rule it is, so that it cannot be told whether that group is
   * unused itself: the snapshot can. Only a reference that the snapshot lacks counts by itself.
   */
  private boolean counts(UseReport report, Holding holding) {
    return report.collector() != UseCollector.SECURITY_GROUP_RULES
        || references.referrers(holding.groupId()).isEmpty();
  }

  private void missing(Collection<UseReport> reports, Set<UseCollector> enabled) {
    Map<UseCollector, List<UseReport>> byCollector = new EnumMap<>(UseCollector.class);
    reports.forEach(
        report ->
            byCollector.computeIfAbsent(report.collector(), c -> new ArrayList<>()).add(report));
    for (UseCollector collector : UseCollector.values()) {
      List<UseReport> found = byCollector.getOrDefault(collector, List.of());
      // Rules of the VPC's groups are in the snapshot, which is whole or does not exist.
      if (found.isEmpty() && collector == UseCollector.SECURITY_GROUP_RULES) {
        continue;
      }
      if (!collector.isAlways() && !enabled.contains(collector)) {
        continue;
      }
      if (found.isEmpty()) {
        missing.add(collector.apiName() + ": was not looked at");
      }
      found.stream()
          .filter(report -> !report.isComplete())
          .map(report -> collector.apiName() + ": " + report.why())
          .sorted()
          .distinct()
          .forEach(missing::add);
    }
  }

  private Map<String, Standing> standings() {
    Set<String> unheld =
        references.largestClosed(
            candidates.stream().filter(id -> holders.get(id).isEmpty()).toList());
    Map<String, Standing> standings = new TreeMap<>();
    for (String id : candidates) {
      if (unheld.contains(id)) {
        Verdict verdict = missing.isEmpty() ? Verdict.UNUSED : Verdict.UNKNOWN;
        standings.put(id, new Standing(id, verdict, List.of(), missing));
      } else {
        List<Holding> all = new ArrayList<>(holders.get(id));
        all.addAll(references.holdings(id, unheld));
        standings.put(
            id, new Standing(id, Verdict.USED, all.stream().sorted().distinct().toList(), missing));
      }
    }
    return standings;
  }
}
