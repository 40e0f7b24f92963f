package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an OrphanedSecurityGroup go that is being deleted and that no loop will ever look at again:
 * its kind is being deleted, or there is no ManagedVpc any more. It calls no API of AWS; the group
 * is left as it is.
 */
@ControllerConfiguration(
    name = "orphanedsecuritygroup",
    generationAwareEventProcessing = false,
    finalizerName = Orphan.FINALIZER,
    informer = @Informer(genericFilter = MarkedForDeletion.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
public class OrphanedSecurityGroupReconciler
    implements Reconciler<OrphanedSecurityGroup>, Cleaner<OrphanedSecurityGroup> {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedSecurityGroupReconciler.class);

  /** Where the cluster could not be read; that a ManagedVpc has gone since, an event tells. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final CrdState crds;
  private final OrphanObjects objects;
  private final OrphanWakes wakes;
  private final Events events;

  public OrphanedSecurityGroupReconciler(
      KubernetesClient client,
      CrdState crds,
      OrphanObjects objects,
      OrphanWakes wakes,
      Events events) {
    this.client = client;
    this.crds = crds;
    this.objects = objects;
    this.wakes = wakes;
    this.events = events;
  }

  @Override
  public List<EventSource<?, OrphanedSecurityGroup>> prepareEventSources(
      EventSourceContext<OrphanedSecurityGroup> context) {
    return List.of(wakes.source(context));
  }

  /** Never called: {@link MarkedForDeletion} lets nothing else through than what goes. */
  @Override
  public UpdateControl<OrphanedSecurityGroup> reconcile(
      OrphanedSecurityGroup object, Context<OrphanedSecurityGroup> context) {
    return UpdateControl.noUpdate();
  }

  @Override
  public DeleteControl cleanup(
      OrphanedSecurityGroup object, Context<OrphanedSecurityGroup> context) {
    try {
      var left = left(object);
      if (left.isPresent() && release(object, left.get())) {
        return DeleteControl.noFinalizerRemoval();
      }
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{} is not released before the cluster can be read: {}",
          object.getMetadata().getName(),
          e.getMessage());
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY);
  }

  /** Why nobody looks after the group any more; empty while somebody does. */
  private Optional<String> left(OrphanedSecurityGroup object) {
    if (crds.isTerminating(OrphanedSecurityGroup.class)) {
      return Optional.of("the kind OrphanedSecurityGroup itself is being deleted");
    }
    String name = object.getSpec().managedVpc();
    ManagedVpc vpc = client.resources(ManagedVpc.class).withName(name).get();
    return vpc == null || vpc.isMarkedForDeletion()
        ? Optional.of("there is no ManagedVpc " + name)
        : Optional.empty();
  }

  private boolean release(OrphanedSecurityGroup object, String why) {
    var others =
        object.getMetadata().getFinalizers().stream()
            .filter(f -> !f.equals(Orphan.FINALIZER))
            .toList();
    if (objects.write(object, object.getSpec(), others).isEmpty()) {
      return false;
    }
    String text =
        "Group "
            + object.getMetadata().getName()
            + " stays as it is, since "
            + why
            + "; what it was like before is in this object only";
    LOG.info("{}", text);
    events.tell(object, EventReason.GROUP_LEFT, text);
    return true;
  }
}
