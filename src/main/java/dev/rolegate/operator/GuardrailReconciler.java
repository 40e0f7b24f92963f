package dev.rolegate.operator;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailCounts;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailStatus;
import dev.rolegate.guardrail.Flaw;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.Exemption;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.topology.HouseRules;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Says of a Guardrail whether it can be judged by, where it is not kept, and what is excepted from
 * it now. It judges nothing: the loops of the VPCs do.
 */
@ControllerConfiguration(
    name = "guardrail",
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeaningfulUpdate.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
public class GuardrailReconciler implements Reconciler<Guardrail> {

  private final GuardrailNews news;
  private final Guards guards;
  private final InstantSource clock;
  private volatile InformerEventSource<GuardrailException, Guardrail> exceptions;

  public GuardrailReconciler(GuardrailNews news, Guards guards, InstantSource clock) {
    this.news = news;
    this.guards = guards;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, Guardrail>> prepareEventSources(
      EventSourceContext<Guardrail> context) {
    exceptions =
        Watches.of(
            GuardrailException.class,
            Guardrail.class,
            "exceptions",
            e -> Set.of(new ResourceID(e.getSpec().guardrail())),
            context);
    return List.of(exceptions, news.source());
  }

  @Override
  public UpdateControl<Guardrail> reconcile(Guardrail guardrail, Context<Guardrail> context) {
    if (!guards.mayTell()) {
      return UpdateControl.<Guardrail>noUpdate().rescheduleAfter(Guards.UNTIL_LEADING);
    }
    Instant now = clock.instant();
    var own =
        exceptions
            .list()
            .filter(e -> guardrail.getMetadata().getName().equals(e.getSpec().guardrail()))
            .toList();
    var rules = HouseRules.read(List.of(guardrail), own, now);
    UpdateControl<Guardrail> done = UpdateControl.noUpdate();
    if (!status(guardrail, rules, now).equals(guardrail.getStatus())
        && StatusWrite.overNewest(
            guardrail,
            fresh -> status(fresh, HouseRules.read(List.of(fresh), own, now), now),
            context)) {
      return done.reschedule();
    }
    return rules.exemptions().stream()
        .map(Exemption::until)
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .map(until -> done.rescheduleAfter(Interval.until(until, now)))
        .orElse(done);
  }

  GuardrailStatus status(Guardrail guardrail, HouseRules rules, Instant now) {
    var before = guardrail.getStatus();
    long generation = Optional.ofNullable(guardrail.getMetadata().getGeneration()).orElse(0L);
    var conditions =
        Conditions.of(
            findings(guardrail, rules).progress(),
            before == null ? List.of() : before.conditions(),
            generation,
            now);
    // After a restart no check has judged yet, and what the last one found stands.
    boolean known = news.isKnown() || before == null;
    var counts = news.of(guardrail.getMetadata().getName());
    return new GuardrailStatus(
        generation,
        conditions,
        known ? counts.stream().mapToInt(GuardrailCounts::broken).sum() : before.broken(),
        known ? counts.stream().limit(GuardrailStatus.MAX_VPCS).toList() : before.findings(),
        rules.exemptions().stream()
            .filter(e -> e.counts(now) && e.group().isPresent())
            .map(GuardrailReconciler::exempt)
            .distinct()
            .sorted()
            .limit(GuardrailStatus.MAX_EXEMPT)
            .toList());
  }

  private static String exempt(Exemption exemption) {
    return exemption.vpc()
        + ":"
        + exemption.group().orElseThrow()
        + (exemption.rule().isEmpty() ? "" : "/" + exemption.rule());
  }

  private Findings findings(Guardrail guardrail, HouseRules rules) {
    var fault = rules.faults().stream().filter(f -> f.kind().equals("Guardrail")).findFirst();
    if (fault.isPresent()) {
      return Findings.stalled(
          Reason.INVALID_SPEC,
          fault.get().field() + ": " + fault.get().message() + ". It judges nothing until then");
    }
    var flaws = Guardrails.compile(rules.guardrails()).flaws();
    if (!flaws.isEmpty()) {
      return Findings.stalled(
          Reason.INVALID_EXPRESSION,
          flaws.stream().map(Flaw::text).collect(Collectors.joining("; "))
              + ". It judges nothing until then");
    }
    String costly = costly(guardrail);
    return costly.isEmpty()
        ? Findings.ready(Reason.JUDGING, "")
        : Findings.stalled(Reason.TOO_COSTLY, costly);
  }

  /** What the last check of a VPC says; after a restart, until there is one, what stands there. */
  private String costly(Guardrail guardrail) {
    if (!news.isKnown()) {
      return Optional.ofNullable(guardrail.getStatus())
          .flatMap(status -> Conditions.find(status.conditions(), Finding.READY))
          .filter(one -> Reason.TOO_COSTLY.text().equals(one.getReason()))
          .filter(
              one ->
                  Objects.equals(
                      one.getObservedGeneration(), guardrail.getMetadata().getGeneration()))
          .map(Condition::getMessage)
          .orElse("");
    }
    return news.flaws(guardrail.getMetadata().getName()).entrySet().stream()
        .map(one -> "ManagedVpc " + one.getKey() + ": " + one.getValue())
        .collect(Collectors.joining("; "));
  }
}
