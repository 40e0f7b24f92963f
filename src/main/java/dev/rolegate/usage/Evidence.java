package dev.rolegate.usage;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Standing.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges which groups are in use. A group is unused only where every enabled collector is complete
 * and found nothing. A rule that names a group holds it, unless the rule's own group is unused too:
 * the unused groups are the largest set whose only holders are its own members.
 */
public final class Evidence {
  private static final String RULE = "AWS::EC2::SecurityGroupRule";

  private final VpcSnapshot snapshot;
  private final Set<String> candidates;
  private final Map<String, List<Holding>> holders = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();

  private Evidence(VpcSnapshot snapshot, Set<String> candidates) {
    this.snapshot = snapshot;
    this.candidates = candidates;
    candidates.forEach(id -> holders.put(id, new ArrayList<>()));
  }

  /**
   * @param candidates groups of the snapshot that may be unused; all others count as used
   * @param enabled collectors whose report is needed; a missing one counts as incomplete
   * @return how each candidate stands, by id
   */
  public static Map<String, Standing> judge(
      VpcSnapshot snapshot,
      Set<String> candidates,
      Collection<UseReport> reports,
      Set<UseCollector> enabled) {
    Evidence evidence = new Evidence(snapshot, candidates);
    evidence.collected(reports, enabled);
    return evidence.standings();
  }

  private void collected(Collection<UseReport> reports, Set<UseCollector> enabled) {
    Map<UseCollector, UseReport> byCollector = new EnumMap<>(UseCollector.class);
    for (UseReport report : reports) {
      byCollector.put(report.collector(), report);
      for (Holding holding : report.holdings()) {
        if (holders.containsKey(holding.groupId())) {
          holders.get(holding.groupId()).add(holding);
        }
      }
    }
    for (UseCollector collector : UseCollector.values()) {
      UseReport report = byCollector.get(collector);
      // Rules of the VPC's groups are in the snapshot, which is whole or does not exist.
      boolean needed =
          collector != UseCollector.SECURITY_GROUP_RULES
              && (collector.isAlways() || enabled.contains(collector));
      if (needed && (report == null || !report.isComplete())) {
        missing.add(
            collector.apiName() + ": " + (report == null ? "was not looked at" : report.why()));
      }
    }
  }

  private Map<String, Standing> standings() {
    Map<String, Set<String>> referrers = referrers();
    Set<String> unheld = new HashSet<>();
    holders.forEach(
        (id, found) -> {
          if (found.isEmpty()) {
            unheld.add(id);
          }
        });
    while (unheld.removeIf(id -> !unheld.containsAll(referrers.getOrDefault(id, Set.of())))) {
      // Each round takes those that a group outside of the set refers to.
    }
    Map<String, Standing> standings = new TreeMap<>();
    for (String id : candidates) {
      if (unheld.contains(id)) {
        Verdict verdict = missing.isEmpty() ? Verdict.UNUSED : Verdict.UNKNOWN;
        standings.put(id, new Standing(id, verdict, List.of(), missing));
      } else {
        List<Holding> all = new ArrayList<>(holders.get(id));
        all.addAll(rules(id, unheld));
        standings.put(id, new Standing(id, Verdict.USED, all.stream().sorted().toList(), missing));
      }
    }
    return standings;
  }

  /** The other groups of the VPC that have a rule which names the group, by the named group. */
  private Map<String, Set<String>> referrers() {
    Map<String, Set<String>> referrers = new TreeMap<>();
    for (Group group : snapshot.groups().values()) {
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer
            && !peer.groupId().equals(group.groupId())) {
          referrers.computeIfAbsent(peer.groupId(), id -> new HashSet<>()).add(group.groupId());
        }
      }
    }
    return referrers;
  }

  private List<Holding> rules(String groupId, Set<String> unheld) {
    List<Holding> found = new ArrayList<>();
    for (Group group : snapshot.groups().values()) {
      if (group.groupId().equals(groupId) || unheld.contains(group.groupId())) {
        continue;
      }
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer && peer.groupId().equals(groupId)) {
          String text =
              rule.direction().word()
                  + " rule "
                  + rule.permission()
                  + " of group "
                  + group.groupId()
                  + " ("
                  + group.name()
                  + ")";
          found.add(new Holding(groupId, RULE, text));
        }
      }
    }
    return found;
  }
}
