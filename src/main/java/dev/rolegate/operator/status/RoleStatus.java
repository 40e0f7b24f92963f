package dev.rolegate.operator.status;

import dev.rolegate.api.DriftRecord;
import dev.rolegate.api.RoleSecurityGroupStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes an outcome into a RoleSecurityGroup's status. The same outcome gives an equal status, so
 * that the caller can tell that there is nothing to write.
 */
public final class RoleStatus {
  private static final RoleSecurityGroupStatus EMPTY =
      new RoleSecurityGroupStatus(
          null, null, null, null, null, null, null, null, null, null, null, null);

  private RoleStatus() {}

  /** The status, or an empty one where there is none yet. */
  public static RoleSecurityGroupStatus orEmpty(RoleSecurityGroupStatus status) {
    return status == null ? EMPTY : status;
  }

  /** The status that the outcome leads to. */
  public static RoleSecurityGroupStatus of(
      RoleSecurityGroupStatus before, Outcome outcome, Instant now) {
    var conditions =
        Conditions.of(outcome.findings(), before.conditions(), outcome.generation(), now);
    var drift = merged(outcome.drift(), before.lastDrift());
    var facts = outcome.facts();
    if (facts.equals(Facts.NONE)) {
      return new RoleSecurityGroupStatus(
          outcome.generation(),
          conditions,
          before.groupId(),
          before.groupName(),
          before.rules(),
          before.planHash(),
          List.of(),
          before.withheld(),
          drift,
          before.applied(),
          before.expiries(),
          before.reviewDue());
    }
    return new RoleSecurityGroupStatus(
        outcome.generation(),
        conditions,
        facts.groupId().isEmpty() ? null : facts.groupId(),
        facts.groupName(),
        facts.rules(),
        facts.planHash(),
        facts.plan(),
        facts.withheld().stream().limit(RoleSecurityGroupStatus.MAX_WITHHELD).toList(),
        drift,
        facts.applied() == null ? before.applied() : facts.applied(),
        facts.expiries(),
        facts.reviewDue().isEmpty() ? null : facts.reviewDue());
  }

  /** The status of a resource that no loop speaks about. */
  public static RoleSecurityGroupStatus of(
      RoleSecurityGroupStatus before, Findings findings, long generation, Instant now) {
    var outcome =
        new Outcome(
            null,
            "",
            generation,
            false,
            Outcome.Release.NO,
            findings.list(),
            Facts.NONE,
            List.of());
    return of(before, outcome, now);
  }

  /** The status with one condition changed, and about the generation that it was about. */
  public static RoleSecurityGroupStatus with(
      RoleSecurityGroupStatus before, Finding finding, Instant now) {
    long generation = before.observedGeneration() == null ? 0 : before.observedGeneration();
    List<Condition> conditions = Conditions.with(finding, before.conditions(), generation, now);
    return new RoleSecurityGroupStatus(
        before.observedGeneration(),
        conditions,
        before.groupId(),
        before.groupName(),
        before.rules(),
        before.planHash(),
        before.plan(),
        before.withheld(),
        before.lastDrift(),
        before.applied(),
        before.expiries(),
        before.reviewDue());
  }

  /** Newest first; an entry that is in both counts once, so that writing twice changes nothing. */
  static List<DriftRecord> merged(List<DriftRecord> fresh, List<DriftRecord> before) {
    return Stream.concat(fresh.stream(), before.stream())
        .distinct()
        .sorted(Comparator.comparing(DriftRecord::time).reversed())
        .limit(RoleSecurityGroupStatus.MAX_LAST_DRIFT)
        .toList();
  }
}
