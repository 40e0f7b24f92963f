package dev.rolegate.operator.status;

import dev.rolegate.api.RuleCounts;
import dev.rolegate.api.WithheldRule;
import java.util.List;

/**
 * What a check saw of a declared group.
 *
 * @param groupId empty where no group exists, or none that is proven to be Rolegate's
 * @param plan what is left to do, one step a line
 */
public record Facts(
    String groupId,
    String groupName,
    RuleCounts rules,
    String planHash,
    List<String> plan,
    List<WithheldRule> withheld) {

  /** Nothing was seen: what an earlier check saw stays in the status. */
  public static final Facts NONE = new Facts("", "", null, null, List.of(), List.of());

  public Facts {
    plan = List.copyOf(plan);
    withheld = List.copyOf(withheld);
  }
}
