package dev.rolegate.operator;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Course;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.orphan.OrphanStatus;
import dev.rolegate.operator.orphan.Sighting;
import dev.rolegate.operator.orphan.Snapshots;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One orphan while a check goes on: its object as last read or written, and what comes of it. */
final class OrphanCase {
  private final OrphanObjects objects;
  private final Orphan before;
  private final Sighting seen;
  private OrphanedSecurityGroup object;
  private Course course;
  private OrphanStatus.Facts facts;
  private boolean planned;
  private boolean refused;
  private final List<Condition> conditionsBefore;

  OrphanCase(
      OrphanObjects objects,
      OrphanedSecurityGroup object,
      Orphan before,
      Sighting seen,
      Course course) {
    this.objects = objects;
    this.object = object;
    this.before = before;
    this.seen = seen;
    this.course = course;
    var status = Orphan.orEmpty(object.getStatus());
    this.conditionsBefore = status.conditions();
    this.facts =
        new OrphanStatus.Facts(status.restoredAs(), status.namingOldId(), status.snapshotHash());
  }

  OrphanedSecurityGroup object() {
    return object;
  }

  List<Condition> conditionsBefore() {
    return conditionsBefore;
  }

  /** Leaves its writing to the next check, which comes soon. */
  void defer() {
    refused = true;
  }

  /** As the check found it. */
  Orphan before() {
    return before;
  }

  Sighting seen() {
    return seen;
  }

  Course course() {
    return course;
  }

  /** True when something of it could not be written, so that it is looked at again at once. */
  boolean isRefused() {
    return refused;
  }

  void course(Course value) {
    course = value;
  }

  void restoredAs(String groupId) {
    facts = new OrphanStatus.Facts(groupId, facts.namingOldId(), facts.snapshotHash());
  }

  /** True when the group was made anew, now or before. */
  boolean isRenamed() {
    return facts.restoredAs() != null;
  }

  void namingOldId(List<String> lines) {
    facts = new OrphanStatus.Facts(facts.restoredAs(), lines, facts.snapshotHash());
  }

  /**
   * Writes the group with all that is needed to bring it back, the finalizer, and then the phase.
   * False when one of them was refused: no rule may be taken then.
   */
  boolean begin(Group group, Map<String, List<LiveRule>> references, Instant now) {
    var snapshot = Snapshots.of(group, references, now);
    var written =
        objects.write(object, object.getSpec().withSnapshot(snapshot), List.of(Orphan.FINALIZER));
    if (written.isEmpty()) {
      refused = true;
      return false;
    }
    object = written.get();
    facts = new OrphanStatus.Facts(null, List.of(), Snapshots.hash(object.getSpec().snapshot()));
    return writeStatus(now);
  }

  /** Writes what is relied upon from now on, or how the check ended. */
  boolean writeStatus(Instant now) {
    var written = objects.write(object, OrphanStatus.of(object, course, seen, facts, now));
    refused |= written.isEmpty();
    written.ifPresent(fresh -> object = fresh);
    return written.isPresent();
  }

  /** Writes how it ended: the status, then the finalizer off, then the object gone, as wanted. */
  boolean finish(Instant now) {
    if (!course.forgotten() && !writeStatus(now)) {
      return false;
    }
    if (!course.held() && object.hasFinalizer(Orphan.FINALIZER)) {
      var others =
          object.getMetadata().getFinalizers().stream()
              .filter(f -> !f.equals(Orphan.FINALIZER))
              .toList();
      var written = objects.write(object, object.getSpec(), others);
      refused |= written.isEmpty();
      written.ifPresent(fresh -> object = fresh);
    }
    if (course.forgotten() && !refused && !object.isMarkedForDeletion()) {
      refused = !objects.delete(object);
    }
    return !refused;
  }

  /** Its retirement is part of this check's plan. */
  void plan() {
    planned = true;
  }

  boolean isPlanned() {
    return planned;
  }

  /** What to plan; empty where nothing is known of the group that the plan needs. */
  Optional<Retirement> retirement(VpcSnapshot snapshot, Map<String, String> renamed) {
    if (course.wanted().isEmpty() && !isQuarantined()) {
      return Optional.empty();
    }
    // Where nothing else is wanted, the plan still has to know which groups are in quarantine.
    Wanted wanted = course.wanted().orElse(Wanted.QUARANTINE);
    var written =
        before.phase() == OrphanPhase.CANDIDATE
            ? Optional.ofNullable(object.getSpec().snapshot())
            : before.snapshot();
    if (written.isPresent()) {
      return Optional.of(
          retirement(
              wanted,
              Snapshots.group(
                  before.formerId(), before.groupName(), snapshot.vpcId(), written.get()),
              Snapshots.references(written.get()),
              renamed));
    }
    // Without what it was like, it can only stay as it is, unmarked, or go.
    return snapshot
        .group(before.groupId())
        .map(group -> retirement(wanted, unmarked(group), Map.of(), renamed));
  }

  private boolean isQuarantined() {
    return course.phase() == OrphanPhase.QUARANTINED
        && seen.place() == Sighting.Place.OURS
        && seen.bare();
  }

  private static Group unmarked(Group group) {
    Map<String, String> tags = new TreeMap<>(group.tags());
    tags.remove(Ownership.RETIRED);
    return group.withTags(tags);
  }

  /** What would be planned if the group were quarantined now; nothing of it is written. */
  Retirement retirement(
      Wanted wanted,
      Group former,
      Map<String, List<LiveRule>> references,
      Map<String, String> renamed) {
    return new Retirement(
        before.name(),
        object.getMetadata().getUid(),
        before.groupId(),
        wanted,
        former,
        references,
        renamed);
  }
}
