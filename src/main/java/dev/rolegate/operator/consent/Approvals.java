package dev.rolegate.operator.consent;

import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.api.ApprovedStatus;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.plan.HeldItem;
import dev.rolegate.plan.HeldItems;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Approvals of held changes. The annotation names a hash over exactly what is held and a nonce; a
 * match is used up at once, since the nonce changes with it.
 */
public final class Approvals {

  /** What an annotation comes to. */
  public enum Standing {
    /** There is none. */
    NONE,
    /** It approves exactly what the plan holds. */
    MATCHES,
    /** It is the approval that was taken last. */
    TAKEN,
    /** It matches nothing: what is held has changed since, or nothing is. */
    STALE
  }

  private Approvals() {}

  /**
   * @param annotation as it stands on the ManagedVpc; empty for none
   */
  public static Standing standing(String annotation, Kept kept, Plan plan) {
    String hash = annotation.strip();
    if (hash.isEmpty()) {
      return Standing.NONE;
    }
    if (kept.nonce() != null
        && !plan.held().isEmpty()
        && hash.equals(plan.approvalHash(kept.nonce()))) {
      return Standing.MATCHES;
    }
    boolean taken = kept.approved() != null && hash.equals(kept.approved().hash());
    return taken ? Standing.TAKEN : Standing.STALE;
  }

  /**
   * The approval of what the plan holds, to be written before it is acted upon; empty where the
   * annotation does not approve it.
   *
   * @param nextNonce what no approval was made with before
   */
  public static Optional<Kept> take(
      String annotation, Kept kept, Plan plan, String nextNonce, Instant now) {
    if (standing(annotation, kept, plan) != Standing.MATCHES) {
      return Optional.empty();
    }
    List<String> open =
        Stream.concat(kept.open().stream().sorted(), plan.held().stream().map(HeldItem::hash))
            .distinct()
            .limit(ApprovedStatus.MAX_STEPS)
            .toList();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return Optional.of(
        kept.withApproved(new ApprovedStatus(annotation.strip(), time, open), nextNonce));
  }

  /**
   * What is remembered after a check: what waits now; of what was approved, that which plans still
   * want; and the adopted groups whose first approved narrowing has been applied.
   *
   * @param nonces makes a nonce where there is none yet
   */
  public static Kept after(
      Kept kept, DesiredVpc desired, Progress progress, Supplier<String> nonces) {
    Set<String> approved = kept.open();
    Set<String> wanted =
        progress.remaining().stream()
            .flatMap(step -> HeldItems.of(step).stream())
            .map(HeldItem::hash)
            .collect(Collectors.toSet());
    Kept result = kept.withAdopted(adopted(kept, desired, progress, approved));
    if (kept.approved() != null && !wanted.containsAll(approved)) {
      List<String> open = kept.approved().open().stream().filter(wanted::contains).toList();
      result =
          result.withApproved(
              new ApprovedStatus(kept.approved().hash(), kept.approved().time(), open),
              kept.nonce());
    }
    Plan left = progress.open();
    if (left.held().isEmpty()) {
      return result.withApproval(null, kept.nonce());
    }
    String nonce = kept.nonce() == null ? nonces.get() : kept.nonce();
    return result.withApproval(
        new ApprovalStatus(left.approvalHash(nonce), left.held().size(), HeldText.lines(left)),
        nonce);
  }

  /** Only an approval lets an adopted group be narrowed before it is in this list. */
  private static List<String> adopted(
      Kept kept, DesiredVpc desired, Progress progress, Set<String> approved) {
    Set<GroupKey> takenOver =
        desired.groups().stream()
            .filter(g -> g.provenance().adopts() || g.provenance().consented())
            .map(DesiredGroup::key)
            .collect(Collectors.toSet());
    Set<String> all = new LinkedHashSet<>(kept.adopted());
    for (StepResult result : progress.results()) {
      Step step = result.step();
      if (result.outcome() == StepResult.Outcome.APPLIED
          && step.effect() == Step.Effect.NARROW
          && takenOver.contains(step.group().key())
          && HeldItems.of(step).stream().anyMatch(item -> approved.contains(item.hash()))) {
        all.add(step.group().groupId());
      }
    }
    return all.stream().limit(ManagedVpcStatus.MAX_ADOPTED).toList();
  }
}
