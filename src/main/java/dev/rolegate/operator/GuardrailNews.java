package dev.rolegate.operator;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailCounts;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Judgement;
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
  /**
   * Of one guardrail in one VPC.
   *
   * @param counts null where it found nothing
   * @param flaw why it could not judge everything; empty where it did
   */
  private record Last(GuardrailCounts counts, String flaw) {}

  private final Map<String, Map<String, Last>> byVpc = new ConcurrentHashMap<>();
  private volatile SimpleInboundEventSource<Guardrail> source = newSource();

  private static SimpleInboundEventSource<Guardrail> newSource() {
    return new SimpleInboundEventSource<>("findings");
  }

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, Guardrail> source() {
    source = newSource();
    return source;
  }

  /** Takes what came of a check of a VPC. */
  void found(String vpc, Judgement judgement) {
    Map<String, List<Finding>> byName = new TreeMap<>();
    judgement
        .findings()
        .forEach(
            f -> byName.computeIfAbsent(f.guardrail().name(), name -> new ArrayList<>()).add(f));
    Map<String, Last> now = new TreeMap<>();
    byName.forEach((name, found) -> now.put(name, new Last(counts(vpc, found), "")));
    judgement
        .flaws()
        .forEach(
            flaw ->
                now.compute(
                    flaw.guardrail().name(),
                    (name, last) -> new Last(last == null ? null : last.counts, flaw.text())));
    wake(byVpc.put(vpc, now), now);
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    wake(byVpc.remove(vpc), Map.of());
  }

  /** True once a check of any VPC has judged. */
  boolean isKnown() {
    return !byVpc.isEmpty();
  }

  /** By ManagedVpc, why it could not judge everything there. */
  Map<String, String> flaws(String guardrail) {
    Map<String, String> flaws = new TreeMap<>();
    byVpc.forEach(
        (vpc, last) -> {
          if (last.containsKey(guardrail) && !last.get(guardrail).flaw.isEmpty()) {
            flaws.put(vpc, last.get(guardrail).flaw);
          }
        });
    return flaws;
  }

  /** By ManagedVpc, those that have any. */
  List<GuardrailCounts> of(String guardrail) {
    return byVpc.values().stream()
        .map(last -> last.get(guardrail))
        .filter(Objects::nonNull)
        .map(Last::counts)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(GuardrailCounts::managedVpc))
        .toList();
  }

  private void wake(Map<String, Last> before, Map<String, Last> after) {
    var old = before == null ? Map.<String, Last>of() : before;
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
