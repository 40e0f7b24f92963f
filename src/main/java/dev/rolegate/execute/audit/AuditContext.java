package dev.rolegate.execute.audit;

import dev.rolegate.plan.Step;
import java.util.List;

/**
 * On whose behalf a call is made.
 *
 * @param vpc name of the ManagedVpc
 * @param account the groups' owner; empty where it is not known
 * @param plan hash of the plan that the pass follows
 * @param since hash of the plan in which this piece of work stood first: a big plan takes several
 *     passes, each with a plan of its own of what is left
 * @param groups the groups of the step; ids are empty where a pass has created the group just now
 * @param why the step's reason
 * @param guardrails names of the guardrails for which rules are removed that nobody declares; empty
 *     for every other cause
 */
public record AuditContext(
    String cluster,
    String vpc,
    String vpcId,
    String region,
    String account,
    String plan,
    String since,
    int step,
    List<Step.Target> groups,
    String why,
    List<String> guardrails) {
  public AuditContext {
    groups = List.copyOf(groups);
    guardrails = List.copyOf(guardrails);
  }
}
