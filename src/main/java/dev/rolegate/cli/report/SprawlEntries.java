package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFinding;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sprawl as entries. Guardrails judge most of it too, group by group: what such a one adds, a
 * severity and whether it is accepted, is taken over, so that nothing is told twice.
 */
final class SprawlEntries {
  private static final Map<SprawlKind, String> GUARDRAILS =
      Map.of(
          SprawlKind.ALL_IN_ONE, "all-in-one-group",
          SprawlKind.PER_INSTANCE, "single-instance-group",
          SprawlKind.LAUNCH_WIZARD, "launch-wizard-group",
          SprawlKind.DUPLICATE, "duplicate-group",
          SprawlKind.PREFER_ROLE_REFERENCE, "prefer-role-reference");

  private static final List<String> SEVERITIES =
      Stream.concat(Arrays.stream(Severity.values()).map(Severity::text), Stream.of("")).toList();

  private final Sprawl sprawl;
  private final Inquiry inquiry;
  private final Known known;
  private final Set<String> told = new HashSet<>();

  SprawlEntries(Sprawl sprawl, Inquiry inquiry, Known known) {
    this.sprawl = sprawl;
    this.inquiry = inquiry;
    this.known = known;
    for (SprawlFinding finding : sprawl.findings()) {
      String guardrail = GUARDRAILS.get(finding.kind());
      finding.groupIds().forEach(id -> told.add(guardrail + " " + id));
    }
  }

  /** True where an entry here, or what was not looked at, says the same. */
  boolean tells(Finding finding) {
    String guardrail = finding.guardrail().name();
    return told.contains(guardrail + " " + finding.groupId())
        || finding.verdict() == Finding.Verdict.UNKNOWN && GUARDRAILS.containsValue(guardrail);
  }

  List<Entry> entries() {
    return sprawl.findings().stream()
        .filter(
            finding ->
                // The guardrail names the rule, which is more.
                finding.kind() != SprawlKind.STALE_REFERENCE
                    || !inquiry.guardrails().contains("reference-cannot-match"))
        .map(this::entry)
        .sorted(Comparator.comparing(entry -> SEVERITIES.indexOf(entry.severity())))
        .toList();
  }

  private Entry entry(SprawlFinding finding) {
    List<Finding> judged =
        inquiry.findings().stream()
            .filter(one -> one.guardrail().name().equals(GUARDRAILS.get(finding.kind())))
            .filter(one -> finding.groupIds().contains(one.groupId()))
            .toList();
    Optional<Finding> first = judged.stream().findFirst();
    Set<String> owners = new TreeSet<>();
    finding.groupIds().forEach(id -> owners.add(known.owner(id)));
    owners.remove("");
    boolean accepted =
        judged.size() == finding.groupIds().size()
            && judged.stream().noneMatch(one -> one.exemption().isEmpty());
    return new Entry(
        String.join(", ", finding.groupIds().stream().map(known::text).toList()),
        finding.groupIds(),
        String.join(", ", owners),
        "",
        "",
        finding.kind().apiName(),
        "Found: " + finding.kind().meaning(),
        first.map(one -> one.guardrail().severity().text()).orElse(""),
        first.map(one -> one.guardrail().controls()).orElse(List.of()),
        Stream.concat(Stream.of(finding.subject()), finding.evidence().stream())
            .collect(Collectors.joining("; ")),
        finding.proposal(),
        true,
        accepted && first.isPresent() ? first.get().exemption() : "");
  }
}
