package dev.rolegate.guardrail;

import dev.rolegate.model.Exemption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The accepted exceptions that count now. */
final class Exemptions {
  private final Map<String, List<Exemption>> byGuardrail;

  Exemptions(Docket docket) {
    byGuardrail =
        docket.exemptions().stream()
            .filter(one -> one.counts(docket.now()) && one.vpc().equals(docket.desired().name()))
            .sorted(java.util.Comparator.comparing(Exemption::name))
            .collect(Collectors.groupingBy(Exemption::guardrail));
  }

  /** The finding with the exemption by which it is accepted, if there is one. */
  Finding apply(Finding finding) {
    return byGuardrail.getOrDefault(finding.guardrail().name(), List.of()).stream()
        .filter(one -> covers(one, finding))
        .findFirst()
        .map(one -> finding.withExemption(one.name()))
        .orElse(finding);
  }

  private static boolean covers(Exemption one, Finding finding) {
    boolean sameGroup =
        one.group().isPresent()
            ? one.group().equals(finding.group())
            : !one.groupId().isEmpty() && one.groupId().equals(finding.groupId());
    return sameGroup
        && (one.rule().isEmpty()
            || finding
                .rule()
                .map(rule -> one.rule().equals(rule.name()) || one.rule().equals(rule.ruleId()))
                .orElse(false));
  }
}
