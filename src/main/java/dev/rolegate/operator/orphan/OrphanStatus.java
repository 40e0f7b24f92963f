package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanNext;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what becomes of an orphan into its object's status. */
public final class OrphanStatus {
  private static final int LINES = OrphanedSecurityGroupStatus.MAX_LINES;

  /** As the schema has it for the kinds. */
  private static final int KINDS = 200;

  private OrphanStatus() {}

  /**
   * What is known beyond the course.
   *
   * @param restoredAs the group's new id; null where it has its old one
   * @param namingOldId what still names the old id
   * @param snapshotHash of the snapshot in the spec as Rolegate wrote it; null where there is none
   */
  public record Facts(String restoredAs, List<String> namingOldId, String snapshotHash) {}

  /** The status of an object whose orphan takes this course. */
  public static OrphanedSecurityGroupStatus of(
      OrphanedSecurityGroup object, Course course, Sighting seen, Facts facts, Instant now) {
    var before = Orphan.orEmpty(object.getStatus());
    var generation = object.getMetadata().getGeneration();
    List<Finding> findings = new ArrayList<>(course.findings().progress());
    boolean lost =
        course.reason() == Reason.SNAPSHOT_LOST || course.reason() == Reason.SNAPSHOT_CHANGED;
    if (lost) {
      findings.add(
          new Finding(Finding.SNAPSHOT_LOST, Finding.TRUE, course.reason(), course.message()));
    }
    return new OrphanedSecurityGroupStatus(
        generation,
        course.phase(),
        text(course.firstSeen()),
        course.cleanChecks(),
        course.quarantined().map(OrphanStatus::text).orElse(null),
        course.deleted().map(OrphanStatus::text).orElse(null),
        facts.restoredAs(),
        new OrphanNext(course.step().text(), course.when().map(OrphanStatus::text).orElse(null)),
        seen.holders().stream().findFirst().orElse(null),
        first(seen.holders(), LINES),
        seen.use() == Sighting.Use.UNKNOWN ? first(seen.missing(), LINES) : List.of(),
        first(seen.uncovered(), KINDS),
        first(facts.namingOldId(), LINES),
        facts.snapshotHash(),
        Conditions.of(
            findings, before.conditions(), Optional.ofNullable(generation).orElse(0L), now));
  }

  private static List<String> first(List<String> lines, int most) {
    if (lines.size() <= most) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, most - 1));
    shown.add("… and " + (lines.size() - most + 1) + " more");
    return shown;
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
