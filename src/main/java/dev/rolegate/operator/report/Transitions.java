package dev.rolegate.operator.report;

import dev.rolegate.api.ExpiryStatus;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/** Tells a state that needs somebody once: when it begins, and when its reason changes. */
@Singleton
public class Transitions {
  private final Events events;

  public Transitions(Events events) {
    this.events = events;
  }

  public void tell(HasMetadata about, List<Condition> before, List<Condition> after) {
    tell(about, Finding.STALLED, before, after, c -> c.getReason());
    tell(about, Finding.DELETION_BLOCKED, before, after, c -> Reason.DELETION_BLOCKED.text());
    Conditions.find(after, Finding.REVIEW_CURRENT)
        .filter(c -> Finding.FALSE.equals(c.getStatus()))
        .filter(
            c ->
                Conditions.find(before, Finding.REVIEW_CURRENT)
                    .filter(b -> b.getStatus().equals(c.getStatus()))
                    .filter(b -> b.getReason().equals(c.getReason()))
                    .isEmpty())
        .ifPresent(c -> events.warn(about, c.getReason(), c.getMessage()));
    // What waits is in the message, and other changes are another thing to decide.
    Conditions.find(after, Finding.AWAITING_APPROVAL)
        .filter(isNot(Conditions.find(before, Finding.AWAITING_APPROVAL).orElse(null)))
        .ifPresent(c -> events.warn(about, c.getReason(), c.getMessage()));
  }

  /** Tells each notice once: those given before are in the status. */
  public void expiring(HasMetadata about, List<ExpiryStatus> before, List<ExpiryStatus> after) {
    after.stream()
        .filter(e -> ExpiryStatus.EXPIRING.equals(e.state()) && !before.contains(e))
        .forEach(
            e ->
                events.tell(
                    about,
                    EventReason.RULE_EXPIRING,
                    e.rule()
                        + (e.addressSet() == null ? "" : " (AddressSet " + e.addressSet() + ")")
                        + " ends at "
                        + e.expiresAt()
                        + ", within "
                        + e.notice()
                        + ": new connections are refused from then on. Change expiresAt if it is to"
                        + " stay"));
  }

  private static Predicate<Condition> isNot(Condition before) {
    return c ->
        before == null
            || !c.getReason().equals(before.getReason())
            || !c.getMessage().equals(before.getMessage());
  }

  private void tell(
      HasMetadata about,
      String type,
      List<Condition> before,
      List<Condition> after,
      java.util.function.Function<Condition, String> reason) {
    Conditions.find(after, type)
        .filter(c -> Finding.TRUE.equals(c.getStatus()))
        .filter(
            c ->
                Conditions.find(before, type)
                    .filter(
                        b ->
                            c.getStatus().equals(b.getStatus())
                                && c.getReason().equals(b.getReason()))
                    .isEmpty())
        .ifPresent(c -> events.warn(about, reason.apply(c), c.getMessage()));
  }
}
