package dev.rolegate.execute;

/** A VPC that is not worked on as things are: nothing was planned, and nothing was changed. */
public final class Refusal extends RuntimeException {

  /** Why. */
  public enum Reason {
    /** The credentials are of another account than the one that the VPC was first seen in. */
    ACCOUNT_CHANGED,
    /** Another account owns the VPC, or all groups that it shows. */
    VPC_SHARED,
    /** No group was read, and each VPC has one at least. A later read can be right. */
    NO_GROUPS
  }

  private final Reason reason;

  Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** True when a later check can find it otherwise without anybody changing anything. */
  public boolean isTransient() {
    return reason == Reason.NO_GROUPS;
  }
}
