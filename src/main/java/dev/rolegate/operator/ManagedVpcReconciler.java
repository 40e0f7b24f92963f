package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.Mode;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.operator.status.Assessor;
import dev.rolegate.operator.status.Failure;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Outcome;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.plan.Consent;
import dev.rolegate.topology.Claims;
import dev.rolegate.topology.Topology;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

  /** No event tells that the last member of a group that is to be deleted has gone. */
  private static final Duration BLOCKED_DELETION = Duration.ofSeconds(30);

  private final ClusterId clusterId;
  private final Declarations declarations;
  private final Departures.Memory memory;
  private final Guards guards;
  private final Publisher publisher;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  public ManagedVpcReconciler(
      ClusterId clusterId,
      Declarations declarations,
      Departures.Memory memory,
      Guards guards,
      Publisher publisher,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.clusterId = clusterId;
    this.declarations = declarations;
    this.memory = memory;
    this.guards = guards;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, ManagedVpc>> prepareEventSources(
      EventSourceContext<ManagedVpc> context) {
    List<EventSource<?, ManagedVpc>> sources = new ArrayList<>(declarations.sources(context));
    sources.add(new Departures(memory));
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
    var check = check(vpc);
    metrics.took(name, Duration.ofNanos(System.nanoTime() - begun));
    boolean changed =
        !check.status().equals(vpc.getStatus()) && StatusWrite.write(vpc, check.status(), context);
    Duration next = changed ? Wakes.WINDOW : check.next();
    return UpdateControl.<ManagedVpc>noUpdate().rescheduleAfter(memory.wakes().next(name, next));
  }

  /** What a check leads to: the new status, and when to look again. */
  private record Check(ManagedVpcStatus status, Duration next) {}

  private Check check(ManagedVpc vpc) {
    String name = vpc.getMetadata().getName();
    var declared = declarations.of(name);
    var documents =
        Topology.assemble(
            new Topology.Input(
                clusterId.value(), vpc, declared, declarations.labels(declared), Claims.NONE));
    publisher.retain(name, declared);
    var rival = declarations.rival(vpc);
    var assessor = new Assessor(vpc.getSpec().mode(), deleting(declared));
    if (rival.isPresent()) {
      return rivalled(vpc, documents, assessor, rival.get());
    }
    var worker = memory.workers().of(vpc);
    try {
      return compared(vpc, documents, declared, assessor, act(vpc, worker, documents));
    } catch (Ec2Exception e) {
      return unread(vpc, documents, assessor, e);
    }
  }

  private static Set<String> deleting(List<RoleSecurityGroup> declared) {
    return declared.stream()
        .filter(RoleSecurityGroup::isMarkedForDeletion)
        .map(r -> r.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  /** Observe looks; Enforce looks and acts. */
  private Pass act(ManagedVpc vpc, VpcWorker worker, Topology.Result documents) {
    if (vpc.getSpec().mode() == Mode.OBSERVE) {
      return new Pass(
          worker.plan(documents.desired(), Consent.UNLIMITED), List.of(), Optional.empty());
    }
    return worker.apply(
        documents.desired(), Consent.UNLIMITED, guards.of(vpc.getMetadata().getName(), worker));
  }

  private Check compared(
      ManagedVpc vpc,
      Topology.Result documents,
      List<RoleSecurityGroup> declared,
      Assessor assessor,
      Pass pass) {
    String name = vpc.getMetadata().getName();
    var progress = new Progress(pass.plan(), pass.results());
    var mode = vpc.getSpec().mode();
    var outcomes = assessor.assess(documents.desired(), documents.problems(), progress);
    publisher.publish(documents.desired(), declared, outcomes, progress);
    var status =
        VpcStatus.of(before(vpc), generation(vpc), mode, progress, outcomes, clock.instant());
    Duration regular = memory.pace().afterSuccess(name, interval(vpc));
    Duration next = pass.again().filter(a -> a.compareTo(regular) < 0).orElse(regular);
    boolean leaving =
        documents.desired().groups().stream()
            .anyMatch(g -> g.intent() == DesiredGroup.Intent.ABSENT);
    return new Check(
        status, leaving && next.compareTo(BLOCKED_DELETION) > 0 ? BLOCKED_DELETION : next);
  }

  /**
   * AWS could not be read. Whoever has an outcome for this generation keeps it while that may pass
   * by itself: how fresh it is, the ManagedVpc and a metric tell.
   */
  private Check unread(
      ManagedVpc vpc, Topology.Result documents, Assessor assessor, Ec2Exception error) {
    String name = vpc.getMetadata().getName();
    boolean terminal = Failure.of(error).isTerminal();
    LOG.warn("{}: not compared: {}", name, Failure.of(error).text(error));
    List<Outcome> outcomes =
        assessor.uncompared(
            documents.desired(), documents.problems(), () -> VpcStatus.unread(error));
    publisher.say(
        name, outcomes.stream().filter(o -> terminal || !memory.outcomes().has(o)).toList());
    Duration next = memory.pace().afterFailure(name, interval(vpc), terminal, error.retryAfter());
    return new Check(
        VpcStatus.of(before(vpc), generation(vpc), VpcStatus.unread(error), clock.instant()), next);
  }

  private Check rivalled(
      ManagedVpc vpc, Topology.Result documents, Assessor assessor, ManagedVpc rival) {
    String message =
        "ManagedVpc "
            + rival.getMetadata().getName()
            + ", which is older, is for "
            + vpc.getSpec().vpcId()
            + " in "
            + vpc.getSpec().region()
            + " too: delete one of the two";
    memory.workers().close(vpc.getMetadata().getName());
    publisher.say(
        vpc.getMetadata().getName(),
        assessor.uncompared(
            documents.desired(),
            documents.problems(),
            () -> Findings.stalled(Reason.VPC_CONFLICT, message)));
    var status =
        VpcStatus.of(
            before(vpc),
            generation(vpc),
            Findings.stalled(Reason.VPC_CONFLICT, message),
            clock.instant());
    return new Check(
        status, memory.pace().afterSuccess(vpc.getMetadata().getName(), interval(vpc)));
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
    if (error instanceof KubernetesClientException) {
      LOG.warn("{}: the API server refused: {}", name, error.getMessage());
      return ErrorStatusUpdateControl.<ManagedVpc>noStatusUpdate().rescheduleAfter(next);
    }
    LOG.error("{}: the check ended in an error of Rolegate", name, error);
    vpc.setStatus(
        VpcStatus.of(
            before(vpc),
            generation(vpc),
            Findings.working(Reason.INTERNAL_ERROR, String.valueOf(error)),
            clock.instant()));
    return ErrorStatusUpdateControl.patchStatus(vpc).rescheduleAfter(next);
  }

  private static ManagedVpcStatus before(ManagedVpc vpc) {
    return VpcStatus.orEmpty(vpc.getStatus());
  }

  private static long generation(ManagedVpc vpc) {
    var generation = vpc.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  private static Duration interval(ManagedVpc vpc) {
    return Interval.parse(vpc.getSpec().drift().interval());
  }
}
