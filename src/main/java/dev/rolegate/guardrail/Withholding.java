package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.List;

/** Takes from a declared group the rules that guardrails do not let pass. */
final class Withholding {
  private Withholding() {}

  /** Whether a finding can keep a rule of a document from being applied. */
  static boolean counts(Finding finding) {
    return finding.state() == Finding.State.DECLARED
        && finding.exemption().isEmpty()
        && finding.guardrail().action() != Action.WARN;
  }

  /**
   * @param facts of the group, with its rules in the same order
   * @param findings that count, in order
   */
  static DesiredGroup of(DesiredGroup group, GroupFacts facts, List<Finding> findings) {
    List<DesiredRule> applied = new ArrayList<>();
    List<WithheldRule> withheld = new ArrayList<>(group.withheld());
    for (int i = 0; i < group.rules().size(); i++) {
      DesiredRule rule = group.rules().get(i);
      boolean live = facts.rules().get(i).live();
      List<Finding> against =
          findings.stream().filter(finding -> holds(finding, rule, live)).toList();
      if (against.isEmpty()) {
        applied.add(rule);
      } else {
        withheld.add(withheld(rule, against));
      }
    }
    return group.withRules(applied, withheld);
  }

  /**
   * What is not sure keeps out what is not there yet, and leaves the rest alone. So does what is
   * said of a group as such.
   */
  private static boolean holds(Finding finding, DesiredRule rule, boolean live) {
    if (finding.rule().isEmpty()) {
      return !live;
    }
    return finding.rule().get().direction() == rule.direction()
        && finding.rule().get().permission().equals(rule.permission())
        && (finding.verdict() == Finding.Verdict.BROKEN || !live);
  }

  private static WithheldRule withheld(DesiredRule rule, List<Finding> against) {
    boolean removed =
        against.stream()
            .anyMatch(
                finding ->
                    finding.guardrail().action() == Action.REMOVE
                        && finding.verdict() == Finding.Verdict.BROKEN);
    Finding worst =
        against.stream()
            .filter(finding -> finding.verdict() == Finding.Verdict.BROKEN)
            .findFirst()
            .orElse(against.get(0));
    return new WithheldRule(
        rule.direction(),
        rule.name(),
        rule.permission().toString(),
        java.util.Optional.of(rule.permission()),
        WithheldRule.GUARDRAIL,
        worst.guardrail().name() + ": " + worst.message(),
        removed);
  }
}
