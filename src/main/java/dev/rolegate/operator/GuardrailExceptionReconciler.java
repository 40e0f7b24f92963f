package dev.rolegate.operator;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailExceptionStatus;
import dev.rolegate.model.Exemption;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.topology.HouseRules;
import dev.rolegate.topology.HouseRules.Fault;
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

/** Says of a GuardrailException whether it counts and until when, and tells when it ends. */
@ControllerConfiguration(
    name = "guardrailexception",
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeaningfulUpdate.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 15, timeUnit = TimeUnit.MINUTES))
public class GuardrailExceptionReconciler implements Reconciler<GuardrailException> {

  private final Guards guards;
  private final Events events;
  private final ExceptionNews news;
  private final InstantSource clock;
  private volatile InformerEventSource<Guardrail, GuardrailException> guardrails;

  public GuardrailExceptionReconciler(
      Guards guards, Events events, ExceptionNews news, InstantSource clock) {
    this.guards = guards;
    this.events = events;
    this.news = news;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, GuardrailException>> prepareEventSources(
      EventSourceContext<GuardrailException> context) {
    var exceptions = context.getPrimaryCache();
    guardrails =
        Watches.of(
            Guardrail.class,
            GuardrailException.class,
            "guardrails",
            g ->
                exceptions
                    .list(e -> g.getMetadata().getName().equals(e.getSpec().guardrail()))
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()),
            (GuardrailException e) -> Set.of(new ResourceID(e.getSpec().guardrail())),
            context);
    return List.of(guardrails, news.source());
  }

  @Override
  public UpdateControl<GuardrailException> reconcile(
      GuardrailException exception, Context<GuardrailException> context) {
    if (!guards.mayTell()) {
      return UpdateControl.<GuardrailException>noUpdate().rescheduleAfter(Guards.UNTIL_LEADING);
    }
    Instant now = clock.instant();
    var guardrail = guardrails.get(new ResourceID(exception.getSpec().guardrail()));
    var rules = HouseRules.read(guardrail.stream().toList(), List.of(exception), now);
    var exemption = rules.exemptions().stream().findFirst();
    UpdateControl<GuardrailException> done = UpdateControl.noUpdate();
    if (!status(exception, rules, exemption, now).equals(exception.getStatus())) {
      // The cache may lag behind the last write, and what stands there now decides what is news.
      var fresh = context.getClient().resource(exception).get();
      if (fresh == null) {
        return done;
      }
      if (!Objects.equals(
          fresh.getMetadata().getGeneration(), exception.getMetadata().getGeneration())) {
        return done.reschedule();
      }
      var before = fresh.getStatus();
      var after = status(fresh, rules, exemption, now);
      if (!after.equals(before)) {
        boolean changed = StatusWrite.write(fresh, after, context);
        tell(fresh, before, after);
        if (changed) {
          return done.reschedule();
        }
      }
    }
    return exemption
        .map(Exemption::until)
        .filter(now::isBefore)
        .map(until -> done.rescheduleAfter(Interval.until(until, now)))
        .orElse(done);
  }

  private void tell(
      GuardrailException exception,
      GuardrailExceptionStatus before,
      GuardrailExceptionStatus after) {
    boolean counted =
        before != null
            && Conditions.holds(
                before.conditions(), Finding.READY, Finding.TRUE, Reason.EXCEPTION_COUNTS);
    if (counted
        && Conditions.holds(
            after.conditions(), Finding.READY, Finding.FALSE, Reason.EXCEPTION_ENDED)) {
      events.tell(
          exception,
          EventReason.EXCEPTION_ENDED,
          "For "
              + after.covers()
              + " guardrail "
              + exception.getSpec().guardrail()
              + " holds again");
    }
  }

  private GuardrailExceptionStatus status(
      GuardrailException exception, HouseRules rules, Optional<Exemption> exemption, Instant now) {
    var before = exception.getStatus();
    long generation = Optional.ofNullable(exception.getMetadata().getGeneration()).orElse(0L);
    return new GuardrailExceptionStatus(
        generation,
        Conditions.of(
            findings(exception, rules, exemption, now).progress(),
            before == null ? List.of() : before.conditions(),
            generation,
            now),
        exemption.map(GuardrailExceptionReconciler::covers).orElse(null),
        exemption.map(e -> e.until().toString()).orElse(null));
  }

  private static String covers(Exemption exemption) {
    return exemption.group().map(Object::toString).orElse(exemption.groupId())
        + (exemption.rule().isEmpty() ? "" : " " + exemption.rule());
  }

  private Findings findings(
      GuardrailException exception, HouseRules rules, Optional<Exemption> exemption, Instant now) {
    if (exemption.isEmpty()) {
      return rules.faults().stream()
          .filter(f -> f.kind().equals("GuardrailException"))
          .findFirst()
          .map(GuardrailExceptionReconciler::stalled)
          .orElseThrow();
    }
    var trouble = news.of(exemption.get().vpc(), exemption.get().name());
    if (exemption.get().counts(now) && trouble.isPresent()) {
      return Findings.waiting(
          trouble.get().trouble() == NamedRules.Trouble.GONE
              ? Reason.RULE_GONE
              : Reason.RULE_UNREAD,
          trouble.get().text());
    }
    if (exemption.get().counts(now)) {
      return Findings.ready(
          Reason.EXCEPTION_COUNTS,
          "Accepted by "
              + exemption.get().acceptedBy()
              + " until "
              + exemption.get().until()
              + ": "
              + exemption.get().reason());
    }
    return Findings.waiting(
        Reason.EXCEPTION_ENDED,
        "It counted until "
            + exemption.get().until()
            + "; for longer, create another one that somebody accepts, or delete this one: guardrail "
            + exception.getSpec().guardrail()
            + " holds again");
  }

  private static Findings stalled(Fault fault) {
    return Findings.stalled(
        fault.reason() == Fault.Reason.GUARDRAIL_NOT_FOUND
            ? Reason.GUARDRAIL_NOT_FOUND
            : Reason.INVALID_SPEC,
        fault.field() + ": " + fault.message());
  }
}
