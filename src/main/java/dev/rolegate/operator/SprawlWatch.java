package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.SprawlLooks.Question;
import dev.rolegate.operator.SprawlLooks.Reach;
import dev.rolegate.operator.SprawlLooks.Whom;
import dev.rolegate.operator.report.SprawlMetrics;
import dev.rolegate.usage.sprawl.Fact;
import dev.rolegate.usage.sprawl.SprawlFacts;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sprawl as the check of a VPC knows it: begins a look where one is due, and gives what the last
 * one saw. Without {@code spec.orphans} nothing is read that the first IAM tier does not allow.
 */
@Singleton
public class SprawlWatch {
  private static final String NOT_ASKED =
      " are read where spec.orphans is set, with the permissions of deploy/iam/orphans.json";

  private final SprawlPace pace;
  private final SprawlLooks looks;
  private final Workers workers;
  private final Evidences evidences;
  private final Declarations declarations;
  private final SprawlMetrics metrics;
  private final InstantSource clock;

  public SprawlWatch(
      SprawlPace pace,
      SprawlLooks looks,
      Workers workers,
      Evidences evidences,
      Declarations declarations,
      SprawlMetrics metrics,
      InstantSource clock) {
    this.pace = pace;
    this.looks = looks;
    this.workers = workers;
    this.evidences = evidences;
    this.declarations = declarations;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * What the status says from now on; null for nothing. Never calls EC2.
   *
   * @param snapshot of the VPC, as the check read it
   */
  SprawlStatus look(VpcRecord record, VpcWorker worker, VpcSnapshot snapshot) {
    String name = record.vpc().getMetadata().getName();
    if (!pace.enabled()) {
      forget(name);
      return null;
    }
    var before = record.status().sprawl();
    var connections = workers.find(name, worker);
    if (connections.isEmpty()) {
      return before;
    }
    var whom = new Whom(connections.get().uses(), reach(record.vpc()));
    if (looks.isDue(name, whom)) {
      ask(record.vpc(), connections.get(), whom, snapshot);
    }
    var last = looks.last(name, whom.uses()).filter(look -> look.seen().isPresent());
    var status = last.flatMap(SprawlLooks.Look::seen).orElse(before);
    if (status != null) {
      metrics.looked(name, status, last.map(SprawlLooks.Look::at));
    }
    return status;
  }

  /** What the last look over this worker's connection tells guardrails. */
  SprawlLooks.Told told(String vpc, VpcWorker worker) {
    return workers
        .find(vpc, worker)
        .flatMap(connections -> looks.last(vpc, connections.uses()))
        .map(SprawlLooks.Look::told)
        .orElse(SprawlLooks.Told.NOTHING);
  }

  private static Reach reach(ManagedVpc vpc) {
    var orphans = vpc.getSpec().orphans();
    return orphans == null
        ? new Reach(false, false)
        : new Reach(true, OrphanDocuments.enabled(orphans).contains(UseCollector.LAUNCH_TEMPLATES));
  }

  private void ask(
      ManagedVpc vpc, Workers.Connections connections, Whom whom, VpcSnapshot snapshot) {
    String name = vpc.getMetadata().getName();
    Optional<UseReport> known =
        whom.reach().launchTemplates()
            ? evidences.launches(
                name,
                whom.uses(),
                snapshot.groups().keySet(),
                clock.instant().minus(pace.interval()))
            : Optional.of(unread(vpc));
    if (known.isEmpty() && evidences.isUnderWay(name)) {
      // It reads launch templates, a call for nearly each, and wakes the check when it is done.
      return;
    }
    var roles = DeclaredRoles.of(snapshot, declarations.all(name));
    var ec2 = connections.ec2();
    boolean members = whom.reach().members();
    looks.ask(
        name,
        new Question(
            whom,
            snapshot.vpcId(),
            reader ->
                new SprawlFacts(
                    snapshot,
                    reader.read("address blocks", () -> ec2.vpc(snapshot.vpcId()).ranges()),
                    reader.interfaces(),
                    members ? reader.instances() : Fact.unknown("instances" + NOT_ASKED),
                    List.of(known.orElseGet(() -> reader.launches(snapshot))),
                    members
                        ? reader.staleReferences()
                        : Fact.unknown("stale references" + NOT_ASKED),
                    Fact.of(roles))));
  }

  private static UseReport unread(ManagedVpc vpc) {
    String why =
        vpc.getSpec().orphans() == null
            ? "launch templates" + NOT_ASKED
            : "spec.orphans.collectors leaves it out";
    return new UseReport(UseCollector.LAUNCH_TEMPLATES, Coverage.PARTIAL, why, List.of(), Set.of());
  }

  /** The event source that wakes a VPC's check, made anew at each start of the operator. */
  EventSource<Void, ManagedVpc> source() {
    return looks.source();
  }

  /** The ManagedVpc is gone, or its sprawl is no longer looked at. */
  void forget(String vpc) {
    looks.forget(vpc);
    metrics.forget(vpc);
  }
}
