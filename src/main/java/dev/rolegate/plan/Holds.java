package dev.rolegate.plan;

import dev.rolegate.model.LiveRule;
import dev.rolegate.plan.Step.Hold;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which removals wait for an approval, and why. */
final class Holds {
  private final Consent consent;
  private Map<String, Set<LiveRule>> exceeding = Map.of();

  Holds(Consent consent) {
    this.consent = consent;
  }

  /** Takes what the plan as a whole removes into account. */
  void limit(NarrowingLimit limit) {
    exceeding = limit.exceeding(consent.maxNarrowedPercent());
  }

  /** Of one group. */
  OfGroup of(Binding binding) {
    return new OfGroup(binding.groupId(), awaitsRelease(binding));
  }

  /** True for an adopted group of which nothing was removed by approval yet. */
  boolean awaitsRelease(Binding binding) {
    return binding.isAdopted() && !consent.released().contains(binding.groupId());
  }

  /** Which rules of the group were documented when last looked at. */
  Predicate<LiveRule> ours(Binding binding) {
    return Ours.of(binding, consent.released().contains(binding.groupId()));
  }

  boolean isApproved(HeldItem item) {
    return !consent.approved().isEmpty() && consent.approved().contains(item.hash());
  }

  /** The holds of one group. */
  final class OfGroup {
    private final String groupId;
    private final boolean awaitsRelease;

    private OfGroup(String groupId, boolean awaitsRelease) {
      this.groupId = groupId;
      this.awaitsRelease = awaitsRelease;
    }

    /** Why the rule may not be removed, nor narrowed, now; NONE where it may. */
    Hold of(LiveRule rule) {
      boolean limited = exceeding.getOrDefault(groupId, Set.of()).contains(rule);
      if (!awaitsRelease && !limited || isApproved(rule)) {
        return Hold.NONE;
      }
      return awaitsRelease ? Hold.ADOPTION : Hold.NARROWING_LIMIT;
    }

    boolean isApproved(LiveRule rule) {
      return Holds.this.isApproved(HeldItems.revoke(groupId, rule));
    }

    /** True where the narrowing limit need not be asked about the rule. */
    boolean isSettled(LiveRule rule) {
      return awaitsRelease || isApproved(rule);
    }
  }
}
