package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders the steps of one direction of an existing group: undesired rules that carry nothing
 * documented go at once, additions next as the quota has room, and rules that carry documented
 * flows only after the rules that take over.
 */
final class SidePlanner {
  private final Step.Target target;
  private final Direction direction;
  private final GroupDiff.Side side;
  private final Cover cover;
  private final PlanContext context;
  private final List<LiveRule> live;
  private final Draft modify;
  private final List<Permission> beforeModify;

  private final List<Draft> drafts = new ArrayList<>();
  private final Map<DesiredRule, Draft> providers = new HashMap<>();
  private final List<DesiredRule> toAdd;
  private final List<LiveRule> toRemove;
  private final List<Permission> standing = new ArrayList<>();
  private boolean exceedsQuota;

  /**
   * Begins.
   *
   * @param modified pairs that a modify step takes care of, out of this direction's difference
   * @param modify that step; null without pairs
   */
  SidePlanner(
      Step.Target target,
      Direction direction,
      GroupDiff.Side side,
      Cover cover,
      List<Step.Change> modified,
      Draft modify,
      List<LiveRule> live,
      PlanContext context) {
    this.target = target;
    this.direction = direction;
    this.side = side;
    this.cover = cover;
    this.live = live;
    this.context = context;
    this.modify = modified.isEmpty() ? null : modify;
    this.toAdd = new ArrayList<>(side.missing);
    this.toRemove = new ArrayList<>(side.extra);
    live.stream()
        .filter(rule -> rule.direction() == direction)
        .forEach(rule -> standing.add(rule.permission()));
    beforeModify = List.copyOf(standing);
    for (Step.Change pair : modified) {
      toAdd.remove(pair.to());
      toRemove.remove(pair.from());
      standing.remove(pair.from().permission());
      standing.add(pair.to().permission());
      providers.put(pair.to(), modify);
    }
  }

  List<Draft> plan() {
    Map<LiveRule, Map<DesiredRule, Cause>> waiting = new LinkedHashMap<>();
    List<LiveRule> free = new ArrayList<>(side.doomed);
    for (LiveRule rule : toRemove) {
      Map<DesiredRule, Cause> needs = cover.neededBy(rule);
      if (needs.isEmpty()) {
        free.add(rule);
      } else {
        waiting.put(rule, needs);
      }
    }
    Draft freed = free.isEmpty() ? null : revoke(Phase.NARROW, free, freeReason(free));
    add(waiting, freed, free);
    removeCovered(waiting);
    return drafts;
  }

  /** True when the declaration itself needs more rules than the quota has. */
  boolean exceedsQuota() {
    return exceedsQuota;
  }

  private void add(
      Map<LiveRule, Map<DesiredRule, Cause>> waiting, Draft freed, List<LiveRule> free) {
    if (toAdd.isEmpty()) {
      return;
    }
    if (fits(standing, toAdd)) {
      authorize(toAdd, List.of());
      return;
    }
    free.forEach(rule -> standing.remove(rule.permission()));
    List<Permission> end = new ArrayList<>(standing);
    waiting.keySet().forEach(rule -> end.remove(rule.permission()));
    if (!fits(end, toAdd)) {
      exceedsQuota = true;
      return;
    }
    if (fits(standing, toAdd)) {
      authorize(toAdd, List.of(freed));
      return;
    }
    addInTurns(waiting, freed, free);
  }

  /**
   * Where the quota has no room for all: as many as fit, then the rules that these replace, and so
   * on. When not one fits, a documented flow would have to be cut first; that is held.
   */
  private void addInTurns(
      Map<LiveRule, Map<DesiredRule, Cause>> waiting, Draft first, List<LiveRule> free) {
    List<Draft> room = new ArrayList<>();
    if (first != null) {
      room.add(first);
    }
    boolean freeStand = true;
    List<DesiredRule> left = new ArrayList<>(toAdd);
    left.sort(Comparator.comparingLong((DesiredRule rule) -> -neededBy(waiting, rule)));
    while (!left.isEmpty()) {
      List<DesiredRule> batch = new ArrayList<>();
      for (DesiredRule rule : left) {
        batch.add(rule);
        if (!fits(standing, batch)) {
          batch.remove(batch.size() - 1);
        }
      }
      if (!batch.isEmpty()) {
        left.removeAll(batch);
        batch.sort(null);
        freeStand &= fitsBeside(free, batch);
        authorize(batch, freeStand ? List.of() : room);
        batch.forEach(rule -> standing.add(rule.permission()));
      }
      List<Draft> freed = removeReplaced(waiting, left);
      freeStand &= freed.isEmpty();
      room.addAll(freed);
      if (freed.isEmpty() && batch.isEmpty()) {
        narrowFirst(waiting, left);
        return;
      }
    }
  }

  private boolean fitsBeside(List<LiveRule> present, List<DesiredRule> added) {
    List<Permission> before = new ArrayList<>(standing);
    present.forEach(rule -> before.add(rule.permission()));
    return fits(before, added);
  }

  /** Steps for the rules that no missing rule has to take over from any more. */
  private List<Draft> removeReplaced(
      Map<LiveRule, Map<DesiredRule, Cause>> waiting, List<DesiredRule> left) {
    Map<LiveRule, Map<DesiredRule, Cause>> done = new LinkedHashMap<>();
    waiting.forEach(
        (rule, needs) -> {
          if (needs.keySet().stream().noneMatch(left::contains)) {
            done.put(rule, needs);
          }
        });
    done.keySet().forEach(waiting::remove);
    done.keySet().forEach(rule -> standing.remove(rule.permission()));
    return removeCovered(done);
  }

  private void narrowFirst(Map<LiveRule, Map<DesiredRule, Cause>> waiting, List<DesiredRule> left) {
    Draft cut =
        revoke(
                Phase.NARROW_COVERED,
                List.copyOf(waiting.keySet()),
                "the quota has no room to add what takes over first")
            .held(Step.Hold.QUOTA);
    left.sort(null);
    authorize(left, List.of(cut)).held(Step.Hold.QUOTA);
    waiting.clear();
  }

  private static long neededBy(Map<LiveRule, Map<DesiredRule, Cause>> waiting, DesiredRule rule) {
    return waiting.values().stream().filter(needs -> needs.containsKey(rule)).count();
  }

  private boolean fits(List<Permission> present, List<DesiredRule> added) {
    List<Permission> permissions = new ArrayList<>(present);
    added.forEach(rule -> permissions.add(rule.permission()));
    return QuotaCount.of(permissions, context.weights()).fits(context.quotas());
  }

  /** One step for each distinct set of things to wait for. */
  private List<Draft> removeCovered(Map<LiveRule, Map<DesiredRule, Cause>> waiting) {
    record Waits(Map<Draft, Set<Cause>> steps, Set<Cause> start, boolean held) {}
    Map<Waits, List<LiveRule>> groups = new LinkedHashMap<>();
    waiting.forEach(
        (rule, needs) -> {
          Map<Draft, Set<Cause>> steps = new LinkedHashMap<>();
          Set<Cause> start = new LinkedHashSet<>();
          boolean held = false;
          for (Map.Entry<DesiredRule, Cause> need : needs.entrySet()) {
            Draft provider = providers.get(need.getKey());
            if (provider != null) {
              steps.computeIfAbsent(provider, d -> new LinkedHashSet<>()).add(need.getValue());
            } else if (side.missing.contains(need.getKey())) {
              held |= need.getValue() == Cause.COVER_SEEN;
            } else {
              start.add(need.getValue());
            }
          }
          groups.computeIfAbsent(new Waits(steps, start, held), w -> new ArrayList<>()).add(rule);
        });
    List<Draft> revokes = new ArrayList<>();
    for (Map.Entry<Waits, List<LiveRule>> entry : groups.entrySet()) {
      Waits waits = entry.getKey();
      Draft step =
          revoke(
              Phase.NARROW_COVERED,
              entry.getValue(),
              "undocumented; it overlaps documented flows, which another rule has to carry first");
      waits.steps().forEach((other, causes) -> causes.forEach(cause -> step.after(other, cause)));
      waits.start().forEach(step::startsWaiting);
      if (waits.held()) {
        step.held(Step.Hold.QUOTA);
      }
      revokes.add(step);
    }
    return revokes;
  }

  private Draft authorize(List<DesiredRule> rules, List<Draft> room) {
    Draft step =
        new Draft(
            Phase.WIDEN,
            List.of(target),
            new Step.Authorize(direction, List.copyOf(rules), context.ruleTags()),
            Effect.WIDEN,
            "documented, and missing");
    context.afterPeers(step, rules);
    room.forEach(other -> step.after(other, Cause.QUOTA_ROOM));
    if (modify != null && !fits(beforeModify, rules)) {
      step.after(modify, Cause.QUOTA_ROOM);
    }
    rules.forEach(rule -> providers.put(rule, step));
    drafts.add(step);
    return step;
  }

  private Draft revoke(Phase phase, List<LiveRule> rules, String reason) {
    Draft step =
        new Draft(
                phase,
                List.of(target),
                new Step.Revoke(direction, rules.stream().sorted().toList()),
                Effect.NARROW,
                reason)
            .interrupting(Untracked.interrupts(rules, live));
    drafts.add(step);
    return step;
  }

  private String freeReason(List<LiveRule> free) {
    if (side.doomed.isEmpty()) {
      return "undocumented";
    }
    return free.size() == side.doomed.size()
        ? "refers to a group that is being deleted"
        : "undocumented, or refers to a group that is being deleted";
  }
}
