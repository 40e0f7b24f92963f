package dev.rolegate.operator;

import dev.rolegate.ec2.Uses;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.uses.ClusterUses;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers what uses groups, in AWS and in the cluster, and remembers the last reports of each VPC
 * for telling. No step relies on what is remembered.
 */
@Singleton
public class Evidences {
  private final ClusterUses cluster;
  private final InstantSource clock;
  private final Map<String, Gathered> last = new ConcurrentHashMap<>();

  public Evidences(ClusterUses cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * @param at when the gathering began
   * @param ids the groups that were asked about
   */
  record Gathered(
      Instant at, Set<String> ids, Set<UseCollector> enabled, List<UseReport> reports) {}

  Optional<Gathered> last(String vpc) {
    return Optional.ofNullable(last.get(vpc));
  }

  /** Asks every enabled collector about these groups. */
  Gathered gather(
      String vpc,
      Uses uses,
      VpcSnapshot snapshot,
      Set<String> groupIds,
      Set<UseCollector> enabled) {
    var gathered =
        new Gathered(
            clock.instant(),
            Set.copyOf(groupIds),
            Set.copyOf(enabled),
            reports(uses, snapshot, groupIds, enabled));
    last.put(vpc, gathered);
    return gathered;
  }

  /** As {@link #gather}, for groups that are no candidates; nothing is remembered. */
  List<UseReport> reports(
      Uses uses, VpcSnapshot snapshot, Set<String> groupIds, Set<UseCollector> enabled) {
    List<UseReport> reports = new ArrayList<>();
    for (UseCollector collector : UseCollector.values()) {
      // Rules of the VPC's groups are in the snapshot.
      boolean wanted =
          collector != UseCollector.SECURITY_GROUP_RULES
              && (collector.isAlways() || enabled.contains(collector));
      if (wanted) {
        reports.add(
            collector.isOfAws()
                ? uses.collect(collector, snapshot.vpcId(), groupIds)
                : cluster.collect(groupIds, snapshot.groups()));
      }
    }
    return List.copyOf(reports);
  }

  void forget(String vpc) {
    last.remove(vpc);
  }
}
