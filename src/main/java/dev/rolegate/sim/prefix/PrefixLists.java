package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.ResourceIds;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.List;

/** Finds prefix lists and what refers to them. */
final class PrefixLists {
  private PrefixLists() {}

  /** A list that the caller sees: its own or one of AWS's. */
  static PrefixList visible(Call call, String id) {
    return call.state()
        .find(PrefixList.class, id)
        .filter(list -> sees(call, list))
        .orElseThrow(() -> ResourceIds.notFound(id));
  }

  static boolean sees(Call call, PrefixList list) {
    return list.isAwsManaged() || list.owner().equals(call.account());
  }

  /** A list of the caller that nothing is under way on; only one change at a time [D]. */
  static PrefixList changeable(Call call, String id) {
    PrefixList list = visible(call, id);
    if (list.isAwsManaged()) {
      throw Ec2Error.client(
          "OperationNotPermitted",
          "The prefix list '" + id + "' is managed by AWS and cannot be changed.");
    }
    if (list.isBusy()) {
      throw Ec2Error.client(
          "IncorrectState",
          "The request cannot be completed while the prefix list (%s) is in the current state (%s)."
              .formatted(id, list.state()));
    }
    return list;
  }

  /** The groups with a rule that names the list, ordered by id. */
  static List<SecurityGroup> references(RegionState state, String id) {
    return state.all(SecurityGroup.class).stream()
        .filter(
            group ->
                group.rules().stream()
                    .anyMatch(
                        rule ->
                            rule.key().target() instanceof Target.PrefixList target
                                && target.prefixListId().equals(id)))
        .toList();
  }
}
