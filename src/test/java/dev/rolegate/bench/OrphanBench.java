package dev.rolegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.execute.Docs;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.simulated.SimulatedEc2;
import dev.rolegate.usage.Candidates;
import dev.rolegate.usage.Evidence;
import dev.rolegate.usage.GroupMatch;
import dev.rolegate.usage.Standing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What it costs to find the orphans of a large VPC: calls of EC2, counted at the adapter against
 * the simulator, and the time, which is printed only.
 */
@Tag("bench")
class OrphanBench {
  private static final Table TABLE = new Table("Orphans");
  private static final String REGION = "eu-west-1";

  /** The most that EC2 gives a page of groups and of interfaces. */
  private static final double PAGE = 1000;

  /** The most groups that a filter or a request names. */
  private static final double NAMED = 200;

  /** The most versions of launch templates a page. */
  private static final double VERSIONS_PAGE = 200;

  @AfterAll
  static void print() {
    TABLE.print();
  }

  @Test
  void finding() {
    try (SimulatedEc2 ec2 =
            new SimulatedEc2(
                SimulatorOptions.defaults().withDefaultVpc(false), SimulatedEc2.unlimited());
        Uses uses = ec2.uses()) {
      OrphanScene scene = OrphanScene.build(ec2.simulator(), REGION);
      long start = System.nanoTime();
      VpcSnapshot snapshot = snapshot(ec2.connect());
      Set<String> candidates = candidates(snapshot, GroupMatch.NONE);
      assertThat(candidates).hasSize(OrphanScene.GROUPS - 1);
      row(ec2, "2,500 groups: calls", Math.ceil(OrphanScene.GROUPS / PAGE));
      List<UseReport> reports = new ArrayList<>();
      long calls = ec2.allCalls();
      double requests = Math.ceil(candidates.size() / NAMED);
      collect(ec2, uses, candidates, UseCollector.NETWORK_INTERFACES, reports);
      row(ec2, "20,000 interfaces of 2,499 groups: calls", pages(candidates, scene));
      calls += ec2.allCalls();
      collect(ec2, uses, candidates, UseCollector.SECURITY_GROUP_REFERENCES, reports);
      row(ec2, "references of other VPCs to 2,499 groups: calls", requests);
      calls += ec2.allCalls();
      collect(ec2, uses, candidates, UseCollector.VPC_ASSOCIATIONS, reports);
      row(ec2, "associations of 2,499 groups: calls", requests);
      calls += ec2.allCalls();
      collect(ec2, uses, candidates, UseCollector.LAUNCH_TEMPLATES, reports);
      // A list of several templates shows but one version of each.
      row(
          ec2,
          "500 launch templates of 10 versions: calls",
          Math.ceil(OrphanScene.TEMPLATES / VERSIONS_PAGE)
              + OrphanScene.TEMPLATES * Math.ceil(OrphanScene.VERSIONS / VERSIONS_PAGE));
      calls += ec2.allCalls();
      collect(ec2, uses, candidates, UseCollector.FLEETS, reports);
      row(ec2, "no Spot request and no fleet: calls", 2);
      calls += ec2.allCalls();
      long gathered = System.nanoTime();
      Map<String, Standing> standings =
          Evidence.judge(snapshot, candidates, reports, enabled(reports));
      long judged = System.nanoTime();
      assertThat(unused(standings)).isEqualTo(scene.unused());
      TABLE.note(
          "%d orphans among %,d groups: %d calls in %.1f s, judged in %.0f ms",
          scene.unused().size(),
          OrphanScene.GROUPS,
          calls,
          (gathered - start) / 1e9,
          (judged - gathered) / 1e6);
      TABLE.note(
          "EC2 answers 20 reads a second of an action after the first 100: Rolegate takes half of"
              + " that, and so some 45 s for the launch templates");
    }
  }

  /** Each request names some groups, and its last page may be part-filled. */
  private static double pages(Set<String> candidates, OrphanScene scene) {
    double pages = 0;
    for (List<String> named : Chunks.of(candidates, (int) NAMED)) {
      int interfaces = named.stream().mapToInt(scene::carriers).sum();
      pages += Math.max(1, Math.ceil(interfaces / PAGE));
    }
    return pages;
  }

  private static void row(SimulatedEc2 ec2, String figure, double target) {
    TABLE.row(figure, ec2.allCalls(), "<=", target);
  }

  private static VpcSnapshot snapshot(Ec2 ec2) {
    return VpcSnapshot.of(Docs.VPC, false, ec2.groups(Docs.VPC));
  }

  private static Set<String> candidates(VpcSnapshot snapshot, GroupMatch keep) {
    Candidates.Documents documents =
        new Candidates.Documents("test", "prod", List.of(), Set.of(), Set.of(), keep);
    return Candidates.of(snapshot, documents).candidates().keySet();
  }

  /** Counts from zero. */
  private static void collect(
      SimulatedEc2 ec2,
      Uses uses,
      Set<String> candidates,
      UseCollector collector,
      List<UseReport> reports) {
    ec2.forgetCalls();
    UseReport report = uses.collect(collector, Docs.VPC, candidates);
    assertThat(report.why()).isEmpty();
    reports.add(report);
  }

  private static Set<UseCollector> enabled(List<UseReport> reports) {
    Set<UseCollector> enabled = EnumSet.noneOf(UseCollector.class);
    reports.forEach(report -> enabled.add(report.collector()));
    return enabled;
  }

  private static Set<String> unused(Map<String, Standing> standings) {
    Set<String> unused = new TreeSet<>();
    standings.values().stream()
        .filter(standing -> standing.verdict() == Standing.Verdict.UNUSED)
        .map(Standing::groupId)
        .forEach(unused::add);
    return unused;
  }
}
