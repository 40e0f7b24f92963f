package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.report.Transitions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Outcome;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.operator.status.RoleStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a RoleSecurityGroup in the cluster until its group has been dealt with, and writes down
 * what the loop of its VPC says about it. It calls no API of AWS and decides nothing about a group
 * but whether its finalizer may go.
 */
@ControllerConfiguration(
    name = "rolesecuritygroup",
    finalizerName = Finalizer.NAME,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeaningfulUpdate.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 500, intervalMultiplier = 2, maxInterval = 60_000)
public class RoleSecurityGroupReconciler
    implements Reconciler<RoleSecurityGroup>, Cleaner<RoleSecurityGroup> {
  private static final Logger LOG = LoggerFactory.getLogger(RoleSecurityGroupReconciler.class);
  private static final String BY_VPC = "vpc";

  /** The loop's outcome wakes a deletion; this is for one that was missed. */
  private static final Duration DELETION_RETRY = Duration.ofSeconds(30);

  private final Outcomes outcomes;
  private final RoleWakes wakes;
  private final Releases releases;
  private final Guards guards;
  private final Events events;
  private final Transitions transitions;
  private final InstantSource clock;
  private volatile InformerEventSource<ManagedVpc, RoleSecurityGroup> vpcs;

  public RoleSecurityGroupReconciler(
      Outcomes outcomes,
      RoleWakes wakes,
      Releases releases,
      Guards guards,
      Events events,
      Transitions transitions,
      InstantSource clock) {
    this.guards = guards;
    this.outcomes = outcomes;
    this.wakes = wakes;
    this.releases = releases;
    this.events = events;
    this.transitions = transitions;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, RoleSecurityGroup>> prepareEventSources(
      EventSourceContext<RoleSecurityGroup> context) {
    var roles = context.getPrimaryCache();
    roles.addIndexer(BY_VPC, r -> List.of(r.getSpec().vpc()));
    vpcs =
        Watches.of(
            ManagedVpc.class,
            RoleSecurityGroup.class,
            "vpcs",
            v ->
                roles.byIndex(BY_VPC, v.getMetadata().getName()).stream()
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()),
            (RoleSecurityGroup r) -> Set.of(new ResourceID(r.getSpec().vpc())),
            context);
    return List.of(vpcs, wakes.source());
  }

  @Override
  public UpdateControl<RoleSecurityGroup> reconcile(
      RoleSecurityGroup role, Context<RoleSecurityGroup> context) {
    var before = RoleStatus.orEmpty(role.getStatus());
    var after = status(role, before);
    if (after.equals(before)) {
      return UpdateControl.noUpdate();
    }
    if (!guards.mayTell()) {
      return UpdateControl.<RoleSecurityGroup>noUpdate().rescheduleAfter(Guards.UNTIL_LEADING);
    }
    boolean changed = StatusWrite.write(role, after, context);
    transitions.tell(role, before.conditions(), after.conditions());
    transitions.expiring(role, before.expiries(), after.expiries());
    UpdateControl<RoleSecurityGroup> done = UpdateControl.noUpdate();
    return changed ? done.reschedule() : done;
  }

  private RoleSecurityGroupStatus status(RoleSecurityGroup role, RoleSecurityGroupStatus before) {
    if (vpcs.get(new ResourceID(role.getSpec().vpc())).isEmpty()) {
      return RoleStatus.of(
          before, undeclared(role.getSpec().vpc()), generation(role), clock.instant());
    }
    var outcome = outcomes.of(role.getMetadata().getUid());
    if (outcome.isEmpty()) {
      return before;
    }
    return exact(role, outcome)
        .map(o -> RoleStatus.of(before, o, clock.instant()))
        .orElseGet(() -> RoleStatus.with(before, changed(), clock.instant()));
  }

  private static Optional<Outcome> exact(RoleSecurityGroup role, Optional<Outcome> outcome) {
    return outcome.filter(
        o -> o.isAbout(role.getMetadata().getUid(), generation(role), role.isMarkedForDeletion()));
  }

  private static Findings undeclared(String vpc) {
    return Findings.stalled(
            Reason.VPC_NOT_DECLARED,
            "There is no ManagedVpc "
                + vpc
                + ": ask the platform team to create it, or create this resource again with another"
                + " spec.vpc")
        .notCompared("Without its ManagedVpc nothing is compared");
  }

  private static Finding changed() {
    return new Finding(
        Finding.RECONCILING,
        Finding.TRUE,
        Reason.NEW_GENERATION,
        "The resource has changed; the next check takes the change up");
  }

  @Override
  public DeleteControl cleanup(RoleSecurityGroup role, Context<RoleSecurityGroup> context) {
    var outcome = exact(role, outcomes.of(role.getMetadata().getUid()));
    var release = releases.decide(role, outcome);
    if (release.isPresent()) {
      release.get().left().ifPresent(why -> left(role, why));
      return DeleteControl.defaultDelete();
    }
    boolean changed = outcome.isPresent() && write(role, outcome.get(), context);
    return DeleteControl.noFinalizerRemoval()
        .rescheduleAfter(changed ? 0 : DELETION_RETRY.toMillis());
  }

  private void left(RoleSecurityGroup role, String why) {
    String group = RoleStatus.orEmpty(role.getStatus()).groupId();
    String name = role.getMetadata().getNamespace() + "/" + role.getMetadata().getName();
    if (group == null) {
      LOG.info("{} is released: {}", name, why);
      return;
    }
    LOG.info("{} is released, and {} stays as it is: {}", name, group, why);
    events.tell(role, EventReason.GROUP_LEFT, group + " stays as it is, with its tags: " + why);
  }

  /** A Terminating namespace may refuse it; that must not stop the cleanup. */
  private boolean write(
      RoleSecurityGroup role, Outcome outcome, Context<RoleSecurityGroup> context) {
    var before = RoleStatus.orEmpty(role.getStatus());
    var after = RoleStatus.of(before, outcome, clock.instant());
    if (after.equals(before) || !guards.mayTell()) {
      return false;
    }
    transitions.tell(role, before.conditions(), after.conditions());
    try {
      return StatusWrite.write(role, after, context);
    } catch (KubernetesClientException e) {
      LOG.info(
          "{}/{}: the status was not written: {}",
          role.getMetadata().getNamespace(),
          role.getMetadata().getName(),
          e.getMessage());
      return false;
    }
  }

  private static long generation(RoleSecurityGroup role) {
    var generation = role.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }
}
