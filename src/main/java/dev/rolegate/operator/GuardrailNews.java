package dev.rolegate.operator;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailCounts;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.operator.status.FindingCounts;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last check of each VPC found by each guardrail, and how that makes the Guardrail write
 * it down. In memory only: after a restart there is nothing until the first check.
 */
@Singleton
public class GuardrailNews {
  private final Map<String, Map<String, GuardrailCounts>> byVpc = new ConcurrentHashMap<>();
  private volatile SimpleInboundEventSource<Guardrail> source = newSource();

  private static SimpleInboundEventSource<Guardrail> newSource() {
    return new SimpleInboundEventSource<>("findings");
  }

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, Guardrail> source() {
    source = newSource();
    return source;
  }

  /** Takes the findings of a check of a VPC. */
  void found(String vpc, List<Finding> findings) {
    Map<String, List<Finding>> byName = new TreeMap<>();
    findings.forEach(
        f -> byName.computeIfAbsent(f.guardrail().name(), name -> new ArrayList<>()).add(f));
    Map<String, GuardrailCounts> counts = new TreeMap<>();
    byName.forEach((name, found) -> counts.put(name, counts(vpc, found)));
    wake(byVpc.put(vpc, counts), counts);
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    wake(byVpc.remove(vpc), Map.of());
  }

  /** True once a check of any VPC has judged. */
  boolean isKnown() {
    return !byVpc.isEmpty();
  }

  /** By ManagedVpc, those that have any. */
  List<GuardrailCounts> of(String guardrail) {
    return byVpc.values().stream()
        .map(counts -> counts.get(guardrail))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(GuardrailCounts::managedVpc))
        .toList();
  }

  private void wake(Map<String, GuardrailCounts> before, Map<String, GuardrailCounts> after) {
    var old = before == null ? Map.<String, GuardrailCounts>of() : before;
    var names = new TreeSet<>(old.keySet());
    names.addAll(after.keySet());
    names.stream()
        .filter(name -> !Objects.equals(old.get(name), after.get(name)))
        .forEach(name -> source.propagateEvent(new ResourceID(name)));
  }

  private static GuardrailCounts counts(String vpc, List<Finding> findings) {
    var all = FindingCounts.distinct(findings);
    int accepted = (int) all.stream().filter(f -> !f.exemption().isEmpty()).count();
    int unknown =
        (int)
            all.stream()
                .filter(f -> f.exemption().isEmpty())
                .filter(f -> f.verdict() == Finding.Verdict.UNKNOWN)
                .count();
    return new GuardrailCounts(vpc, all.size() - accepted - unknown, unknown, accepted);
  }
}
