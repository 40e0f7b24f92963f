package dev.rolegate.execute.revert;

import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Restoration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What undoes an earlier plan: the groups that it changed as they are now, but for its changes.
 *
 * @param desired the state to go to; only groups that the plan changed
 * @param restoration the tags of the rules that come back
 * @param lost what of the earlier state does not come back, and why, a line each
 * @param differing where EC2 is no longer as the plan left it, and what becomes of that
 */
public record Reversal(
    DesiredVpc desired, Restoration restoration, List<String> lost, List<String> differing) {
  public Reversal {
    lost = List.copyOf(lost);
    differing = List.copyOf(differing);
  }

  /**
   * Works it out. Pure but for the question about groups elsewhere.
   *
   * @param hash of the plan that is undone
   * @param calls of that plan in their order, all of one VPC; at least one
   * @param live the VPC; the groups that the calls name have to be read with rule ids
   * @param existsElsewhere whether there is a group of that id in another VPC
   */
  public static Reversal of(
      String hash, List<AuditedCall> calls, VpcSnapshot live, Predicate<String> existsElsewhere) {
    return new Undoing(hash, calls, live, existsElsewhere).reversal();
  }

  /** Whoever reverts has decided: no limit, and no first approval of what was taken over. */
  public Consent consent() {
    Set<String> ids =
        desired.groups().stream().map(DesiredGroup::knownGroupId).collect(Collectors.toSet());
    return Consent.UNLIMITED.withReleased(ids);
  }

  /** The groups that must be read with rule ids. */
  public static Set<String> groupIds(List<AuditedCall> calls) {
    Set<String> ids = new TreeSet<>();
    for (AuditedCall call : calls) {
      ids.add(call.groupId());
      call.context().groups().forEach(group -> ids.add(group.groupId()));
      call.end().map(end -> end.created().group()).ifPresent(created -> ids.add(created.groupId()));
    }
    ids.remove("");
    return ids;
  }

  /** Groups that calls of other plans changed after this one's, a line for each such plan. */
  public static List<String> laterPlans(List<AuditedCall> calls, List<AuditedCall> all) {
    AuditedCall last = calls.get(calls.size() - 1);
    Set<String> ids = groupIds(calls);
    Set<String> lines = new java.util.LinkedHashSet<>();
    for (AuditedCall call : all) {
      if (call.isWithoutEffect() || calls.contains(call) || call.time().isBefore(last.time())) {
        continue;
      }
      for (var group : call.context().groups()) {
        String id = call.groupId().isEmpty() ? group.groupId() : call.groupId();
        if (ids.contains(id)) {
          lines.add(line(group.key(), id, call));
        }
      }
    }
    return List.copyOf(lines);
  }

  private static String line(GroupKey key, String id, AuditedCall call) {
    return key
        + " ("
        + id
        + ") was changed since, by plan "
        + call.context().since().substring(0, Math.min(12, call.context().since().length()))
        + "; that stays, unless the group itself goes";
  }
}
