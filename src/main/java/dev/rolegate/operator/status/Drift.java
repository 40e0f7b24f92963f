package dev.rolegate.operator.status;

import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.OneLine;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Expired;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells which applied steps mended drift, and which followed a changed document. A step mended
 * drift when the declaration, as it is, had been fully applied before: what differs now was changed
 * in AWS. A removed rule that is not known to have been applied, or bears no tag of Rolegate's
 * where that is not known, was never Rolegate's, so it is drift in any case.
 */
public final class Drift {
  private final Set<String> goingIds = new HashSet<>();
  private final DesiredVpc desired;
  private final Progress progress;

  public Drift(DesiredVpc desired, Progress progress) {
    this.desired = desired;
    this.progress = progress;
    for (DesiredGroup group : desired.groups()) {
      if (group.intent() == Intent.ABSENT) {
        progress.verdict(group.key()).ifPresent(v -> goingIds.add(v.groupId()));
      }
    }
  }

  /**
   * One mended difference of one group.
   *
   * @param cuts true when live untracked connections were cut by that
   */
  public record Mended(DesiredGroup group, DriftRecord record, boolean cuts) {}

  /**
   * What was mended, in the order of the plan.
   *
   * @param appliedBefore whether the declaration had been fully applied, as it is now, before
   */
  public List<Mended> mended(Predicate<DesiredGroup> appliedBefore) {
    List<Mended> all = new ArrayList<>();
    for (DesiredGroup group : desired.groups()) {
      if (isKept(group)) {
        // What a guardrail has taken out since is no change that somebody made in AWS.
        boolean whole = group.withheld().isEmpty();
        all.addAll(of(group, whole && appliedBefore.test(group)));
      }
    }
    return all;
  }

  /** Enforcement of a group that cannot be deleted yet goes on, and is told as any other. */
  private boolean isKept(DesiredGroup group) {
    return group.intent() == Intent.PRESENT
        || progress
            .verdict(group.key())
            .filter(v -> v.problem() == Plan.Problem.DELETION_BLOCKED)
            .isPresent();
  }

  private List<Mended> of(DesiredGroup group, boolean appliedBefore) {
    List<Mended> mended = new ArrayList<>();
    var expired = progress.expired(group);
    for (StepResult result : progress.results(group.key())) {
      if (result.outcome() != StepResult.Outcome.APPLIED) {
        continue;
      }
      if (appliedBefore && result.step().action() instanceof Step.Create create) {
        String known = group.knownGroupId().isEmpty() ? "" : " (" + group.knownGroupId() + ")";
        var record =
            record(
                result,
                DriftKind.GROUP_MISSING,
                create.groupName() + known,
                null,
                DriftAction.RECREATED);
        return List.of(new Mended(group, record, false));
      }
      boolean cuts = result.step().interruptsUntracked();
      of(group, expired, result, appliedBefore)
          .forEach(r -> mended.add(new Mended(group, r, cuts)));
    }
    return mended;
  }

  private List<DriftRecord> of(
      DesiredGroup group, Expired expired, StepResult result, boolean appliedBefore) {
    var action = result.step().action();
    if (action instanceof Step.Revoke revoke) {
      return revoke.rules().stream()
          .filter(r -> isDrift(group, expired, r, appliedBefore))
          .map(r -> removed(result, r))
          .toList();
    }
    if (!appliedBefore) {
      return List.of();
    }
    if (action instanceof Step.Authorize authorize) {
      return authorize.rules().stream()
          .filter(r -> !cameWithSet(group, r))
          .map(r -> missing(result, text(r.direction(), r.permission(), r.description())))
          .toList();
    }
    if (action instanceof Step.Modify modify) {
      return modify.changes().stream()
          .filter(c -> !wasApplied(group, c.from()))
          .map(c -> restored(result, DriftKind.ALTERED_RULE, c.from()))
          .toList();
    }
    if (action instanceof Step.Describe describe) {
      return describe.changes().stream()
          .map(c -> restored(result, DriftKind.DESCRIPTION, c.from()))
          .toList();
    }
    return action instanceof Step.Tag tag ? List.of(tags(result, tag)) : List.of();
  }

  /** It is known that the rule was documented and in place. */
  private static boolean wasApplied(DesiredGroup group, LiveRule rule) {
    return wasApplied(group, AppliedRules.hash(rule.direction(), rule.permission()));
  }

  private static boolean wasApplied(DesiredGroup group, String hash) {
    return group.provenance().applied().filter(known -> known.contains(hash)).isPresent();
  }

  /** An AddressSet changes what a declaration says, and not the declaration. */
  private static boolean cameWithSet(DesiredGroup group, DesiredRule rule) {
    return !rule.addressSet().isEmpty()
        && group.provenance().applied().isPresent()
        && !wasApplied(group, AppliedRules.hash(rule.direction(), rule.permission()));
  }

  /**
   * A reference to a group that is being deleted goes with the group, a rule whose time is over
   * goes as documented, and one that was documented under this very declaration left an AddressSet;
   * nobody drifted.
   */
  private boolean isDrift(
      DesiredGroup group, Expired expired, LiveRule rule, boolean appliedBefore) {
    if (wasApplied(group, rule)) {
      return false;
    }
    boolean ours =
        group
            .provenance()
            .applied()
            .map(known -> known.contains(AppliedRules.hash(rule.direction(), rule.permission())))
            .orElseGet(() -> rule.tags().containsKey(Ownership.CLUSTER));
    boolean farewell =
        rule.permission().peer() instanceof Peer.Group peer && goingIds.contains(peer.groupId());
    return !ours || (appliedBefore && !farewell && expired.of(rule).isEmpty());
  }

  private static DriftRecord removed(StepResult result, LiveRule rule) {
    return record(result, DriftKind.EXTRA_RULE, text(rule), rule.ruleId(), DriftAction.REMOVED);
  }

  private static DriftRecord missing(StepResult result, String text) {
    return record(result, DriftKind.MISSING_RULE, text, null, DriftAction.RESTORED);
  }

  private static DriftRecord restored(StepResult result, DriftKind kind, LiveRule found) {
    return record(result, kind, text(found), found.ruleId(), DriftAction.RESTORED);
  }

  private static DriftRecord tags(StepResult result, Step.Tag tag) {
    String wanted =
        tag.tags().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .sorted()
            .collect(java.util.stream.Collectors.joining(", "));
    return record(result, DriftKind.TAGS, wanted, null, DriftAction.RESTORED);
  }

  private static String text(LiveRule rule) {
    return text(rule.direction(), rule.permission(), rule.description());
  }

  private static String text(Direction direction, Permission permission, String description) {
    return direction.word()
        + " "
        + permission
        + (description.isEmpty() ? "" : " \"" + description + "\"");
  }

  private static DriftRecord record(
      StepResult result, DriftKind kind, String rule, String ruleId, DriftAction action) {
    String time = result.at().truncatedTo(ChronoUnit.SECONDS).toString();
    return new DriftRecord(
        time, kind, OneLine.of(rule), ruleId == null || ruleId.isEmpty() ? null : ruleId, action);
  }
}
