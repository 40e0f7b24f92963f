package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.api.OrphanCounts;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.Group;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Course;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.plan.Consent;
import dev.rolegate.usage.Candidates;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the groups of a VPC that nobody documented, within the check of the VPC: what it
 * wants done becomes a part of the plan, and nothing is done here.
 */
@Singleton
public class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  /** Quarantined groups are looked at this often at the least. */
  private static final Duration QUARANTINE_LOOK = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final ClusterId clusterId;
  private final Declarations declarations;
  private final OrphanObjects objects;
  private final OrphanNews news;
  private final Evidences evidences;
  private final Workers workers;
  private final Modes modes;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  public Orphans(
      ClusterId clusterId,
      Declarations declarations,
      OrphanObjects objects,
      OrphanNews news,
      Evidences evidences,
      Workers workers,
      Modes modes,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.clusterId = clusterId;
    this.declarations = declarations;
    this.objects = objects;
    this.news = news;
    this.evidences = evidences;
    this.workers = workers;
    this.modes = modes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * What is wanted of orphans now. What a step needs to be undone is written before this returns
   * it. Where EC2 cannot be read, nothing is wanted.
   */
  OrphanRound look(VpcRecord record, VpcWorker worker, VpcSnapshot snapshot, Consent consent) {
    try {
      return read(record, worker, snapshot, consent);
    } catch (Ec2Exception e) {
      LOG.warn(
          "{}: orphans were not looked at: {}",
          record.vpc().getMetadata().getName(),
          e.getMessage());
      return OrphanRound.BROKEN;
    }
  }

  private OrphanRound read(
      VpcRecord record, VpcWorker worker, VpcSnapshot snapshot, Consent consent) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    var spec = vpc.getSpec().orphans();
    if (spec == null) {
      evidences.forget(name);
      metrics.forgetOrphans(name);
      return OrphanRound.NONE;
    }
    var scene =
        new OrphanScene(
            record,
            snapshot,
            workers.connections(name, worker),
            modes.of(vpc) == Mode.ENFORCE,
            clock.instant());
    var candidates =
        Candidates.of(snapshot, OrphanDocuments.of(clusterId.value(), vpc, declarations.all(name)));
    takeOver(scene);
    var known = known(scene);
    var ids = new TreeSet<>(candidates.candidates().keySet());
    var ground = OrphanGround.of(clusterId.value(), scene, candidates, known, consent);
    if (ids.isEmpty() && known.isEmpty() && ground.markedAndExempt().isEmpty()) {
      return OrphanRound.NONE;
    }
    var former = known.keySet().stream().filter(Orphan::isRenamed).map(Orphan::formerId).toList();
    var enabled = OrphanDocuments.enabled(spec);
    var last =
        evidences
            .last(name, scene.connections().uses(), enabled)
            .filter(g -> ids.isEmpty() || !g.ids().isEmpty());
    boolean fresh = last.filter(evidences::take).isPresent();
    var survey = new OrphanSurvey(ground, last, fresh);
    var decisions = new OrphanDecisions(scene, ground, survey, objects, news);
    var cases = decisions.decide();
    String waiting = fresh ? "" : waiting(vpc, cases);
    boolean wanted =
        !waiting.isEmpty()
            && !scene
                .now()
                .isBefore(evidences.pace().next(name, waiting, OrphanDocuments.evidenceAge(spec)));
    if (wanted) {
      evidences.pace().asked(name, waiting, scene.now());
    }
    if (wanted
        || isDue(last, scene, ids)
        || !last.map(g -> g.ids()).orElse(ids).containsAll(former)) {
      var asked = new TreeSet<>(ids);
      asked.addAll(former);
      evidences.ask(
          name, new Evidences.Question(scene.connections().uses(), snapshot, asked, enabled));
    }
    List<OrphanCase> all = new ArrayList<>(cases);
    boolean more = decisions.find(all);
    return new OrphanRound(
        all,
        new OrphanRetirements(scene).of(all),
        Optional.of(survey),
        last.map(Evidences.Gathered::at),
        more);
  }

  /** The steps that wait for evidence, and all by which they would be other ones; may be empty. */
  private String waiting(ManagedVpc vpc, List<OrphanCase> cases) {
    String steps =
        cases.stream()
            .filter(c -> c.course().wantsEvidence())
            .map(OrphanCase::before)
            .map(o -> o.name() + " " + o.phase() + " " + o.decision() + " " + o.cleanChecks())
            .sorted()
            .collect(Collectors.joining(", "));
    return steps.isEmpty()
        ? ""
        : vpc.getMetadata().getUid()
            + " "
            + ManagedVpcReconciler.generation(vpc)
            + " "
            + modes.of(vpc)
            + ": "
            + steps;
  }

  /**
   * Objects of groups of this VPC that bear the name of another ManagedVpc, which is gone or
   * stalled since this one looks after the VPC: with them come their snapshots, clocks and
   * decisions. They are looked at once the cache has them under this name.
   */
  private void takeOver(OrphanScene scene) {
    declarations.orphansElsewhere(scene.name(), scene.snapshot().groups().keySet()).stream()
        .sorted(Comparator.comparing(o -> o.getMetadata().getName()))
        .limit(OrphanObjects.WRITES)
        .forEach(
            object ->
                objects
                    .takeOver(object, scene.name())
                    .ifPresent(fresh -> news.takenOver(scene.vpc(), object, fresh)));
  }

  private Map<Orphan, OrphanedSecurityGroup> known(OrphanScene scene) {
    Map<Orphan, OrphanedSecurityGroup> known = new LinkedHashMap<>();
    declarations.orphans(scene.name()).stream()
        .sorted(Comparator.comparing(o -> o.getMetadata().getName()))
        .forEach(o -> known.put(orphan(scene, o), o));
    return known;
  }

  /** An object that tells nothing yet, of a group that is marked, was made for a loss. */
  private Orphan orphan(OrphanScene scene, OrphanedSecurityGroup object) {
    var orphan = Orphan.of(object, scene.now());
    boolean untold = object.getStatus() == null && object.getSpec().snapshot() == null;
    return untold && scene.snapshot().group(orphan.groupId()).filter(this::isMarked).isPresent()
        ? orphan.lost(scene.now())
        : orphan;
  }

  private boolean isMarked(Group group) {
    return clusterId.value().equals(group.tags().get(Ownership.RETIRED));
  }

  /** Where there is no candidate, nobody is asked. */
  private static boolean isDue(
      Optional<Evidences.Gathered> last, OrphanScene scene, Set<String> candidates) {
    var longest = OrphanDocuments.evidenceAge(scene.spec());
    return !candidates.isEmpty()
        && last.map(g -> Duration.between(g.at(), scene.now()))
            .filter(age -> !age.isNegative() && age.compareTo(longest) < 0)
            .isEmpty();
  }

  /** Writes what came of it, tells it, and gives the figures for the status. */
  OrphanCounts after(VpcRecord record, OrphanRound round, Pass pass) {
    if (round == OrphanRound.BROKEN) {
      return record.status().orphans();
    }
    if (round.survey().isEmpty()) {
      if (record.vpc().getSpec().orphans() == null) {
        return null;
      }
      var none = new OrphanCounts(0, 0, 0, 0, List.of());
      metrics.orphans(record.vpc().getMetadata().getName(), none);
      return none;
    }
    var now = clock.instant();
    var results = new OrphanResults(pass, now);
    boolean informed = round.survey().get().isInformed();
    int writes = 0;
    for (OrphanCase one : round.cases()) {
      results.apply(one);
      var object = one.object();
      round.survey().get().namingOldId(one.before()).ifPresent(one::namingOldId);
      boolean urgent = one.isPlanned() || one.course().phase() != one.before().phase();
      if (!urgent && !informed) {
        // What it says stays until uses have been looked for again.
        continue;
      }
      if (!urgent && writes >= OrphanObjects.WRITES) {
        one.defer();
      } else if (one.finish(now)) {
        news.tell(record.vpc(), one);
      }
      writes += one.object() == object ? 0 : 1;
    }
    if (!informed) {
      return record.status().orphans();
    }
    var counts = round.counts();
    metrics.orphans(record.vpc().getMetadata().getName(), counts);
    return counts;
  }

  /** When the VPC has to be looked at again for its orphans; empty when the interval does. */
  Optional<Duration> next(ManagedVpc vpc, OrphanRound round) {
    if (round.survey().isEmpty()) {
      return round == OrphanRound.BROKEN ? Optional.of(QUARANTINE_LOOK) : Optional.empty();
    }
    var now = clock.instant();
    if (round.more() || round.cases().stream().anyMatch(OrphanCase::isRefused)) {
      return Optional.of(SOON);
    }
    List<Instant> times = new ArrayList<>();
    String name = vpc.getMetadata().getName();
    if (!evidences.isUnderWay(name)) {
      times.addAll(asks(vpc, round));
    }
    for (OrphanCase one : round.cases()) {
      Course course = one.course();
      if (course.phase() == OrphanPhase.QUARANTINED
          || course.phase() == OrphanPhase.RESTORED && course.held()) {
        times.add(now.plus(QUARANTINE_LOOK));
      }
      course.when().filter(when -> when.isAfter(now)).ifPresent(times::add);
    }
    return times.stream()
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(now, at))
        .map(wait -> wait.compareTo(SOON) < 0 ? SOON : wait);
  }

  /** When uses are to be looked for again; after a look that failed, not before it can be. */
  private List<Instant> asks(ManagedVpc vpc, OrphanRound round) {
    String name = vpc.getMetadata().getName();
    var retry = evidences.retry(name);
    if (retry.isPresent()) {
      return List.of(retry.get());
    }
    var longest = OrphanDocuments.evidenceAge(vpc.getSpec().orphans());
    List<Instant> times = new ArrayList<>();
    String waiting = waiting(vpc, round.cases());
    if (!waiting.isEmpty()) {
      times.add(evidences.pace().next(name, waiting, longest));
    }
    round.gathered().ifPresent(at -> times.add(at.plus(longest)));
    return times;
  }
}
