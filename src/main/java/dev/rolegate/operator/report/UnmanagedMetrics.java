package dev.rolegate.operator.report;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.DefaultGroupStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Rules of groups that nobody declares, by the guardrails that condemn them, and the default groups
 * of VPCs. Gauges of a ManagedVpc go when it goes; counters stay.
 */
@Singleton
public class UnmanagedMetrics {
  private static final String VPC = "managedvpc";

  private final MeterRegistry registry;
  private final MultiGauge pending;
  private final MultiGauge defaults;
  private final Map<String, Map<String, Long>> rules = new ConcurrentHashMap<>();
  private final Map<String, Integer> defaultRules = new ConcurrentHashMap<>();

  public UnmanagedMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.pending =
        MultiGauge.builder("rolegate.remediation.pending")
            .description("Rules of undeclared groups whose grace runs or is over, by guardrail")
            .register(registry);
    this.defaults =
        MultiGauge.builder("rolegate.default.group.rules")
            .description("Rules of the VPC's default group; none where spec.defaultGroup is Ignore")
            .register(registry);
  }

  /** Rules whose grace runs or is over; a rule counts once for each guardrail. */
  public void pending(String vpc, List<CondemnedRule> rows) {
    rules.put(
        vpc,
        rows.stream()
            .flatMap(row -> row.guardrails().stream())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting())));
    rows();
  }

  /** Rules that were removed for these guardrails. */
  public void removed(String vpc, List<String> guardrails, int count) {
    guardrails.forEach(
        guardrail ->
            Counter.builder("rolegate.rules.remediated")
                .description("Rules removed from undeclared groups, by guardrail")
                .tag(VPC, vpc)
                .tag("guardrail", guardrail)
                .register(registry)
                .increment(count));
  }

  /**
   * @param status null where the default group is ignored
   */
  public void defaultGroup(String vpc, DefaultGroupStatus status) {
    if (status == null) {
      defaultRules.remove(vpc);
    } else {
      defaultRules.put(vpc, Objects.requireNonNullElse(status.rules(), 0));
    }
    rows();
  }

  private synchronized void rows() {
    pending.register(
        rules.entrySet().stream()
            .flatMap(
                ofVpc ->
                    ofVpc.getValue().entrySet().stream()
                        .map(
                            entry ->
                                MultiGauge.Row.of(
                                    Tags.of(VPC, ofVpc.getKey(), "guardrail", entry.getKey()),
                                    entry.getValue())))
            .collect(Collectors.toList()),
        true);
    defaults.register(
        defaultRules.entrySet().stream()
            .map(entry -> MultiGauge.Row.of(Tags.of(VPC, entry.getKey()), entry.getValue()))
            .collect(Collectors.toList()),
        true);
  }

  /** The ManagedVpc is gone. */
  public void forget(String vpc) {
    rules.remove(vpc);
    defaultRules.remove(vpc);
    rows();
  }
}
