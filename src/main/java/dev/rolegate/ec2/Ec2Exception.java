package dev.rolegate.ec2;

import java.time.Duration;

/** A call to EC2 or STS that failed, with what Rolegate needs to know to go on. */
public final class Ec2Exception extends RuntimeException {

  /** What a failure means; nothing else in Rolegate looks at EC2's codes. */
  public enum Kind {
    /** The thing named in the call does not exist, or a lagging read does not show it yet. */
    NOT_FOUND,
    /** The group name or the rule exists already. */
    ALREADY_EXISTS,
    /** Something still uses the group. */
    DEPENDENCY,
    /** A quota is reached. */
    LIMIT,
    /** EC2 or the own request budget asks to wait; see {@link #retryAfter()}. */
    THROTTLED,
    /** The credentials may not do this, or there are none. */
    UNAUTHORIZED,
    /** EC2 refuses the content of the call; repeating it does not help. */
    INVALID,
    /** Connection, time-out or a fault of EC2: the call may or may not have had its effect. */
    TRANSIENT,
    /** Nothing was sent: the audit log could not take the line that goes before the call. */
    UNAUDITED
  }

  private final Kind kind;
  private final String action;
  private final String code;
  private final Duration retryAfter;
  private final String requestId;
  private final boolean afterLostAttempt;

  public Ec2Exception(Kind kind, String action, String code, String message, Throwable cause) {
    this(kind, action, code, message, Duration.ZERO, cause);
  }

  public Ec2Exception(
      Kind kind, String action, String code, String message, Duration retryAfter, Throwable cause) {
    this(kind, action, code, message, retryAfter, "", cause);
  }

  public Ec2Exception(
      Kind kind,
      String action,
      String code,
      String message,
      Duration retryAfter,
      String requestId,
      Throwable cause) {
    this(kind, action, code, message, retryAfter, requestId, false, cause);
  }

  private Ec2Exception(
      Kind kind,
      String action,
      String code,
      String message,
      Duration retryAfter,
      String requestId,
      boolean afterLostAttempt,
      Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.action = action;
    this.code = code;
    this.retryAfter = retryAfter;
    this.requestId = requestId == null ? "" : requestId;
    this.afterLostAttempt = afterLostAttempt;
  }

  /** The same failure, of a call that was sent before and got no answer then. */
  public Ec2Exception afterLostAttempt() {
    return new Ec2Exception(
        kind, action, code, getMessage(), retryAfter, requestId, true, getCause());
  }

  public Kind kind() {
    return kind;
  }

  /** EC2's or STS's action, as {@code AuthorizeSecurityGroupIngress}. */
  public String action() {
    return action;
  }

  /** EC2's error code; {@code RequestBudget} where the own budget spoke. */
  public String code() {
    return code;
  }

  /** When a throttled call may be tried again; zero where unknown. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** AWS's id of the request that was refused; empty where there was no answer, or no request. */
  public String requestId() {
    return requestId;
  }

  /** True when the same call can succeed later without anybody changing anything. */
  public boolean isTransient() {
    return kind == Kind.TRANSIENT || kind == Kind.THROTTLED;
  }

  /** True when the call may have taken effect although it failed. */
  public boolean isOutcomeUnknown() {
    return kind == Kind.TRANSIENT;
  }

  /**
   * True also where the refusal is clear, and an attempt before it got no answer: a rule that
   * "exists already" may be the one that the lost attempt added.
   */
  public boolean mayHaveTakenEffect() {
    return isOutcomeUnknown() || afterLostAttempt;
  }
}
