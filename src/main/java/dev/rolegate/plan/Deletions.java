package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which groups can be deleted, and the steps for it: rules that refer to the group, its own rules,
 * the group. Anything that holds a group, or might, keeps it as it is.
 */
final class Deletions {
  private final Map<GroupKey, List<String>> blocked = new TreeMap<>();
  private final Set<String> doomed = new HashSet<>();
  private final Map<GroupKey, Step.Hold> held = new TreeMap<>();

  Deletions(
      Bindings bindings,
      VpcSnapshot snapshot,
      Map<String, GroupUse> uses,
      DeletionLimit limit,
      Holds holds) {
    for (Binding binding : bindings.all()) {
      if (binding.declared().intent() != Intent.ABSENT || !binding.isManaged()) {
        continue;
      }
      List<String> holders = new ArrayList<>(referrers(binding.groupId(), bindings, snapshot));
      holders.addAll(GroupUse.lines(uses.get(binding.groupId())));
      boolean approved = limit.isApproved(binding.groupId());
      if (!holders.isEmpty()) {
        blocked.put(binding.declared().key(), holders);
      } else if (holds.awaitsRelease(binding) && !approved) {
        held.put(binding.declared().key(), Step.Hold.ADOPTION);
      } else if (limit.allows(binding.groupId())) {
        doomed.add(binding.groupId());
      } else {
        held.put(binding.declared().key(), Step.Hold.DELETION_LIMIT);
      }
    }
  }

  /** Rules elsewhere that refer to the group and are not ours to revoke. */
  private static List<String> referrers(String groupId, Bindings bindings, VpcSnapshot snapshot) {
    List<String> found = new ArrayList<>();
    for (Group group : snapshot.groups().values()) {
      if (group.groupId().equals(groupId)) {
        continue;
      }
      Binding owner = bindings.ofId(group.groupId());
      boolean ours =
          owner != null && owner.isManaged() && owner.declared().intent() != Intent.SUSPENDED;
      if (ours) {
        continue;
      }
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer && peer.groupId().equals(groupId)) {
          found.add(group.words(rule));
        }
      }
    }
    return found;
  }

  /** Ids of the groups that go. */
  Set<String> doomed() {
    return doomed;
  }

  /** The holders of a group whose deletion is wanted; null where it is not blocked. */
  List<String> holders(GroupKey key) {
    return blocked.get(key);
  }

  /** A group whose deletion is held stays as it is documented; one step stands for what waits. */
  private Draft waiting(Binding binding, Step.Hold hold) {
    List<LiveRule> rules = binding.group().rules();
    return new Draft(
            Phase.DELETE,
            List.of(binding.target()),
            new Step.Delete(),
            Effect.NEUTRAL,
            "its RoleSecurityGroup is being deleted, and nothing uses it")
        .held(hold)
        .interrupting(Untracked.interrupts(rules, rules));
  }

  /**
   * Steps for the groups that go, and for those that wait.
   *
   * @param others steps for all other groups; those that revoke references are waited for
   */
  List<Draft> plan(Bindings bindings, List<Draft> others) {
    List<Draft> drafts = new ArrayList<>();
    Map<String, Draft> deletes = new TreeMap<>();
    Map<String, List<Draft>> ownRevokes = new TreeMap<>();
    for (Binding binding : bindings.all()) {
      if (!binding.isManaged() || !doomed.contains(binding.groupId())) {
        continue;
      }
      for (Direction direction : Direction.values()) {
        List<LiveRule> rules =
            binding.group().rules().stream().filter(r -> r.direction() == direction).toList();
        if (!rules.isEmpty()) {
          Draft revoke =
              new Draft(
                      Phase.NARROW,
                      List.of(binding.target()),
                      new Step.Revoke(direction, rules),
                      Effect.NARROW,
                      "the group is being deleted, and nothing uses it")
                  .interrupting(Untracked.interrupts(rules, binding.group().rules()));
          ownRevokes.computeIfAbsent(binding.groupId(), id -> new ArrayList<>()).add(revoke);
          drafts.add(revoke);
        }
      }
      deletes.put(
          binding.groupId(),
          new Draft(
              Phase.DELETE,
              List.of(binding.target()),
              new Step.Delete(),
              Effect.NEUTRAL,
              "its RoleSecurityGroup is being deleted, and nothing uses it"));
    }
    deletes.forEach(
        (id, delete) -> {
          ownRevokes
              .getOrDefault(id, List.of())
              .forEach(revoke -> delete.after(revoke, Cause.RULES_GONE));
          afterReferences(delete, id, others);
          ownRevokes.forEach(
              (other, revokes) -> {
                if (!other.equals(id)) {
                  afterReferences(delete, id, revokes);
                }
              });
        });
    drafts.addAll(deletes.values());
    held.forEach((key, hold) -> drafts.add(waiting(bindings.of(key), hold)));
    return drafts;
  }

  private static void afterReferences(Draft delete, String groupId, List<Draft> candidates) {
    for (Draft draft : candidates) {
      if (draft.action() instanceof Step.Revoke revoke
          && revoke.rules().stream()
              .anyMatch(
                  rule ->
                      rule.permission().peer() instanceof Peer.Group peer
                          && peer.groupId().equals(groupId))) {
        delete.after(draft, Cause.REFERENCES_GONE);
      }
    }
  }
}
