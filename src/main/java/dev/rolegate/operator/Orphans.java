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
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Course;
import dev.rolegate.operator.orphan.Endings;
import dev.rolegate.operator.orphan.Lifecycle;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.orphan.Policy;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.plan.Consent;
import dev.rolegate.usage.Candidates;
import dev.rolegate.usage.Standing;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private static final Duration HOUR = Duration.ofHours(1);

  /** New objects and statuses of one check; the rest follows a second later. */
  private static final int WRITES = 200;

  /** As the schema of the status has it. */
  private static final int MISSING = 20;

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
   * What a check knows of the orphans of its VPC.
   *
   * @param retirements to be planned together with the documents
   * @param gathered when the evidence was gathered; empty where there is none yet, so that nothing
   *     is known of uses but of quarantined groups
   */
  record Round(
      List<OrphanCase> cases,
      List<Retirement> retirements,
      Optional<OrphanSurvey> survey,
      Optional<Instant> gathered,
      boolean more) {
    static final Round NONE =
        new Round(List.of(), List.of(), Optional.empty(), Optional.empty(), false);

    /** EC2 could not be read as far as orphans need it; the rest of the check goes on. */
    static final Round BROKEN =
        new Round(List.of(), List.of(), Optional.empty(), Optional.empty(), true);
  }

  /** Everything of one check that does not change while it goes on. */
  private record Scene(
      VpcRecord record, VpcSnapshot snapshot, Workers.Connections connections, Instant now) {
    ManagedVpc vpc() {
      return record.vpc();
    }

    String name() {
      return vpc().getMetadata().getName();
    }
  }

  /**
   * What is wanted of orphans now. What a step needs to be undone is written before this returns
   * it. Where EC2 cannot be read, nothing is wanted.
   */
  Round look(VpcRecord record, VpcWorker worker, VpcSnapshot snapshot, Consent consent) {
    try {
      return read(record, worker, snapshot, consent);
    } catch (Ec2Exception e) {
      LOG.warn(
          "{}: orphans were not looked at: {}",
          record.vpc().getMetadata().getName(),
          e.getMessage());
      return Round.BROKEN;
    }
  }

  private Round read(VpcRecord record, VpcWorker worker, VpcSnapshot snapshot, Consent consent) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    var spec = vpc.getSpec().orphans();
    if (spec == null) {
      evidences.forget(name);
      metrics.forgetOrphans(name);
      return Round.NONE;
    }
    var scene = new Scene(record, snapshot, workers.connections(name, worker), clock.instant());
    var candidates =
        Candidates.of(snapshot, OrphanDocuments.of(clusterId.value(), vpc, declarations.all(name)));
    var known = known(scene);
    var ids = new TreeSet<>(candidates.candidates().keySet());
    var ground = ground(scene, candidates, known, consent);
    if (ids.isEmpty() && known.isEmpty()) {
      return Round.NONE;
    }
    var former = known.keySet().stream().filter(Orphan::isRenamed).map(Orphan::formerId).toList();
    var enabled = OrphanDocuments.enabled(spec);
    var last =
        evidences
            .last(name, scene.connections().uses(), enabled)
            .filter(g -> ids.isEmpty() || !g.ids().isEmpty());
    boolean fresh = last.filter(evidences::take).isPresent();
    var survey = new OrphanSurvey(ground, last, fresh);
    var cases = decide(scene, ground, survey);
    boolean wanted = !fresh && cases.stream().anyMatch(c -> c.course().wantsEvidence());
    if (wanted
        || isDue(last, scene, ids)
        || !last.map(g -> g.ids()).orElse(ids).containsAll(former)) {
      var asked = new TreeSet<>(ids);
      asked.addAll(former);
      evidences.ask(
          name, new Evidences.Question(scene.connections().uses(), snapshot, asked, enabled));
    }
    List<OrphanCase> all = new ArrayList<>(cases);
    boolean more = found(scene, ground, survey, all);
    return new Round(
        all, retirements(scene, all), Optional.of(survey), last.map(Evidences.Gathered::at), more);
  }

  private Map<Orphan, OrphanedSecurityGroup> known(Scene scene) {
    Map<Orphan, OrphanedSecurityGroup> known = new LinkedHashMap<>();
    declarations.orphans(scene.name()).stream()
        .sorted(Comparator.comparing(o -> o.getMetadata().getName()))
        .forEach(o -> known.put(Orphan.of(o, scene.now()), o));
    return known;
  }

  /** Where there is no candidate, nobody is asked. */
  private static boolean isDue(
      Optional<Evidences.Gathered> last, Scene scene, Set<String> candidates) {
    var longest = OrphanDocuments.evidenceAge(scene.vpc().getSpec().orphans());
    return !candidates.isEmpty()
        && last.map(g -> Duration.between(g.at(), scene.now()))
            .filter(age -> !age.isNegative() && age.compareTo(longest) < 0)
            .isEmpty();
  }

  private OrphanSurvey.Ground ground(
      Scene scene,
      Candidates candidates,
      Map<Orphan, OrphanedSecurityGroup> known,
      Consent consent) {
    Set<String> quarantined = new TreeSet<>();
    Set<String> dressed = new TreeSet<>();
    for (Orphan orphan : known.keySet()) {
      var group = scene.snapshot().group(orphan.groupId());
      if (group.isPresent() && orphan.phase() == OrphanPhase.QUARANTINED) {
        quarantined.add(orphan.groupId());
        if (!group.get().rules().isEmpty()) {
          dressed.add(orphan.groupId());
        }
      }
    }
    var ec2 = scene.connections().ec2();
    Map<String, GroupUse> live = quarantined.isEmpty() ? Map.of() : ec2.uses(quarantined);
    return new OrphanSurvey.Ground(
        clusterId.value(),
        scene.snapshot(),
        candidates,
        OrphanDocuments.match(scene.vpc().getSpec().orphans().match()),
        known,
        live,
        dressed.isEmpty() ? Map.of() : ec2.rules(dressed),
        orphan -> isLimited(scene, orphan, consent));
  }

  /** Its deletion cannot go in this pass: the hour is full, and nobody approved of more. */
  private static boolean isLimited(Scene scene, Orphan orphan, Consent consent) {
    return orphan.phase() == OrphanPhase.QUARANTINED
        && consent.deletionsLeft() == 0
        && consent.approved().isEmpty()
        && !consent.deletionsBegun().contains(orphan.groupId())
        && Consents.annotation(scene.vpc()).isBlank();
  }

  private List<OrphanCase> decide(Scene scene, OrphanSurvey.Ground ground, OrphanSurvey survey) {
    int room = room(scene, ground.objects().keySet());
    List<OrphanCase> cases = new ArrayList<>();
    var oldestFirst =
        ground.objects().keySet().stream()
            .sorted(Comparator.comparing(Orphan::firstSeen).thenComparing(Orphan::name))
            .toList();
    for (Orphan orphan : oldestFirst) {
      var object = ground.objects().get(orphan);
      var seen = survey.of(orphan, object);
      var course = Lifecycle.decide(orphan, seen, policy(scene, room), scene.now());
      if (course.begins(orphan)) {
        room--;
      }
      cases.add(new OrphanCase(objects, object, orphan, seen, course));
    }
    return cases;
  }

  private Policy policy(Scene scene, int room) {
    var spec = scene.vpc().getSpec().orphans();
    return new Policy(
        spec.action(),
        Interval.parse(spec.gracePeriod()),
        Interval.parse(spec.quarantinePeriod()),
        spec.acceptUncovered(),
        modes.of(scene.vpc()) == Mode.ENFORCE,
        room);
  }

  /** Counted from the objects, so that a restart does not begin a new hour. */
  private static int room(Scene scene, Set<Orphan> known) {
    long begun =
        known.stream()
            .filter(o -> o.phase() != OrphanPhase.CANDIDATE)
            .flatMap(o -> o.snapshot().stream())
            .map(s -> Orphan.time(s.taken()).orElse(scene.now()))
            .filter(taken -> taken.plus(HOUR).isAfter(scene.now()))
            .count();
    return (int) Math.max(0, scene.vpc().getSpec().limits().maxGroupDeletionsPerHour() - begun);
  }

  /** Makes objects for what is found anew. True when there are more than one check makes. */
  private boolean found(
      Scene scene, OrphanSurvey.Ground ground, OrphanSurvey survey, List<OrphanCase> cases) {
    Set<String> taken = new TreeSet<>();
    ground.objects().keySet().forEach(o -> taken.addAll(List.of(o.groupId(), o.formerId())));
    int made = 0;
    for (Standing standing : survey.standings()) {
      Group group = scene.snapshot().group(standing.groupId()).orElse(null);
      if (group == null || taken.contains(group.groupId())) {
        continue;
      }
      boolean used = standing.verdict() == Standing.Verdict.USED;
      boolean lost = ground.isMarked(group) && (group.rules().isEmpty() || !used);
      if (lost || standing.verdict() == Standing.Verdict.UNUSED) {
        if (made++ == WRITES) {
          return true;
        }
        make(scene, survey, group, lost).ifPresent(cases::add);
      }
    }
    return false;
  }

  private Optional<OrphanCase> make(Scene scene, OrphanSurvey survey, Group group, boolean lost) {
    return objects
        .create(scene.vpc(), group)
        .map(
            object -> {
              var orphan = Orphan.of(object, scene.now());
              orphan = lost ? orphan.lost(scene.now()) : orphan;
              var seen = survey.of(orphan, object);
              var course = Lifecycle.decide(orphan, seen, policy(scene, 0), scene.now());
              news.found(scene.vpc(), object, lost);
              return new OrphanCase(objects, object, orphan, seen, course);
            });
  }

  /** Writes what has to be written first, and gives what may be planned then. */
  private List<Retirement> retirements(Scene scene, List<OrphanCase> cases) {
    boolean enforces = modes.of(scene.vpc()) == Mode.ENFORCE;
    Map<String, String> renamed = new TreeMap<>();
    cases.stream()
        .map(OrphanCase::before)
        .filter(Orphan::isRenamed)
        .forEach(o -> renamed.put(o.formerId(), o.groupId()));
    var beginning = cases.stream().filter(c -> c.course().begins(c.before())).toList();
    Map<String, List<LiveRule>> rules = rules(scene, beginning);
    List<Retirement> wanted = new ArrayList<>();
    for (OrphanCase one : cases) {
      Optional<Retirement> retirement;
      if (one.course().begins(one.before())) {
        retirement = begin(scene, one, rules, renamed, enforces);
      } else {
        if (enforces && one.course().phase() != one.before().phase()) {
          // What gives rules back goes even where this is refused: it takes nothing from anybody.
          one.writeStatus(scene.now());
        }
        retirement = one.retirement(scene.snapshot(), renamed);
      }
      retirement.ifPresent(
          r -> {
            one.plan();
            wanted.add(r);
          });
    }
    return wanted;
  }

  /** Rules with ids and tags of these groups and of those that refer to them. */
  private Map<String, List<LiveRule>> rules(Scene scene, List<OrphanCase> beginning) {
    Set<String> ids = beginning.stream().map(c -> c.before().groupId()).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return Map.of();
    }
    Set<String> all = new TreeSet<>(ids);
    for (Group group : scene.snapshot().groups().values()) {
      if (group.rules().stream().anyMatch(rule -> ids.contains(named(rule)))) {
        all.add(group.groupId());
      }
    }
    return scene.connections().ec2().rules(all);
  }

  private static String named(LiveRule rule) {
    return rule.permission().peer() instanceof Peer.Group peer ? peer.groupId() : "";
  }

  private Optional<Retirement> begin(
      Scene scene,
      OrphanCase one,
      Map<String, List<LiveRule>> rules,
      Map<String, String> renamed,
      boolean enforces) {
    String id = one.before().groupId();
    Group group = scene.snapshot().group(id).orElseThrow();
    Group detailed = group.withRules(rules.getOrDefault(id, List.of()), true);
    Map<String, List<LiveRule>> references = new TreeMap<>();
    rules.forEach(
        (other, found) -> {
          var naming = found.stream().filter(rule -> named(rule).equals(id)).toList();
          if (!other.equals(id) && !naming.isEmpty()) {
            references.put(other, naming);
          }
        });
    if (!contents(group).equals(contents(detailed))) {
      one.course(Endings.waits(one.before(), "Its rules are being changed right now"));
      return Optional.empty();
    }
    if (enforces && !one.begin(detailed, references, scene.now())) {
      return Optional.empty();
    }
    return Optional.of(one.retirement(Wanted.QUARANTINE, detailed, references, renamed));
  }

  private static Set<String> contents(Group group) {
    return group.rules().stream()
        .map(r -> r.direction() + " " + r.permission() + " " + r.description())
        .collect(Collectors.toSet());
  }

  /** Writes what came of it, tells it, and gives the figures for the status. */
  OrphanCounts after(VpcRecord record, Round round, Pass pass) {
    if (round == Round.BROKEN) {
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
    int writes = 0;
    for (OrphanCase one : round.cases()) {
      results.apply(one);
      var object = one.object();
      round.survey().get().namingOldId(one.before()).ifPresent(one::namingOldId);
      boolean urgent = one.isPlanned() || one.course().phase() != one.before().phase();
      if (!urgent && round.gathered().isEmpty()) {
        // What it says stays until uses have been looked for again.
        continue;
      }
      if (!urgent && writes >= WRITES) {
        one.defer();
      } else if (one.finish(now)) {
        news.tell(record.vpc(), one);
      }
      writes += one.object() == object ? 0 : 1;
    }
    if (round.gathered().isEmpty()) {
      return record.status().orphans();
    }
    var counts = counts(round);
    metrics.orphans(record.vpc().getMetadata().getName(), counts);
    return counts;
  }

  private static OrphanCounts counts(Round round) {
    Map<Standing.Verdict, Integer> verdicts = new HashMap<>();
    Set<String> retired =
        round.cases().stream()
            .filter(c -> c.course().phase() != OrphanPhase.CANDIDATE)
            .map(c -> c.before().groupId())
            .collect(Collectors.toSet());
    var survey = round.survey().orElseThrow();
    survey.standings().stream()
        .filter(s -> !retired.contains(s.groupId()))
        .forEach(s -> verdicts.merge(s.verdict(), 1, Integer::sum));
    long quarantined =
        round.cases().stream().filter(c -> c.course().phase() == OrphanPhase.QUARANTINED).count();
    return new OrphanCounts(
        verdicts.getOrDefault(Standing.Verdict.UNUSED, 0),
        verdicts.getOrDefault(Standing.Verdict.USED, 0),
        verdicts.getOrDefault(Standing.Verdict.UNKNOWN, 0),
        (int) quarantined,
        survey.missing().stream().limit(MISSING).toList());
  }

  /** When the VPC has to be looked at again for its orphans; empty when the interval does. */
  Optional<Duration> next(ManagedVpc vpc, Round round) {
    if (round.survey().isEmpty()) {
      return round == Round.BROKEN ? Optional.of(QUARANTINE_LOOK) : Optional.empty();
    }
    var now = clock.instant();
    if (round.more() || round.cases().stream().anyMatch(OrphanCase::isRefused)) {
      return Optional.of(SOON);
    }
    List<Instant> times = new ArrayList<>();
    round
        .gathered()
        .filter(at -> !evidences.isUnderWay(vpc.getMetadata().getName()))
        .ifPresent(at -> times.add(at.plus(OrphanDocuments.evidenceAge(vpc.getSpec().orphans()))));
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
}
