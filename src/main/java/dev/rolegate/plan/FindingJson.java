package dev.rolegate.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.guardrail.Finding;

/** The JSON form of what a guardrail found. */
final class FindingJson {
  private FindingJson() {}

  static ObjectNode of(Finding finding) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("guardrail", finding.guardrail().name());
    node.put("severity", finding.guardrail().severity().text());
    node.put("action", finding.guardrail().action().text());
    node.set("controls", PlanJson.texts(finding.guardrail().controls()));
    node.put("state", PlanText.word(finding.state()));
    node.put("verdict", PlanText.word(finding.verdict()));
    node.put("group", finding.group().map(Object::toString).orElse(""));
    node.put("groupId", finding.groupId());
    finding
        .rule()
        .ifPresent(
            rule -> {
              ObjectNode of = node.putObject("rule");
              of.put("ruleId", rule.ruleId());
              of.put("name", rule.name());
              of.put("direction", rule.direction().word());
              PlanJson.permission(of, rule.permission());
            });
    node.put("message", finding.message());
    node.put("exception", finding.exemption());
    return node;
  }
}
