package dev.rolegate.execute.audit;

import dev.rolegate.execute.audit.AuditOutcome.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * A mutating call of EC2 as the audit log tells it.
 *
 * @param id the same in both lines of the call, and in no other, whatever restarts
 * @param time when it began
 * @param action EC2's name of it
 * @param groupId the group that it changes; empty for one that it creates, and for tags of several
 *     groups
 * @param end empty where no line tells it: the process ended, or the line is missing
 */
public record AuditedCall(
    String id,
    Instant time,
    AuditContext context,
    String action,
    String groupId,
    AuditState before,
    AuditState after,
    Optional<AuditOutcome> end) {

  /** True where the call has changed nothing for certain. */
  public boolean isWithoutEffect() {
    return end.filter(outcome -> outcome.result() == Result.FAILED).isPresent();
  }

  /** True where only EC2 can tell whether it had its effect. */
  public boolean isUncertain() {
    return end.isEmpty() || end.get().result() == Result.UNKNOWN;
  }

  /** True when the call belongs to the plan of that hash, or of one that begins so. */
  public boolean isOf(String hash) {
    return context.plan().startsWith(hash) || context.since().startsWith(hash);
  }

  public AuditedCall withEnd(AuditOutcome outcome) {
    return new AuditedCall(id, time, context, action, groupId, before, after, Optional.of(outcome));
  }
}
