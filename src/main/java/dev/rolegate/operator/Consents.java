package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.operator.consent.Approvals;
import dev.rolegate.operator.consent.DeletionWindow;
import dev.rolegate.operator.consent.Kept;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pass may do beyond its first plan, written into the status before it does it. */
final class Consents {
  private static final Logger LOG = LoggerFactory.getLogger(Consents.class);

  private final VpcRecord record;
  private final Events events;
  private final InstantSource clock;

  Consents(VpcRecord record, Events events, InstantSource clock) {
    this.record = record;
    this.events = events;
    this.clock = clock;
  }

  static String nonce() {
    return UUID.randomUUID().toString();
  }

  /** What the annotation approves; empty for none. */
  static String annotation(ManagedVpc vpc) {
    var annotations = vpc.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(MeaningfulUpdate.APPROVE, "");
  }

  /** See {@link dev.rolegate.execute.Guard#reserve}. */
  boolean reserve(Set<String> groupIds) {
    Instant now = clock.instant();
    var window = DeletionWindow.of(record.kept().deletions(), now).with(groupIds, now);
    if (window.isEmpty()) {
      LOG.warn(
          "{}: {} deletions are more than status.deletions can count in an hour; none is begun",
          record.vpc().getMetadata().getName(),
          groupIds.size());
      return false;
    }
    return record.keep(kept -> kept.withDeletions(window.get().records()));
  }

  /** See {@link dev.rolegate.execute.Guard#approve}. */
  Optional<Consent> approve(Plan plan) {
    Instant now = clock.instant();
    Optional<Kept> taken =
        Approvals.take(annotation(record.vpc()), record.kept(), plan, nonce(), now);
    if (taken.isEmpty() || !record.keep(kept -> taken.get())) {
      return Optional.empty();
    }
    var vpc = record.vpc();
    LOG.info(
        "{}: {} held changes were approved by {}",
        vpc.getMetadata().getName(),
        plan.held().size(),
        taken.get().approved().hash());
    events.tell(
        vpc,
        EventReason.APPROVAL_TAKEN,
        plan.held().size() + " held changes were approved by " + taken.get().approved().hash());
    return Optional.of(record.kept().consent(vpc.getSpec().limits(), now));
  }
}
