package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import dev.rolegate.plan.Step.Hold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the steps of one direction of an existing group, and knows which of them adds a rule. */
final class SideSteps {
  private final Step.Target target;
  private final Direction direction;
  private final GroupDiff.Side side;
  private final List<LiveRule> live;
  private final Holds.OfGroup holds;
  private final PlanContext context;
  private final Draft modify;
  private final List<Permission> beforeModify;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<DesiredRule, Draft> providers = new HashMap<>();

  /**
   * Begins.
   *
   * @param modified pairs that a modify step takes care of
   * @param modify that step; null without pairs
   */
  SideSteps(
      Step.Target target,
      Direction direction,
      GroupDiff.Side side,
      List<Step.Change> modified,
      Draft modify,
      List<LiveRule> live,
      Holds.OfGroup holds,
      PlanContext context) {
    this.target = target;
    this.direction = direction;
    this.side = side;
    this.live = live;
    this.holds = holds;
    this.context = context;
    this.modify = modified.isEmpty() ? null : modify;
    this.beforeModify = present();
    modified.forEach(pair -> providers.put(pair.to(), modify));
  }

  /** What the direction allows now. */
  List<Permission> present() {
    List<Permission> present = new ArrayList<>();
    live.stream()
        .filter(rule -> rule.direction() == direction)
        .forEach(rule -> present.add(rule.permission()));
    return present;
  }

  List<Draft> drafts() {
    return drafts;
  }

  Hold hold(LiveRule rule) {
    return holds.of(rule);
  }

  boolean isApproved(LiveRule rule) {
    return holds.isApproved(rule);
  }

  boolean fits(List<Permission> present, List<DesiredRule> added) {
    List<Permission> permissions = new ArrayList<>(present);
    added.forEach(rule -> permissions.add(rule.permission()));
    return QuotaCount.of(permissions, context.weights()).fits(context.quotas());
  }

  Draft authorize(List<DesiredRule> rules, List<Draft> room) {
    Draft step =
        new Draft(
            Phase.WIDEN,
            List.of(target),
            new Step.Authorize(direction, List.copyOf(rules), context.ruleTags(target, rules)),
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

  Draft revoke(Phase phase, List<LiveRule> rules, String reason) {
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

  /** One step for each distinct set of things to wait for. */
  List<Draft> removeCovered(Map<LiveRule, Map<DesiredRule, Cause>> waiting) {
    record Waits(Map<Draft, Set<Cause>> steps, Set<Cause> start, Hold hold) {}
    Map<Waits, List<LiveRule>> groups = new LinkedHashMap<>();
    waiting.forEach(
        (rule, needs) -> {
          Map<Draft, Set<Cause>> steps = new LinkedHashMap<>();
          Set<Cause> start = new LinkedHashSet<>();
          Hold hold = hold(rule);
          for (Map.Entry<DesiredRule, Cause> need : needs.entrySet()) {
            Draft provider = providers.get(need.getKey());
            if (provider != null) {
              steps.computeIfAbsent(provider, d -> new LinkedHashSet<>()).add(need.getValue());
            } else if (!side.missing.contains(need.getKey())) {
              start.add(need.getValue());
            } else if (need.getValue() == Cause.COVER_SEEN
                && hold == Hold.NONE
                && !isApproved(rule)) {
              hold = Hold.QUOTA;
            }
          }
          groups.computeIfAbsent(new Waits(steps, start, hold), w -> new ArrayList<>()).add(rule);
        });
    List<Draft> revokes = new ArrayList<>();
    for (Map.Entry<Waits, List<LiveRule>> entry : groups.entrySet()) {
      Waits waits = entry.getKey();
      Draft step =
          revoke(
                  Phase.NARROW_COVERED,
                  entry.getValue(),
                  side.why(entry.getValue())
                      + "; it overlaps documented flows, which another rule has to carry first")
              .held(waits.hold());
      waits.steps().forEach((other, causes) -> causes.forEach(cause -> step.after(other, cause)));
      waits.start().forEach(step::startsWaiting);
      revokes.add(step);
    }
    return revokes;
  }
}
