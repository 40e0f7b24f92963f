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
    TRANSIENT
  }

  private final Kind kind;
  private final String action;
  private final String code;
  private final Duration retryAfter;

  public Ec2Exception(Kind kind, String action, String code, String message, Throwable cause) {
    this(kind, action, code, message, Duration.ZERO, cause);
  }

  public Ec2Exception(
      Kind kind, String action, String code, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.action = action;
    this.code = code;
    this.retryAfter = retryAfter;
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

  /** True when the same call can succeed later without anybody changing anything. */
  public boolean isTransient() {
    return kind == Kind.TRANSIENT || kind == Kind.THROTTLED;
  }

  /** True when the call may have taken effect although it failed. */
  public boolean isOutcomeUnknown() {
    return kind == Kind.TRANSIENT;
  }
}
