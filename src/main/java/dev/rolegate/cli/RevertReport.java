package dev.rolegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.cli.AuditInput.ChosenPlan;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.PlanJson;
import dev.rolegate.plan.PlanText;
import java.io.PrintWriter;
import java.util.List;

/**
 * What a revert would do.
 *
 * @param lost what does not come back
 * @param differing what is no longer as the plan left it
 */
record RevertReport(ChosenPlan chosen, Plan undoing, List<String> lost, List<String> differing) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** That rules to a group go with it is no loss here: the plan had made both. */
  static Plan withoutReferences(Plan plan) {
    return new Plan(
        plan.vpc(),
        plan.vpcId(),
        plan.steps(),
        plan.verdicts().stream()
            .map(
                verdict ->
                    verdict.withWithheld(
                        verdict.withheld().stream()
                            .filter(rule -> !rule.reason().equals(WithheldRule.ROLE_NOT_FOUND))
                            .toList()))
            .toList(),
        plan.undeclared(),
        plan.retirements(),
        plan.remediations());
  }

  void print(PrintWriter out, boolean asJson) {
    out.println(asJson ? json() : text());
    out.flush();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("Undoes plan ")
        .append(chosen.hash(), 0, Math.min(12, chosen.hash().length()))
        .append(": ");
    text.append(chosen.calls().size()).append(chosen.calls().size() == 1 ? " call" : " calls");
    text.append(" from ").append(first()).append(" to ").append(last()).append('\n');
    text.append(PlanText.render(undoing));
    list(text, "Does not come back:", lost);
    list(text, "No longer as the plan left it:", differing);
    return text.toString().stripTrailing();
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append('\n');
      lines.forEach(line -> text.append("! ").append(line).append('\n'));
    }
  }

  private String first() {
    return chosen.calls().get(0).time().toString();
  }

  private String last() {
    return chosen.calls().get(chosen.calls().size() - 1).time().toString();
  }

  private String json() {
    try {
      ObjectNode root = JSON.createObjectNode();
      ObjectNode undone = root.putObject("undoes");
      undone.put("plan", chosen.hash());
      undone.put("calls", chosen.calls().size());
      undone.put("from", first());
      undone.put("to", last());
      root.set("plan", JSON.readTree(PlanJson.write(undoing)));
      ArrayNode gone = root.putArray("lost");
      lost.forEach(gone::add);
      ArrayNode different = root.putArray("differing");
      differing.forEach(different::add);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
