package dev.rolegate.cli;

import dev.rolegate.cli.manifest.GuardrailCases.Case;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what a case expects with what was found. */
final class CaseVerdict {
  private CaseVerdict() {}

  /** What differs, a line each; empty where all is as expected. */
  static List<String> differences(Case one, List<Finding> findings) {
    String found = outcome(findings);
    List<String> lines = new ArrayList<>();
    if (!found.equals(one.passes().asText())) {
      lines.add("expected passes: " + one.passes().asText() + ", found: " + found);
      findings.forEach(finding -> lines.add("  " + text(finding)));
      return lines;
    }
    if (one.rules() != null && !named(one, findings)) {
      lines.add(
          "expected rules: "
              + String.join(", ", new TreeSet<>(one.rules()))
              + "; found: "
              + findings.stream()
                  .map(CaseVerdict::name)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (one.message() != null) {
      findings.stream()
          .filter(finding -> !finding.message().contains(one.message()))
          .forEach(
              finding ->
                  lines.add(
                      "expected in the message: " + one.message() + "; found: " + text(finding)));
    }
    return lines;
  }

  /** The worst that was found. */
  private static String outcome(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "true";
    }
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BROKEN)
        ? "false"
        : "unknown";
  }

  private static boolean named(Case one, List<Finding> findings) {
    Set<String> wanted = new TreeSet<>(one.rules());
    boolean all =
        findings.stream()
            .allMatch(
                f -> f.rule().isPresent() && (wanted.contains(name(f)) || wanted.contains(id(f))));
    return all
        && wanted.stream()
            .allMatch(
                name ->
                    findings.stream().anyMatch(f -> name.equals(name(f)) || name.equals(id(f))));
  }

  private static String name(Finding finding) {
    return finding
        .rule()
        .map(rule -> rule.name().isEmpty() ? rule.ruleId() : rule.name())
        .orElse("the group");
  }

  private static String id(Finding finding) {
    return finding.rule().map(Finding.Rule::ruleId).orElse("");
  }

  private static String text(Finding finding) {
    return name(finding)
        + (finding.verdict() == Verdict.UNKNOWN ? " (unknown): " : ": ")
        + finding.message();
  }
}
