package dev.rolegate.plan;

/** How many more groups one plan may delete, before any must be held. */
final class DeletionLimit {
  private final Consent consent;
  private final Holds holds;
  private int left;

  DeletionLimit(Consent consent, Holds holds) {
    this.consent = consent;
    this.holds = holds;
    this.left = consent.deletionsLeft();
  }

  boolean isApproved(String groupId) {
    return holds.isApproved(HeldItems.delete(groupId));
  }

  /** Takes one off, but for a deletion that is approved or was counted already. */
  boolean allows(String groupId) {
    return isApproved(groupId) || consent.deletionsBegun().contains(groupId) || left-- > 0;
  }
}
