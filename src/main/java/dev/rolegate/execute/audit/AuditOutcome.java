package dev.rolegate.execute.audit;

import dev.rolegate.ec2.Ec2Exception;

/**
 * How a call ended.
 *
 * @param code EC2's error code; empty where it took the call
 * @param requestId EC2's, as CloudTrail has it; empty where there was no answer
 * @param created the group or the rules that EC2 made, with their ids
 */
public record AuditOutcome(
    Result result, String code, String message, String requestId, AuditState created) {

  /** Whether the call had its effect. */
  public enum Result {
    OK,
    /** Refused, or not sent: nothing has changed. */
    FAILED,
    /** The answer was lost: it may have had its effect. */
    UNKNOWN;

    /** As lines write it, in lower case. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public static AuditOutcome ok(String requestId, AuditState created) {
    return new AuditOutcome(Result.OK, "", "", requestId, created);
  }

  /** A call that ended so. */
  public static AuditOutcome of(Ec2Exception error) {
    return new AuditOutcome(
        error.mayHaveTakenEffect() ? Result.UNKNOWN : Result.FAILED,
        error.code(),
        String.valueOf(error.getMessage()),
        error.requestId(),
        AuditState.NOTHING);
  }

  public static AuditOutcome notSent(String why) {
    return new AuditOutcome(Result.FAILED, "NotSent", why, "", AuditState.NOTHING);
  }

  public static AuditOutcome unknown(Throwable fault) {
    return new AuditOutcome(
        Result.UNKNOWN, "InternalError", String.valueOf(fault), "", AuditState.NOTHING);
  }
}
