package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2.NewRule;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.util.List;

/**
 * Adds a rule again that was taken from a group that nobody declares: with its content, description
 * and tags, under the new id that EC2 gives it.
 */
public final class RuleReturn {
  private final DesiredVpc vpc;
  private final Plan plan;

  private RuleReturn(DesiredVpc vpc, Plan plan) {
    this.vpc = vpc;
    this.plan = plan;
  }

  /**
   * @param vpc names the VPC, for the plan and the audit log; its documents are not looked at
   * @param rule as it was
   * @param reason for the plan and the audit log
   */
  public static RuleReturn of(DesiredVpc vpc, String groupId, LiveRule rule, String reason) {
    Step step =
        new Step(
            1,
            List.of(new Step.Target(new GroupKey("", groupId), groupId)),
            new Step.Authorize(
                rule.direction(),
                List.of(
                    new DesiredRule(
                        rule.direction(), rule.permission(), rule.ruleName(), rule.description())),
                rule.tags()),
            Step.Effect.WIDEN,
            reason,
            List.of(),
            Step.Hold.NONE,
            false);
    return new RuleReturn(
        vpc, new Plan(vpc.name(), vpc.vpcId(), List.of(step), List.of(), List.of()));
  }

  /** The one step. */
  public Plan plan() {
    return plan;
  }

  /**
   * Makes the call, told to the audit log before and after.
   *
   * @param snapshot of the VPC
   * @return the rule with its new id
   * @throws dev.rolegate.ec2.Ec2Exception when it was not made, or its answer was lost
   */
  public LiveRule apply(Ec2 ec2, AuditLog audit, VpcSnapshot snapshot) {
    Step step = plan.steps().get(0);
    Step.Authorize call = (Step.Authorize) step.action();
    List<NewRule> rules =
        call.rules().stream()
            .map(rule -> new NewRule(rule.permission(), rule.description()))
            .toList();
    return new AuditTrail(audit).new OfPass(ec2, plan, vpc, snapshot)
        .of(step)
        .authorize(step.group().groupId(), call.direction(), rules, call.ruleTags())
        .get(0);
  }
}
