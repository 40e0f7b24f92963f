package dev.rolegate.guardrail;

import dev.rolegate.model.Exemption;
import dev.rolegate.model.LiveRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The accepted exceptions that count now. */
final class Exemptions {
  private final Map<String, List<Exemption>> byGuardrail;

  /** Names of those for a rule by an id that no live rule is seen to have. */
  private final Set<String> unread;

  Exemptions(Docket docket) {
    byGuardrail =
        docket.exemptions().stream()
            .filter(one -> one.counts(docket.now()) && one.vpc().equals(docket.desired().name()))
            .sorted(Comparator.comparing(Exemption::name))
            .collect(Collectors.groupingBy(Exemption::guardrail));
    unread = unread(docket);
  }

  private Set<String> unread(Docket docket) {
    List<Exemption> named =
        byGuardrail.values().stream().flatMap(List::stream).filter(Exemption::isForRuleId).toList();
    if (named.isEmpty() || docket.snapshot().isEmpty()) {
      return Set.of();
    }
    Set<String> seen =
        docket.snapshot().get().groups().values().stream()
            .flatMap(group -> group.rules().stream())
            .map(LiveRule::ruleId)
            .collect(Collectors.toSet());
    return named.stream()
        .filter(one -> !seen.contains(one.rule()))
        .map(Exemption::name)
        .collect(Collectors.toSet());
  }

  /**
   * The finding with the exemption by which it is accepted, if there is one. Where it is not known
   * which rule an exemption is for, it is not sure for any of that group.
   */
  Finding apply(Finding finding) {
    List<Exemption> own = byGuardrail.getOrDefault(finding.guardrail().name(), List.of());
    Optional<Exemption> covering = own.stream().filter(one -> covers(one, finding)).findFirst();
    if (covering.isPresent()) {
      return finding.withExemption(covering.get().name());
    }
    return own.stream()
        .filter(one -> unread.contains(one.name()) && isOfGroup(one, finding))
        .filter(one -> finding.rule().filter(rule -> rule.ruleId().isEmpty()).isPresent())
        .findFirst()
        .map(one -> unsure(finding, one))
        .orElse(finding);
  }

  private static Finding unsure(Finding finding, Exemption one) {
    return finding.unknown(
        "Cannot be told: GuardrailException "
            + one.name()
            + " is for "
            + one.rule()
            + ", and it is not known which rule that is. "
            + finding.message());
  }

  private static boolean covers(Exemption one, Finding finding) {
    return isOfGroup(one, finding)
        && (one.rule().isEmpty()
            || finding
                .rule()
                .map(rule -> one.rule().equals(rule.name()) || one.rule().equals(rule.ruleId()))
                .orElse(false));
  }

  private static boolean isOfGroup(Exemption one, Finding finding) {
    return one.group().isPresent()
        ? one.group().equals(finding.group())
        : !one.groupId().isEmpty() && one.groupId().equals(finding.groupId());
  }
}
