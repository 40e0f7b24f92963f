package dev.rolegate.operator.unmanaged;

import dev.rolegate.api.DefaultGroupAction;
import dev.rolegate.api.DefaultGroupStatus;
import dev.rolegate.model.Group;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.RemediationVerdict;
import dev.rolegate.plan.Unmanaged;
import java.util.List;
import java.util.Optional;

/** What is said of a VPC's default group, and what is wanted of it. */
public final class DefaultGroup {
  private DefaultGroup() {}

  /** What closes it; empty where nothing does. */
  public static Optional<Remediation> closing(DefaultGroupAction action, VpcSnapshot snapshot) {
    return action == DefaultGroupAction.CLOSE
        ? Unmanaged.defaultGroup(snapshot).map(group -> Remediation.closing(group.groupId()))
        : Optional.empty();
  }

  /**
   * For the status.
   *
   * @param removed how many of its rules this check removed
   */
  public static Optional<DefaultGroupStatus> status(
      DefaultGroupAction action, VpcSnapshot snapshot, int removed) {
    return action == DefaultGroupAction.IGNORE
        ? Optional.empty()
        : Unmanaged.defaultGroup(snapshot)
            .map(
                group ->
                    new DefaultGroupStatus(
                        group.groupId(), Math.max(0, group.rules().size() - removed)));
  }

  /** The condition; empty where the group is ignored. */
  public static Optional<Finding> finding(
      DefaultGroupAction action, VpcSnapshot snapshot, int removed, Plan plan) {
    if (action == DefaultGroupAction.IGNORE) {
      return Optional.empty();
    }
    Optional<Group> group = Unmanaged.defaultGroup(snapshot);
    if (group.isEmpty()) {
      return Optional.of(
          new Finding(
              Finding.DEFAULT_GROUP_CLOSED,
              Finding.UNKNOWN,
              Reason.NOT_COMPARED,
              "EC2 does not show the VPC's default group"));
    }
    int rules = Math.max(0, group.get().rules().size() - removed);
    String id = group.get().groupId();
    return Optional.of(
        rules == 0
            ? new Finding(
                Finding.DEFAULT_GROUP_CLOSED,
                Finding.TRUE,
                Reason.DEFAULT_GROUP_CLOSED,
                id + " has no rules")
            : new Finding(
                Finding.DEFAULT_GROUP_CLOSED,
                Finding.FALSE,
                Reason.DEFAULT_GROUP_OPEN,
                id
                    + " has "
                    + (rules == 1 ? "1 rule" : rules + " rules")
                    + (action == DefaultGroupAction.CLOSE
                        ? why(plan, id)
                        : "; spec.defaultGroup: Close removes them")));
  }

  private static String why(Plan plan, String id) {
    List<RemediationVerdict> verdicts =
        plan.remediations().stream().filter(v -> v.groupId().equals(id)).toList();
    if (verdicts.isEmpty()) {
      return "";
    }
    String detail = String.join("; ", verdicts.get(0).detail());
    return switch (verdicts.get(0).state()) {
      case LEFT_ALONE -> ", and is left alone: " + detail;
      case HELD -> ", whose removal waits for an approval, since it would cut off " + detail;
      case DONE, CHANGES, WAITS, GONE -> "";
    };
  }
}
