package dev.rolegate.operator.status;

import dev.rolegate.model.OneLine;

/**
 * What a check has to say for one condition, before times are put to it.
 *
 * @param type of the condition
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param message for people; names what, why and what to do next; one line
 */
public record Finding(String type, String status, Reason reason, String message) {
  public static final String READY = "Ready";
  public static final String RECONCILING = "Reconciling";
  public static final String STALLED = "Stalled";
  public static final String IN_SYNC = "InSync";
  public static final String DELETION_BLOCKED = "DeletionBlocked";
  public static final String AWAITING_APPROVAL = "AwaitingApproval";

  public static final String GUARDRAILS_PASSED = "GuardrailsPassed";
  public static final String REVIEW_CURRENT = "ReviewCurrent";

  public static final String DEFAULT_GROUP_CLOSED = "DefaultGroupClosed";

  public static final String SNAPSHOT_LOST = "SnapshotLost";

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  public Finding {
    message = OneLine.of(message);
  }

  public boolean isTrue() {
    return TRUE.equals(status);
  }
}
