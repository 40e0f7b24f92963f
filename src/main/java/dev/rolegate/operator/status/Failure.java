package dev.rolegate.operator.status;

import dev.rolegate.ec2.Ec2Exception;

/** What a failed call to EC2 means for those who read a condition, gravest first. */
public enum Failure {
  DENIED(Reason.ACCESS_DENIED, true),
  REFUSED(Reason.EC2_REFUSED, true),
  UNAUDITED(Reason.AUDIT_UNAVAILABLE, false),
  PASSING(Reason.EC2_RETRYING, false);

  private final Reason reason;
  private final boolean terminal;

  Failure(Reason reason, boolean terminal) {
    this.reason = reason;
    this.terminal = terminal;
  }

  /**
   * NOT_FOUND, ALREADY_EXISTS and DEPENDENCY come from a picture that was not fresh enough, and
   * right themselves with the next read.
   */
  public static Failure of(Ec2Exception error) {
    return switch (error.kind()) {
      case UNAUTHORIZED -> DENIED;
      case INVALID, LIMIT -> REFUSED;
      case UNAUDITED -> UNAUDITED;
      case NOT_FOUND, ALREADY_EXISTS, DEPENDENCY, THROTTLED, TRANSIENT -> PASSING;
    };
  }

  public Reason reason() {
    return reason;
  }

  /** True when it stays so until somebody changes something. */
  public boolean isTerminal() {
    return terminal;
  }

  int rank() {
    return ordinal();
  }

  /** {@code action: code: message}, without repeating what the message says already. */
  public String text(Ec2Exception error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    String code = message.contains(error.code()) ? "" : error.code() + ": ";
    String action = message.contains(error.action()) ? "" : error.action() + ": ";
    return action + code + message;
  }
}
