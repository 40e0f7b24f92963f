package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Match;
import dev.rolegate.model.GuardrailDocument.Scope;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a report asks of every rule besides the guardrails of the house, in the same language, so
 * that both mean the same by the world. What they find is a fact and no fault.
 */
public enum Asked {
  WORLD("report-world", "!(rule.direction == \"ingress\" && rule.fromWorld())"),
  ADMINISTRATION(
      "report-administration",
      "!(rule.direction == \"ingress\" && rule.opens([22, 3389, 5985, 5986]))"),
  WIDE(
      "report-wide",
      "!(rule.direction == \"ingress\" && rule.peerKind in [\"cidr\", \"prefixList\"]"
          + " && (rule.fromWorld() || rule.coversVpc() || rule.coversSubnet()))"),
  DATABASES(
      "report-databases",
      "!(rule.direction == \"ingress\" && rule.opens([1433, 1521, 3306, 5432, 6379, 27017]))"),
  OUTBOUND("report-outbound", "!(rule.direction == \"egress\" && rule.fromWorld())");

  private final String id;
  private final String expression;

  Asked(String id, String expression) {
    this.id = id;
    this.expression = expression;
  }

  public static List<GuardrailDocument> documents() {
    return Arrays.stream(values()).map(Asked::document).toList();
  }

  static boolean isOne(Finding finding) {
    return Arrays.stream(values()).anyMatch(asked -> asked.isBy(finding));
  }

  boolean isBy(Finding finding) {
    return finding.guardrail().name().equals(id);
  }

  private GuardrailDocument document() {
    return new GuardrailDocument(
        id,
        "",
        0,
        id,
        List.of(),
        Severity.LOW,
        Action.WARN,
        Scope.ALL,
        Match.ALL,
        Subject.RULE,
        "",
        expression,
        "rule.peer",
        Map.of());
  }
}
