package dev.rolegate.docs;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.DefaultGroupStatus;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.OrphanCounts;
import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.operator.report.SprawlMetrics;
import dev.rolegate.operator.report.UnmanagedMetrics;
import dev.rolegate.operator.status.DueDates;
import dev.rolegate.usage.sprawl.SprawlKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every metric, from a registry into which one of each was written. */
final class MetricTable {
  private MetricTable() {}

  /** All meters of the operator's own. */
  static List<Meter> meters() {
    var registry = new SimpleMeterRegistry();
    var metrics = new OperatorMetrics(registry);
    for (DriftKind kind : DriftKind.values()) {
      metrics.mended(kind);
    }
    metrics.ended(
        new Ec2Calls.Call(
            "eu-west-1", "DescribeSecurityGroups", Ec2Calls.Call.OK, 1, Duration.ZERO));
    metrics.checked("prod", new OperatorMetrics.Check(0, 0, 0, 0, 0, 0, 0), Instant.EPOCH);
    metrics.guardrails("prod", List.of(finding()));
    metrics.orphans("prod", new OrphanCounts(0, 0, 0, 0, List.of()));
    metrics.dates("prod", new DueDates.Figures(0, 0, Optional.empty(), 0, Optional.empty()));
    metrics.took("prod", Duration.ZERO);
    metrics.enforces(true);
    var unmanaged = new UnmanagedMetrics(registry);
    unmanaged.pending(
        "prod",
        List.of(
            new CondemnedRule("sg-1", "sgr-1", "", List.of("world-open-admin"), null, null, null)));
    unmanaged.removed("prod", List.of("world-open-admin"), 1);
    unmanaged.defaultGroup("prod", new DefaultGroupStatus("sg-1", 0));
    var kinds =
        Arrays.stream(SprawlKind.values())
            .map(kind -> new SprawlCount(kind.apiName(), 0, 0))
            .toList();
    new SprawlMetrics(registry)
        .looked("prod", new SprawlStatus(kinds, List.of(), List.of()), Optional.of(Instant.EPOCH));
    return registry.getMeters();
  }

  private static Finding finding() {
    var guardrail =
        new GuardrailDocument(
            "world-open-admin",
            "",
            1,
            "",
            List.of(),
            GuardrailDocument.Severity.HIGH,
            GuardrailDocument.Action.DENY,
            GuardrailDocument.Scope.ALL,
            GuardrailDocument.Match.ALL,
            GuardrailDocument.Subject.RULE,
            "",
            "",
            "",
            Map.of());
    return new Finding(
        guardrail,
        Finding.State.DECLARED,
        Optional.empty(),
        "",
        Optional.empty(),
        "",
        Finding.Verdict.BROKEN,
        "");
  }

  static String table() {
    Map<String, List<Meter>> byName =
        meters().stream()
            .collect(
                Collectors.groupingBy(m -> m.getId().getName(), TreeMap::new, Collectors.toList()));
    return Pages.table(
        List.of("Prometheus name", "kind", "labels", "meaning"),
        byName.values().stream().map(MetricTable::row).toList());
  }

  private static List<String> row(List<Meter> meters) {
    var id = meters.get(0).getId();
    String name = prometheus(id);
    boolean timer = id.getType() == Meter.Type.TIMER;
    String names =
        timer
            ? List.of("_count", "_sum", "_max").stream()
                .map(suffix -> Pages.code(name + suffix))
                .collect(Collectors.joining(", "))
            : Pages.code(name);
    return List.of(
        names,
        id.getType().name().toLowerCase(Locale.ROOT),
        labels(meters),
        Pages.text(String.valueOf(id.getDescription())));
  }

  /** Prometheus' naming: snake case, the unit at the end, and then {@code total} for a counter. */
  private static String prometheus(Meter.Id id) {
    String name = NamingConvention.snakeCase.name(id.getName(), id.getType());
    return switch (id.getType()) {
      case COUNTER -> name + "_total";
      case TIMER -> name + "_seconds";
      default -> id.getBaseUnit() == null ? name : name + "_" + id.getBaseUnit();
    };
  }

  /** Labels whose values are a closed set are shown with their values. */
  private static String labels(List<Meter> meters) {
    Map<String, TreeSet<String>> labels = new LinkedHashMap<>();
    for (Meter meter : meters) {
      for (Tag tag : meter.getId().getTags()) {
        labels.computeIfAbsent(tag.getKey(), key -> new TreeSet<>()).add(tag.getValue());
      }
    }
    return labels.entrySet().stream()
        .map(
            label ->
                Pages.code(label.getKey())
                    + (label.getValue().size() == 1
                        ? ""
                        : " ("
                            + label.getValue().stream()
                                .map(Pages::code)
                                .collect(Collectors.joining(", "))
                            + ")"))
        .collect(Collectors.joining(", "));
  }
}
