package dev.rolegate.operator;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.AddressSetStatus;
import dev.rolegate.operator.status.SetStatus;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes down of an AddressSet whether rules can use it, what it holds now, and where it is used.
 * It holds no finalizer and decides about no rule: the loops of the VPCs do.
 */
@ControllerConfiguration(
    name = "addressset",
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeaningfulUpdate.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 500, intervalMultiplier = 2, maxInterval = 60_000)
public class AddressSetReconciler implements Reconciler<AddressSet> {
  /** Caches fill within a second or two after a start. */
  private static final Duration UNTIL_SYNCED = Duration.ofSeconds(1);

  private final Declarations declarations;
  private final AddressSetWakes wakes;
  private final Guards guards;
  private final InstantSource clock;

  public AddressSetReconciler(
      Declarations declarations, AddressSetWakes wakes, Guards guards, InstantSource clock) {
    this.declarations = declarations;
    this.wakes = wakes;
    this.guards = guards;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, AddressSet>> prepareEventSources(
      EventSourceContext<AddressSet> context) {
    return List.of(wakes.source());
  }

  @Override
  public UpdateControl<AddressSet> reconcile(AddressSet set, Context<AddressSet> context) {
    UpdateControl<AddressSet> done = UpdateControl.noUpdate();
    if (!declarations.synced()) {
      return done.rescheduleAfter(UNTIL_SYNCED);
    }
    Instant now = clock.instant();
    if (!status(set, now).equals(set.getStatus())) {
      if (!guards.mayTell()) {
        return done.rescheduleAfter(Guards.UNTIL_LEADING);
      }
      if (StatusWrite.overNewest(set, fresh -> status(fresh, now), context)) {
        return done.reschedule();
      }
    }
    return SetStatus.next(set, now)
        .map(end -> done.rescheduleAfter(Interval.until(end, now)))
        .orElse(done);
  }

  private AddressSetStatus status(AddressSet set, Instant now) {
    var users = declarations.users(set.getMetadata().getName());
    return SetStatus.of(set, SetStatus.orEmpty(set.getStatus()), users, now);
  }
}
