package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Hold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders the steps of one direction of an existing group: undesired rules that carry nothing
 * documented go at once, additions next as the quota has room, and rules that carry documented
 * flows only after the rules that take over. A rule whose removal is held stands by itself: it
 * takes room in the quota, and nothing else waits for it.
 */
final class SidePlanner {
  private final GroupDiff.Side side;
  private final Cover cover;
  private final SideSteps steps;
  private final List<DesiredRule> toAdd;
  private final List<LiveRule> toRemove;
  private final List<Permission> standing;

  /** To go at once, by why they may not. */
  private final Map<Hold, List<LiveRule>> free = new EnumMap<>(Hold.class);

  /** To go once others have taken over. */
  private final Map<LiveRule, Map<DesiredRule, Cause>> waiting = new LinkedHashMap<>();

  /** As {@link #waiting}, but held in any case. */
  private final Map<LiveRule, Map<DesiredRule, Cause>> heldBack = new LinkedHashMap<>();

  private boolean exceedsQuota;

  /**
   * Begins.
   *
   * @param modified pairs that a modify step takes care of, out of this direction's difference
   */
  SidePlanner(GroupDiff.Side side, Cover cover, List<Step.Change> modified, SideSteps steps) {
    this.side = side;
    this.cover = cover;
    this.steps = steps;
    this.toAdd = new ArrayList<>(side.missing);
    this.toRemove = new ArrayList<>(side.extra);
    toRemove.addAll(side.banned.keySet());
    this.standing = steps.present();
    for (Step.Change pair : modified) {
      toAdd.remove(pair.to());
      toRemove.remove(pair.from());
      standing.remove(pair.from().permission());
      standing.add(pair.to().permission());
    }
  }

  List<Draft> plan() {
    side.doomed.forEach(this::goesAtOnce);
    for (LiveRule rule : toRemove) {
      Map<DesiredRule, Cause> needs = cover.neededBy(rule);
      if (needs.isEmpty()) {
        goesAtOnce(rule);
      } else {
        (steps.hold(rule) == Hold.NONE ? waiting : heldBack).put(rule, needs);
      }
    }
    List<Draft> freed = new ArrayList<>();
    free.forEach(
        (hold, rules) -> {
          Draft step = steps.revoke(Phase.NARROW, rules, side.why(rules)).held(hold);
          if (hold == Hold.NONE) {
            freed.add(step);
          }
        });
    add(freed);
    steps.removeCovered(waiting);
    steps.removeCovered(heldBack);
    return steps.drafts();
  }

  private void goesAtOnce(LiveRule rule) {
    free.computeIfAbsent(steps.hold(rule), hold -> new ArrayList<>()).add(rule);
  }

  /** True when the declaration itself needs more rules than the quota has. */
  boolean exceedsQuota() {
    return exceedsQuota;
  }

  private void add(List<Draft> freed) {
    if (toAdd.isEmpty()) {
      return;
    }
    if (steps.fits(standing, toAdd)) {
      steps.authorize(toAdd, List.of());
      return;
    }
    List<LiveRule> going = free.getOrDefault(Hold.NONE, List.of());
    going.forEach(rule -> standing.remove(rule.permission()));
    if (!steps.fits(end(), toAdd)) {
      exceedsQuota = true;
      return;
    }
    if (steps.fits(standing, toAdd)) {
      steps.authorize(toAdd, freed);
      return;
    }
    addInTurns(freed, going);
  }

  /** What stands once everything undesired is gone, what is held included. */
  private List<Permission> end() {
    List<Permission> end = new ArrayList<>(standing);
    waiting.keySet().forEach(rule -> end.remove(rule.permission()));
    heldBack.keySet().forEach(rule -> end.remove(rule.permission()));
    free.forEach(
        (hold, rules) -> {
          if (hold != Hold.NONE) {
            rules.forEach(rule -> end.remove(rule.permission()));
          }
        });
    return end;
  }

  /**
   * Where the quota has no room for all: as many as fit, then the rules that these replace, and so
   * on. When not one fits, a documented flow would have to be cut first; that is held until it is
   * approved.
   */
  private void addInTurns(List<Draft> first, List<LiveRule> going) {
    List<Draft> room = new ArrayList<>(first);
    boolean freeStand = true;
    List<DesiredRule> left = new ArrayList<>(toAdd);
    left.sort(Comparator.comparingLong((DesiredRule rule) -> -neededBy(rule)));
    while (!left.isEmpty()) {
      List<DesiredRule> batch = new ArrayList<>();
      for (DesiredRule rule : left) {
        batch.add(rule);
        if (!steps.fits(standing, batch)) {
          batch.remove(batch.size() - 1);
        }
      }
      if (!batch.isEmpty()) {
        left.removeAll(batch);
        batch.sort(null);
        freeStand &= fitsBeside(going, batch);
        steps.authorize(batch, freeStand ? List.of() : room);
        batch.forEach(rule -> standing.add(rule.permission()));
      }
      List<Draft> freed = removeReplaced(left);
      if (freed.isEmpty() && batch.isEmpty()) {
        freed = cutApproved();
      }
      freeStand &= freed.isEmpty();
      room.addAll(freed);
      if (freed.isEmpty() && batch.isEmpty()) {
        narrowFirst(left);
        return;
      }
    }
  }

  private boolean fitsBeside(List<LiveRule> present, List<DesiredRule> added) {
    List<Permission> before = new ArrayList<>(standing);
    present.forEach(rule -> before.add(rule.permission()));
    return steps.fits(before, added);
  }

  /** Steps for the rules that no missing rule has to take over from any more. */
  private List<Draft> removeReplaced(List<DesiredRule> left) {
    Map<LiveRule, Map<DesiredRule, Cause>> done = new LinkedHashMap<>();
    waiting.forEach(
        (rule, needs) -> {
          if (needs.keySet().stream().noneMatch(left::contains)) {
            done.put(rule, needs);
          }
        });
    gone(done.keySet());
    return steps.removeCovered(done);
  }

  private void gone(Iterable<LiveRule> rules) {
    for (LiveRule rule : rules) {
      waiting.remove(rule);
      standing.remove(rule.permission());
    }
  }

  /** Cuts first what was approved to be cut. */
  private List<Draft> cutApproved() {
    List<LiveRule> approved = waiting.keySet().stream().filter(steps::isApproved).toList();
    gone(approved);
    return approved.isEmpty() ? List.of() : List.of(cut(approved));
  }

  private Draft cut(List<LiveRule> rules) {
    return steps.revoke(
        Phase.NARROW_COVERED, rules, "the quota has no room to add what takes over first");
  }

  private void narrowFirst(List<DesiredRule> left) {
    List<Draft> room = new ArrayList<>();
    if (!waiting.isEmpty()) {
      room.add(cut(List.copyOf(waiting.keySet())).held(Hold.QUOTA));
    }
    left.sort(null);
    steps.authorize(left, room).held(Hold.QUOTA);
    waiting.clear();
  }

  private long neededBy(DesiredRule rule) {
    return waiting.values().stream().filter(needs -> needs.containsKey(rule)).count();
  }
}
