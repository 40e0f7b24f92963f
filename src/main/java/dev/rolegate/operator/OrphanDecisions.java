package dev.rolegate.operator;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Group;
import dev.rolegate.operator.orphan.Lifecycle;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.usage.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides about every orphan of a check, those that are found anew among them. */
final class OrphanDecisions {
  private static final Duration HOUR = Duration.ofHours(1);

  private final OrphanScene scene;
  private final OrphanGround ground;
  private final OrphanSurvey survey;
  private final OrphanObjects objects;
  private final OrphanNews news;

  OrphanDecisions(
      OrphanScene scene,
      OrphanGround ground,
      OrphanSurvey survey,
      OrphanObjects objects,
      OrphanNews news) {
    this.scene = scene;
    this.ground = ground;
    this.survey = survey;
    this.objects = objects;
    this.news = news;
  }

  /** About those that have an object, the oldest first, since the hour's room is theirs. */
  List<OrphanCase> decide() {
    int room = room();
    List<OrphanCase> cases = new ArrayList<>();
    var oldestFirst =
        ground.objects().keySet().stream()
            .sorted(Comparator.comparing(Orphan::firstSeen).thenComparing(Orphan::name))
            .toList();
    for (Orphan orphan : oldestFirst) {
      var object = ground.objects().get(orphan);
      var seen = survey.of(orphan, object);
      var course = Lifecycle.decide(orphan, seen, scene.policy(room), scene.now());
      if (course.begins(orphan)) {
        room--;
      }
      cases.add(new OrphanCase(objects, object, orphan, seen, course));
    }
    return cases;
  }

  /** Counted from the objects, so that a restart does not begin a new hour. */
  private int room() {
    long begun =
        ground.objects().keySet().stream()
            .filter(o -> o.phase() != OrphanPhase.CANDIDATE)
            .flatMap(o -> o.snapshot().stream())
            .map(s -> Orphan.time(s.taken()).orElse(scene.now()))
            .filter(taken -> taken.plus(HOUR).isAfter(scene.now()))
            .count();
    return (int) Math.max(0, scene.vpc().getSpec().limits().maxGroupDeletionsPerHour() - begun);
  }

  /**
   * Makes objects for what is found anew, and adds what becomes of it. True when there are more
   * than one check makes.
   */
  boolean find(List<OrphanCase> cases) {
    Set<String> taken = new TreeSet<>();
    ground.objects().keySet().forEach(o -> taken.addAll(List.of(o.groupId(), o.formerId())));
    List<Group> found =
        Stream.concat(
                survey.standings().stream().flatMap(this::found), ground.markedAndExempt().stream())
            .filter(group -> !taken.contains(group.groupId()))
            .toList();
    found.stream()
        .limit(OrphanObjects.WRITES)
        .forEach(group -> make(group, ground.isMarked(group)).ifPresent(cases::add));
    return found.size() > OrphanObjects.WRITES;
  }

  /** A marked one also where it is used and has rules: it may have been on its way back. */
  private Stream<Group> found(Standing standing) {
    return scene.snapshot().group(standing.groupId()).stream()
        .filter(group -> ground.isMarked(group) || standing.verdict() == Standing.Verdict.UNUSED);
  }

  private Optional<OrphanCase> make(Group group, boolean lost) {
    return objects
        .create(scene.vpc(), group)
        .map(
            object -> {
              var orphan = Orphan.of(object, scene.now());
              orphan = lost ? orphan.lost(scene.now()) : orphan;
              var seen = survey.of(orphan, object);
              var course = Lifecycle.decide(orphan, seen, scene.policy(0), scene.now());
              news.found(scene.vpc(), object, lost);
              return new OrphanCase(objects, object, orphan, seen, course);
            });
  }
}
