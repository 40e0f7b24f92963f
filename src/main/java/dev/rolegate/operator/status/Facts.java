package dev.rolegate.operator.status;

import dev.rolegate.api.ExpiryStatus;
import dev.rolegate.api.RuleCounts;
import dev.rolegate.api.WithheldRule;
import java.util.List;

/**
 * What a check saw of a declared group.
 *
 * @param groupId empty where no group exists, or none that is proven to be Rolegate's
 * @param plan what is left to do, one step a line
 * @param applied short hashes of the documented rules that are in place, sorted; null where they
 *     were not compared
 * @param expiries documented rules that end or ended
 * @param reviewDue when the next review is due; empty where that is not known
 */
public record Facts(
    String groupId,
    String groupName,
    RuleCounts rules,
    String planHash,
    List<String> plan,
    List<WithheldRule> withheld,
    List<String> applied,
    List<ExpiryStatus> expiries,
    String reviewDue) {

  /** Nothing was seen: what an earlier check saw stays in the status. */
  public static final Facts NONE =
      new Facts("", "", null, null, List.of(), List.of(), null, List.of(), "");

  public Facts {
    plan = List.copyOf(plan);
    withheld = List.copyOf(withheld);
    expiries = List.copyOf(expiries);
    applied = applied == null ? null : List.copyOf(applied);
  }
}
