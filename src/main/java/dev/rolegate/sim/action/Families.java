package dev.rolegate.sim.action;

import java.util.List;

/** The action families that make up the simulator. A new family is added here, nowhere else. */
public final class Families {
  private Families() {}

  public static List<ActionTable.Family> all(Quotas quotas) {
    RuleLimits limits = new RuleLimits(quotas);
    return List.of(
        new GroupLifecycle(quotas),
        new DescribeGroups(),
        new DescribeRules(),
        new AuthorizeRules(limits),
        new RevokeRules(),
        new ModifyRules(limits),
        new RuleDescriptions(),
        new TagActions());
  }
}
