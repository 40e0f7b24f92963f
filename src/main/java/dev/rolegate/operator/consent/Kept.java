package dev.rolegate.operator.consent;

import dev.rolegate.api.AccountStatus;
import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.api.ApprovedStatus;
import dev.rolegate.api.DeletionRecord;
import dev.rolegate.api.LimitsSpec;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.plan.Consent;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The part of a ManagedVpc's status that Rolegate itself relies on after a restart. A field that
 * was emptied by hand makes things more careful, but for {@code deletions}: the limit begins anew.
 *
 * @param account the pinned account; null before the first look
 * @param externalId for the assumed role; null without one
 * @param nonce part of each approval's hash; null before anything was held
 * @param approval what waits; null for nothing
 * @param approved the last approval that was taken; null before the first
 * @param deletions begun within the last hour
 * @param adopted ids of adopted groups whose first approved narrowing has been applied
 * @param unmanaged since when rules of unmanaged groups are condemned; null for none
 */
public record Kept(
    AccountStatus account,
    String externalId,
    String nonce,
    ApprovalStatus approval,
    ApprovedStatus approved,
    List<DeletionRecord> deletions,
    List<String> adopted,
    UnmanagedStatus unmanaged) {

  public static Kept of(ManagedVpcStatus status) {
    return new Kept(
        status.account(),
        status.externalId(),
        status.nonce(),
        status.approval(),
        status.approved(),
        status.deletions(),
        status.adopted(),
        status.unmanaged());
  }

  /** The status with this in it. */
  public ManagedVpcStatus in(ManagedVpcStatus status) {
    return new ManagedVpcStatus(
        status.observedGeneration(),
        status.conditions(),
        status.groups(),
        status.drift(),
        status.counts(),
        status.planHash(),
        status.plan(),
        status.undeclared(),
        account,
        externalId,
        nonce,
        approval,
        approved,
        deletions,
        adopted,
        status.orphans(),
        status.sprawl(),
        unmanaged,
        status.defaultGroup());
  }

  public Kept withAccount(AccountStatus value) {
    return new Kept(value, externalId, nonce, approval, approved, deletions, adopted, unmanaged);
  }

  public Kept withExternalId(String value) {
    return new Kept(account, value, nonce, approval, approved, deletions, adopted, unmanaged);
  }

  public Kept withApproval(ApprovalStatus value, String itsNonce) {
    return new Kept(account, externalId, itsNonce, value, approved, deletions, adopted, unmanaged);
  }

  public Kept withApproved(ApprovedStatus value, String nextNonce) {
    return new Kept(account, externalId, nextNonce, approval, value, deletions, adopted, unmanaged);
  }

  public Kept withDeletions(List<DeletionRecord> value) {
    return new Kept(account, externalId, nonce, approval, approved, value, adopted, unmanaged);
  }

  public Kept withAdopted(List<String> value) {
    return new Kept(account, externalId, nonce, approval, approved, deletions, value, unmanaged);
  }

  public Kept withUnmanaged(UnmanagedStatus value) {
    return new Kept(account, externalId, nonce, approval, approved, deletions, adopted, value);
  }

  /** Hashes of what was approved and is still to be done. */
  public Set<String> open() {
    return approved == null ? Set.of() : Set.copyOf(approved.open());
  }

  /** What plans may do now without a further approval. */
  public Consent consent(LimitsSpec limits, Instant now) {
    var window = DeletionWindow.of(deletions, now);
    return new Consent(
        limits.maxNarrowedPercent(),
        window.left(limits.maxGroupDeletionsPerHour()),
        window.groupIds(),
        open(),
        Set.copyOf(adopted));
  }
}
