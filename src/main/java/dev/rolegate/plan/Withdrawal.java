package dev.rolegate.plan;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.RetirementVerdict.State;
import dev.rolegate.plan.Retirements.Result;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Marks, empties and deletes groups that nothing uses. Anything that holds a group, or might, keeps
 * it as it is; so does a difference from what was written down of it, since that is what brings it
 * back.
 */
final class Withdrawal {
  private final RetiredGroups groups;
  private final Map<String, GroupUse> uses;
  private final DeletionLimit limit;
  private final Map<String, Retirement> wanted = new LinkedHashMap<>();

  Withdrawal(RetiredGroups groups, Map<String, GroupUse> uses, DeletionLimit limit) {
    this.groups = groups;
    this.uses = uses;
    this.limit = limit;
  }

  /** A retirement whose group may be touched, or is not there. */
  void add(Retirement retirement) {
    wanted.put(retirement.name(), retirement);
  }

  /** By name. */
  Map<String, Result> plan() {
    Map<String, Result> results = new HashMap<>();
    Set<String> emptied = new HashSet<>();
    for (Retirement retirement : wanted.values()) {
      Result ended = ended(retirement);
      if (ended != null) {
        results.put(retirement.name(), ended);
      } else if (retirement.wanted() == Wanted.QUARANTINE) {
        emptied.add(retirement.groupId());
      }
    }
    Map<String, List<String>> held = heldByRules(emptied);
    Map<String, List<String>> named = namedByRules(Set.of());
    for (Retirement retirement : wanted.values()) {
      if (results.containsKey(retirement.name())) {
        continue;
      }
      // EC2 deletes no group that a rule names, not even a rule that is about to go.
      List<String> holders =
          (retirement.wanted() == Wanted.DELETE ? named : held)
              .getOrDefault(retirement.groupId(), List.of());
      results.put(
          retirement.name(),
          holders.isEmpty() ? steps(retirement) : Result.of(State.BLOCKED, holders));
    }
    return results;
  }

  /** How a group stands of which nothing is to be taken; null where something is. */
  private Result ended(Retirement retirement) {
    Group live = groups.live(retirement).orElse(null);
    boolean deletes = retirement.wanted() == Wanted.DELETE;
    if (live == null) {
      return Result.of(deletes ? State.DONE : State.MISSING, List.of());
    }
    if (groups.isEmptied(live) && !deletes) {
      return Result.of(State.DONE, List.of());
    }
    if (deletes && !groups.isMarked(live)) {
      return Result.of(State.BLOCKED, List.of("its tag " + mark() + " is gone"));
    }
    List<String> changes = deletes ? came(live.rules(), "has") : changes(live, retirement.former());
    if (!changes.isEmpty()) {
      return Result.of(State.CHANGED_SINCE, changes);
    }
    List<String> holders = new ArrayList<>(GroupUse.lines(uses.get(live.groupId())));
    holders.addAll(groups.documented(live.groupId()));
    return holders.isEmpty() ? null : Result.of(State.BLOCKED, holders);
  }

  private String mark() {
    return groups.mark().entrySet().iterator().next().toString();
  }

  /**
   * What is not as it was written down. Once the group is marked, rules may be missing: a pass took
   * them, and the next goes on. None may be there that was not written down.
   */
  private List<String> changes(Group live, Group former) {
    if (!live.rules().isEmpty() && !live.detailed()) {
      return List.of("its rules were not read with their ids");
    }
    Map<String, LiveRule> known = new TreeMap<>();
    former.rules().forEach(rule -> known.put(rule.ruleId(), rule.withSettled(true)));
    List<LiveRule> other =
        live.rules().stream()
            .filter(rule -> !rule.withSettled(true).equals(known.get(rule.ruleId())))
            .toList();
    List<String> found = new ArrayList<>(came(other, "has"));
    if (!groups.isMarked(live)) {
      Set<String> there = new HashSet<>();
      live.rules().forEach(rule -> there.add(rule.ruleId()));
      former.rules().stream()
          .filter(rule -> !there.contains(rule.ruleId()))
          .forEach(rule -> found.add("lost " + text(rule)));
      if (!withoutMark(live).equals(withoutMark(former))) {
        found.add("has other tags");
      }
    }
    return found;
  }

  private static Map<String, String> withoutMark(Group group) {
    Map<String, String> tags = new TreeMap<>(group.tags());
    tags.remove(Ownership.RETIRED);
    return tags;
  }

  private static List<String> came(List<LiveRule> rules, String verb) {
    return rules.stream().map(rule -> verb + " " + text(rule)).toList();
  }

  private static String text(LiveRule rule) {
    return rule.direction().word()
        + " rule "
        + rule.permission()
        + (rule.hasId() ? " (" + rule.ruleId() + ")" : "");
  }

  /**
   * The groups that rules elsewhere hold, with these rules; rules of groups that are emptied
   * themselves hold nothing. A group that is held holds what it names, so that this is repeated
   * until nothing changes.
   *
   * @param emptied ids of groups that lose all their rules; those that are held leave it
   */
  private Map<String, List<String>> heldByRules(Set<String> emptied) {
    Map<String, List<String>> held = namedByRules(emptied);
    while (emptied.removeAll(held.keySet())) {
      held = namedByRules(emptied);
    }
    return held;
  }

  /** The groups that rules of others name, but for rules of these. */
  private Map<String, List<String>> namedByRules(Set<String> without) {
    Map<String, List<String>> named = new HashMap<>();
    for (Group group : groups.snapshot().groups().values()) {
      if (!without.contains(group.groupId())) {
        group.rules().forEach(rule -> refer(group, rule, named));
      }
    }
    return named;
  }

  private static void refer(Group group, LiveRule rule, Map<String, List<String>> named) {
    if (rule.permission().peer() instanceof Peer.Group peer
        && !peer.groupId().equals(group.groupId())) {
      named.computeIfAbsent(peer.groupId(), id -> new ArrayList<>()).add(group.words(rule));
    }
  }

  private Result steps(Retirement retirement) {
    return retirement.wanted() == Wanted.DELETE
        ? deleting(retirement)
        : Result.of(emptying(retirement), List.of());
  }

  private List<Draft> emptying(Retirement retirement) {
    Group live = groups.live(retirement).orElseThrow();
    Step.Target target = groups.target(retirement);
    List<Draft> drafts = new ArrayList<>();
    Draft tag = null;
    if (!groups.isMarked(live)) {
      tag =
          new Draft(
              Phase.TAKE_OVER,
              List.of(target),
              new Step.Tag(List.of(live.groupId()), groups.mark()),
              Effect.NEUTRAL,
              "quarantine: nobody declares the group, and nothing uses it");
      drafts.add(tag);
    }
    for (Direction direction : Direction.values()) {
      List<LiveRule> rules =
          live.rules().stream().filter(rule -> rule.direction() == direction).toList();
      if (!rules.isEmpty()) {
        Draft revoke =
            new Draft(
                    Phase.NARROW,
                    List.of(target),
                    new Step.Revoke(direction, rules),
                    Effect.NARROW,
                    "quarantine: nothing uses the group; its OrphanedSecurityGroup keeps its rules")
                .interrupting(Untracked.interrupts(rules, live.rules()));
        drafts.add(tag == null ? revoke : revoke.after(tag, Cause.TAGGED));
      }
    }
    return drafts;
  }

  private Result deleting(Retirement retirement) {
    Draft delete =
        new Draft(
            Phase.DELETE,
            List.of(groups.target(retirement)),
            new Step.Delete(),
            Effect.NEUTRAL,
            "nobody declares the group, it has no rules, and nothing uses it");
    return limit.allows(retirement.groupId())
        ? Result.of(List.of(delete), List.of())
        : new Result(State.HELD, List.of(delete.held(Step.Hold.DELETION_LIMIT)), List.of());
  }
}
