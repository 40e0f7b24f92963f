package dev.rolegate.execute.revert;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What undoes a plan's work on a group that nothing declares: what it took comes back. What it gave
 * back stays, since whether that may be taken is for the OrphanedSecurityGroup to find out.
 */
final class OrphanUndoing {
  private OrphanUndoing() {}

  /** Empty where nothing was taken that is not there. */
  static Optional<Retirement> of(GroupUndoing group) {
    if (group.isCreated()) {
      group.lose("it was made anew by the plan, and stays as it is");
      return Optional.empty();
    }
    if (group.live() == null) {
      return Optional.ofNullable(group.deleted()).map(was -> again(group, was));
    }
    Group live = group.live();
    if (live.rules().stream().anyMatch(rule -> !group.rules().contains(rule))) {
      group.lose("rules that the plan gave back stay, as its OrphanedSecurityGroup wants them");
    }
    List<LiveRule> back = group.rules().stream().filter(group::isRestored).toList();
    boolean marked = live.tags().containsKey(Ownership.RETIRED);
    return back.isEmpty() && !(marked && group.isMarkedByPlan())
        ? Optional.empty()
        : Optional.of(restoring(group, live.withRules(back, true)));
  }

  private static Retirement again(GroupUndoing group, Group was) {
    group.lose(
        "it comes back under a new id, with the rules that it had when it was deleted; set"
            + " spec.decision of its OrphanedSecurityGroup to Restore for those that it had before");
    Map<String, String> tags = new TreeMap<>(was.tags());
    tags.remove(Ownership.RETIRED);
    return restoring(
        group,
        new Group(
            group.groupId(),
            was.name(),
            was.description(),
            was.vpcId(),
            was.ownerId(),
            tags,
            List.copyOf(group.rules()),
            true));
  }

  private static Retirement restoring(GroupUndoing group, Group former) {
    return new Retirement(
        group.key().name(), "", group.groupId(), Wanted.RESTORE, former, Map.of(), Map.of());
  }
}
