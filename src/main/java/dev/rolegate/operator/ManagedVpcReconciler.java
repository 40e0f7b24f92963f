package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.operator.report.SprawlNews;
import dev.rolegate.operator.report.Transitions;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.operator.status.VpcStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a VPC, and the only thing that acts on one: reads the documents, plans against AWS,
 * applies in mode Enforce, and tells what came of it. It always comes back: after a change in the
 * cluster, at once when work is left, and at the drift interval.
 */
@ControllerConfiguration(
    name = "managedvpc",
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeaningfulUpdate.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
public class ManagedVpcReconciler implements Reconciler<ManagedVpc> {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedVpcReconciler.class);

  /** Caches fill within a second or two after a start. */
  private static final Duration UNTIL_SYNCED = Duration.ofSeconds(1);

  /** As Java itself ends with -XX:+ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private final Declarations declarations;
  private final Departures.Memory memory;
  private final Checks checks;
  private final Guards guards;
  private final Transitions transitions;
  private final SprawlNews sprawl;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  public ManagedVpcReconciler(
      Declarations declarations,
      Departures.Memory memory,
      Checks checks,
      Guards guards,
      Transitions transitions,
      SprawlNews sprawl,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.declarations = declarations;
    this.memory = memory;
    this.checks = checks;
    this.guards = guards;
    this.transitions = transitions;
    this.sprawl = sprawl;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, ManagedVpc>> prepareEventSources(
      EventSourceContext<ManagedVpc> context) {
    List<EventSource<?, ManagedVpc>> sources = new ArrayList<>(declarations.sources(context));
    sources.add(new Departures(memory));
    sources.add(memory.evidences().source());
    sources.add(memory.sprawl().source());
    return sources;
  }

  @Override
  public UpdateControl<ManagedVpc> reconcile(ManagedVpc vpc, Context<ManagedVpc> context) {
    String name = vpc.getMetadata().getName();
    var early = memory.wakes().early(name);
    if (early.isPresent()) {
      return UpdateControl.<ManagedVpc>noUpdate().rescheduleAfter(early.get());
    }
    if (!declarations.synced()) {
      return UpdateControl.<ManagedVpc>noUpdate()
          .rescheduleAfter(memory.wakes().next(name, UNTIL_SYNCED));
    }
    long begun = System.nanoTime();
    var record = new VpcRecord(vpc, context);
    var check = checkOrEnd(record);
    metrics.took(name, Duration.ofNanos(System.nanoTime() - begun));
    Duration next = Guards.UNTIL_LEADING;
    if (guards.mayTell()) {
      record.finish(check.status());
      transitions.tell(vpc, before(vpc).conditions(), check.status().conditions());
      sprawl.tell(vpc, before(vpc).sprawl(), check.status().sprawl());
      next = record.isOvertaken() ? Wakes.WINDOW : check.next();
    }
    return UpdateControl.<ManagedVpc>noUpdate().rescheduleAfter(memory.wakes().next(name, next));
  }

  /**
   * The framework would lose the thread that an error of the JVM ends, and never look at this VPC
   * again; and nothing that is in memory can be relied on then. A stack that was too deep is a
   * fault like others.
   */
  private Checks.Check checkOrEnd(VpcRecord record) {
    try {
      return checks.check(record);
    } catch (StackOverflowError e) {
      throw new IllegalStateException("the check went too deep", e);
    } catch (VirtualMachineError e) {
      try {
        System.err.println("Ended, to be started again, as the JVM cannot go on: " + e);
      } finally {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
      throw e;
    }
  }

  /** Anything else that goes wrong is an error of Rolegate or of the API server. */
  @Override
  public ErrorStatusUpdateControl<ManagedVpc> updateErrorStatus(
      ManagedVpc vpc, Context<ManagedVpc> context, Exception error) {
    String name = vpc.getMetadata().getName();
    Duration next =
        memory
            .wakes()
            .next(name, memory.pace().afterFailure(name, Interval.DEFAULT, false, Duration.ZERO));
    var refusal = refusal(error);
    if (refusal.isPresent()) {
      LOG.warn(
          "{}: the check was broken off, as the API server refused or did not answer, and is made"
              + " again in {} s: {}",
          name,
          next.toSeconds(),
          refusal.get().getMessage());
      return ErrorStatusUpdateControl.<ManagedVpc>noStatusUpdate().rescheduleAfter(next);
    }
    if (!guards.mayTell()) {
      LOG.info("{}: the check was broken off: {}", name, String.valueOf(error));
      return ErrorStatusUpdateControl.<ManagedVpc>noStatusUpdate().rescheduleAfter(next);
    }
    LOG.error("{}: the check ended in an error of Rolegate", name, error);
    tell(vpc, context, error);
    return ErrorStatusUpdateControl.<ManagedVpc>noStatusUpdate().rescheduleAfter(next);
  }

  /** The framework's metrics hand an exception on within one of their own. */
  static Optional<KubernetesClientException> refusal(Exception error) {
    Throwable cause = error instanceof OperatorException ? error.getCause() : error;
    return cause instanceof KubernetesClientException refused
        ? Optional.of(refused)
        : Optional.empty();
  }

  /** Over the newest status: what the check wrote before it failed is still to be relied upon. */
  private void tell(ManagedVpc vpc, Context<ManagedVpc> context, Exception error) {
    String name = vpc.getMetadata().getName();
    try {
      ManagedVpc fresh = context.getClient().resources(ManagedVpc.class).withName(name).get();
      if (fresh != null) {
        var record = new VpcRecord(fresh, context);
        record.finish(
            VpcStatus.of(
                record.status(),
                generation(vpc),
                Findings.working(Reason.INTERNAL_ERROR, String.valueOf(error)),
                clock.instant()));
      }
    } catch (KubernetesClientException e) {
      LOG.warn("{}: the status was not written: {}", name, e.getMessage());
    }
  }

  private static ManagedVpcStatus before(ManagedVpc vpc) {
    return VpcStatus.orEmpty(vpc.getStatus());
  }

  static long generation(ManagedVpc vpc) {
    var generation = vpc.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }
}
