package dev.rolegate.operator.report;

import dev.rolegate.api.DriftKind;
import dev.rolegate.api.OrphanCounts;
import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.operator.status.DueDates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What Prometheus reads at {@code /q/metrics}. Series of a ManagedVpc go when it goes. How fresh
 * the picture of a VPC is stands here and not in a status, since a check that finds nothing writes
 * nothing.
 */
@Singleton
public class OperatorMetrics implements Ec2Calls {
  private static final List<String> DATES =
      List.of(
          "rolegate.rules.expiring",
          "rolegate.rules.expired",
          "rolegate.reviews.overdue",
          "rolegate.next.expiry.timestamp",
          "rolegate.next.review.timestamp");

  private final MeterRegistry registry;
  private final Map<String, Gauges> vpcs = new ConcurrentHashMap<>();
  private final Map<String, OrphanCounts> orphans = new ConcurrentHashMap<>();
  private final Map<String, Map<Tags, Long>> findings = new ConcurrentHashMap<>();
  private final MultiGauge guardrails;

  private final Map<String, DueDates.Figures> dates = new ConcurrentHashMap<>();

  /** The figures of one check. */
  public record Check(
      int steps, int held, int withheld, int inSync, int changing, int leftAlone, int undeclared) {}

  private static final class Gauges {
    private final List<Meter> meters = new ArrayList<>();
    private volatile Check check;
    private volatile double lastCheck;
  }

  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.guardrails =
        MultiGauge.builder("rolegate.guardrail.findings")
            .description("Rules and groups that do not keep a guardrail, by what they are")
            .register(registry);
  }

  /** Counts a call to EC2 or STS by action and outcome. */
  @Override
  public void ended(Call call) {
    Counter.builder("rolegate.ec2.calls")
        .description("Calls to EC2 and STS; outcome ok, budget, or the kind of failure")
        .tag("action", call.action())
        .tag("outcome", call.outcome())
        .register(registry)
        .increment();
  }

  /** Whether anything may be changed at all, or the global stop is on. */
  public void enforces(boolean enforce) {
    Gauge.builder("rolegate.enforce", () -> enforce ? 1 : 0)
        .description("1, or 0 while the global stop ROLEGATE_ENFORCE=false is on")
        .register(registry);
  }

  /** A difference that had been made in AWS was mended. */
  public void mended(DriftKind kind) {
    Counter.builder("rolegate.drift.repaired")
        .description("Differences made in AWS behind the documents that were mended")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** A check of a VPC could compare, at this time. */
  public void checked(String vpc, Check check, Instant at) {
    var gauges = vpcs.computeIfAbsent(vpc, name -> new Gauges());
    gauges.check = check;
    gauges.lastCheck = at.toEpochMilli() / 1000.0;
    if (gauges.meters.isEmpty()) {
      register(vpc, gauges);
    }
  }

  /** What a VPC has of groups that nobody documented. */
  public void orphans(String vpc, OrphanCounts counts) {
    var before = orphans.put(vpc, counts);
    if (before == null) {
      orphans(vpc, "candidate", OrphanCounts::candidates);
      orphans(vpc, "quarantined", OrphanCounts::quarantined);
      orphans(vpc, "unknown", OrphanCounts::unknown);
      orphans(vpc, "used", OrphanCounts::used);
    }
  }

  private void orphans(String vpc, String state, Function<OrphanCounts, Integer> value) {
    Gauge.builder(
            "rolegate.orphans",
            orphans,
            all -> Optional.ofNullable(all.get(vpc)).map(value).orElse(0))
        .description("Groups that nobody documented, by what is known of their use")
        .tag("vpc", vpc)
        .tag("state", state)
        .register(registry);
  }

  /** Groups that nobody documented are not looked for in the VPC. */
  public void forgetOrphans(String vpc) {
    if (orphans.remove(vpc) != null) {
      registry.find("rolegate.orphans").tag("vpc", vpc).meters().forEach(registry::remove);
    }
  }

  /** What guardrails find in a VPC. */
  public void guardrails(String vpc, List<Finding> found) {
    Map<Tags, Long> counts =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    f ->
                        Tags.of(
                            "managedvpc",
                            vpc,
                            "guardrail",
                            f.guardrail().name(),
                            "severity",
                            f.guardrail().severity().text().toLowerCase(Locale.ROOT),
                            "state",
                            state(f)),
                    Collectors.counting()));
    findings.put(vpc, counts);
    rows();
  }

  /** What it is that does not keep a guardrail, or why it does not matter. */
  private static String state(Finding finding) {
    if (!finding.exemption().isEmpty()) {
      return "accepted";
    }
    return finding.verdict() == Finding.Verdict.UNKNOWN
        ? "unknown"
        : finding.state().name().toLowerCase(Locale.ROOT);
  }

  /** The ManagedVpc is gone. */
  public void forgetGuardrails(String vpc) {
    if (findings.remove(vpc) != null) {
      rows();
    }
  }

  private synchronized void rows() {
    guardrails.register(
        findings.values().stream()
            .flatMap(counts -> counts.entrySet().stream())
            .map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
            .collect(Collectors.toList()),
        true);
  }

  /** Which rules of a VPC end, and which reviews are due. */
  public void dates(String vpc, DueDates.Figures figures) {
    if (dates.put(vpc, figures) == null) {
      dates(
          vpc,
          "rolegate.rules.expiring",
          "Rules whose end was told and is to come",
          f -> f.expiring());
      dates(
          vpc,
          "rolegate.rules.expired",
          "Documented rules that ended, and can be removed",
          f -> f.expired());
      dates(vpc, "rolegate.reviews.overdue", "Groups whose review is due", f -> f.overdue());
      moment(vpc, "rolegate.next.expiry.timestamp", "When the next rule ends", f -> f.nextExpiry());
      moment(
          vpc,
          "rolegate.next.review.timestamp",
          "When the next review becomes due",
          f -> f.nextReview());
    }
  }

  private void dates(
      String vpc, String name, String text, ToDoubleFunction<DueDates.Figures> value) {
    Gauge.builder(
            name,
            dates,
            all -> Optional.ofNullable(all.get(vpc)).map(value::applyAsDouble).orElse(0.0))
        .description(text)
        .tag("vpc", vpc)
        .register(registry);
  }

  private void moment(
      String vpc, String name, String text, Function<DueDates.Figures, Optional<Instant>> value) {
    Gauge.builder(
            name,
            dates,
            all ->
                Optional.ofNullable(all.get(vpc))
                    .flatMap(value)
                    .map(at -> at.toEpochMilli() / 1000.0)
                    .orElse(Double.NaN))
        .description(text + ", in seconds since 1970; not a number where none does")
        .baseUnit("seconds")
        .tag("vpc", vpc)
        .register(registry);
  }

  private void forgetDates(String vpc) {
    if (dates.remove(vpc) != null) {
      DATES.forEach(name -> registry.find(name).tag("vpc", vpc).meters().forEach(registry::remove));
    }
  }

  /** How long a check took, whatever came of it. */
  public void took(String vpc, Duration duration) {
    Timer.builder("rolegate.reconcile")
        .description("Time that a check of a ManagedVpc takes, with what it applies")
        .tag("vpc", vpc)
        .register(registry)
        .record(duration);
  }

  /** The ManagedVpc is gone. */
  public void forget(String vpc) {
    var gauges = vpcs.remove(vpc);
    if (gauges != null) {
      gauges.meters.forEach(registry::remove);
    }
    registry.find("rolegate.reconcile").tag("vpc", vpc).meters().forEach(registry::remove);
    forgetOrphans(vpc);
    forgetDates(vpc);
  }

  private void register(String vpc, Gauges gauges) {
    gauge(vpc, gauges, "rolegate.plan.steps", "Steps that are left to do", Check::steps);
    gauge(vpc, gauges, "rolegate.held.steps", "Steps that wait for an approval", Check::held);
    gauge(vpc, gauges, "rolegate.withheld.rules", "Documented rules withheld", Check::withheld);
    state(vpc, gauges, "in_sync", Check::inSync);
    state(vpc, gauges, "changing", Check::changing);
    state(vpc, gauges, "left_alone", Check::leftAlone);
    state(vpc, gauges, "undeclared", Check::undeclared);
    gauges.meters.add(
        Gauge.builder("rolegate.last.check.timestamp", gauges, g -> g.lastCheck)
            .description("When the VPC was last read and compared, in seconds since 1970")
            .baseUnit("seconds")
            .tag("vpc", vpc)
            .register(registry));
  }

  private void gauge(
      String vpc, Gauges gauges, String name, String text, ToDoubleFunction<Check> value) {
    gauges.meters.add(
        Gauge.builder(name, gauges, g -> value.applyAsDouble(g.check))
            .description(text)
            .tag("vpc", vpc)
            .register(registry));
  }

  private void state(String vpc, Gauges gauges, String state, ToDoubleFunction<Check> value) {
    gauges.meters.add(
        Gauge.builder("rolegate.groups", gauges, g -> value.applyAsDouble(g.check))
            .description("Declared groups by state, and groups with Rolegate's tags only")
            .tag("vpc", vpc)
            .tag("state", state)
            .register(registry));
  }
}
