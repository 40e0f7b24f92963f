package dev.rolegate.cli.report;

import dev.rolegate.model.OneLine;
import java.util.List;

/**
 * Something that an assessor would note.
 *
 * @param subject the group, as {@code sg-… (name)}, or what else is meant
 * @param groupIds the groups
 * @param owner who answers for it; empty where nobody is named
 * @param rule the rule, as {@code ingress tcp 22 0.0.0.0/0}; empty where the group as such is meant
 * @param ruleId {@code sgr-…}; empty where it is not known
 * @param by the guardrail or kind of sprawl that says so
 * @param title of it, in a few words; what holds where it is kept
 * @param severity as {@code High}; empty where it has none
 * @param controls ids of the controls that it stands for
 * @param text what is wrong
 * @param fix what to do about it; ends without a full stop
 * @param sure false where facts are missing for a verdict
 * @param accepted name of the GuardrailException by which it is accepted; else empty
 */
public record Entry(
    String subject,
    List<String> groupIds,
    String owner,
    String rule,
    String ruleId,
    String by,
    String title,
    String severity,
    List<String> controls,
    String text,
    String fix,
    boolean sure,
    String accepted) {
  public Entry {
    subject = OneLine.of(subject);
    groupIds = List.copyOf(groupIds);
    owner = OneLine.of(owner);
    rule = OneLine.of(rule);
    text = OneLine.of(text);
    fix = OneLine.of(fix);
    while (fix.endsWith(".")) {
      fix = fix.substring(0, fix.length() - 1);
    }
    controls = List.copyOf(controls);
  }
}
