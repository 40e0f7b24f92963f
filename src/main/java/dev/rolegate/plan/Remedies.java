package dev.rolegate.plan;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.RemediationVerdict.State;
import dev.rolegate.plan.Step.Effect;
import dev.rolegate.plan.Step.Hold;
import dev.rolegate.plan.Step.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps that take rules from groups that nothing declares: exactly those that are named by id
 * and still are what was condemned. They share no step with declared groups, and change none of
 * theirs.
 */
final class Remedies {
  private static final String CLOSED = "default group: spec.defaultGroup closes it";

  private final VpcSnapshot snapshot;
  private final Unmanaged unmanaged;
  private final Map<String, GroupUse> uses;
  private final Holds holds;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<RemediationVerdict> verdicts = new ArrayList<>();

  Remedies(
      DesiredVpc desired,
      VpcSnapshot snapshot,
      Bindings bindings,
      Map<String, GroupUse> uses,
      Holds holds) {
    this.snapshot = snapshot;
    this.uses = uses;
    this.holds = holds;
    // Most plans have none, and who owns a group costs a look at all of them.
    this.unmanaged =
        desired.remediations().isEmpty() ? null : new Unmanaged(desired, snapshot, bindings);
    desired.remediations().forEach(this::plan);
  }

  /** What has to be read before these can be planned. */
  static void survey(
      DesiredVpc desired,
      VpcSnapshot snapshot,
      Bindings bindings,
      Set<String> ruleIds,
      Set<String> uses) {
    if (desired.remediations().isEmpty()) {
      return;
    }
    Unmanaged unmanaged = new Unmanaged(desired, snapshot, bindings);
    for (Remediation wanted : desired.remediations()) {
      Group group = snapshot.groups().get(wanted.groupId());
      if (group == null
          || group.rules().isEmpty()
          || !wanted.isDue()
          || unmanaged.refusal(wanted, group).isPresent()) {
        continue;
      }
      ruleIds.add(group.groupId());
      if (wanted.closes()) {
        uses.add(group.groupId());
      }
    }
  }

  private void plan(Remediation wanted) {
    Group group = snapshot.groups().get(wanted.groupId());
    if (group == null) {
      verdict(wanted, State.GONE, List.of(), Set.of());
      return;
    }
    var refusal = unmanaged.refusal(wanted, group);
    if (refusal.isPresent()) {
      verdict(wanted, State.LEFT_ALONE, List.of(refusal.get()), Set.of());
    } else if (wanted.closes()) {
      close(wanted, group);
    } else {
      take(wanted, group);
    }
  }

  private void take(Remediation wanted, Group group) {
    Map<String, LiveRule> live = new TreeMap<>();
    group.rules().stream().filter(LiveRule::hasId).forEach(rule -> live.put(rule.ruleId(), rule));
    Map<Call, List<LiveRule>> calls = new TreeMap<>();
    List<String> detail = new ArrayList<>();
    Set<String> changed = new TreeSet<>();
    for (Condemned condemned : wanted.rules()) {
      if (!condemned.isDue()) {
        detail.add(text(condemned) + " waits: " + condemned.waits());
        continue;
      }
      LiveRule found = live.get(condemned.rule().ruleId());
      if (!group.detailed() && !group.rules().isEmpty()) {
        throw new IllegalArgumentException(
            "rules of " + group.groupId() + " are to go and were not read with their ids");
      }
      if (found == null || !isSame(found, condemned.rule())) {
        changed.add(condemned.rule().ruleId());
        detail.add(text(condemned) + " is no longer there as it was");
      } else {
        calls
            .computeIfAbsent(
                new Call(found.direction(), condemned.guardrails()), call -> new ArrayList<>())
            .add(found);
      }
    }
    calls.forEach(
        (call, rules) ->
            add(
                wanted,
                group,
                call.direction(),
                rules,
                new Remedy(call.guardrails(), false),
                "nobody declares the group, and "
                    + (call.guardrails().size() == 1 ? "guardrail " : "guardrails ")
                    + String.join(", ", call.guardrails())
                    + (call.guardrails().size() == 1 ? " removes" : " remove")
                    + (rules.size() == 1 ? " such a rule" : " such rules")
                    + "; the grace is over"));
    State state =
        !calls.isEmpty()
            ? State.CHANGES
            : wanted.rules().stream().allMatch(Condemned::isDue) ? State.DONE : State.WAITS;
    verdict(wanted, state, detail, changed);
  }

  /** The rules of one call. */
  private record Call(Direction direction, List<String> guardrails) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      int byDirection = direction.compareTo(other.direction);
      return byDirection != 0
          ? byDirection
          : String.join(" ", guardrails).compareTo(String.join(" ", other.guardrails));
    }
  }

  private static boolean isSame(LiveRule one, LiveRule other) {
    return one.direction() == other.direction() && one.permission().equals(other.permission());
  }

  private static String text(Condemned condemned) {
    LiveRule rule = condemned.rule();
    return rule.direction().word()
        + " rule "
        + rule.permission()
        + (rule.hasId() ? " (" + rule.ruleId() + ")" : "")
        + ", condemned by "
        + String.join(", ", condemned.guardrails())
        + ",";
  }

  private void close(Remediation wanted, Group group) {
    if (group.rules().isEmpty()) {
      verdict(wanted, State.DONE, List.of(), Set.of());
      return;
    }
    if (!group.detailed()) {
      throw new IllegalArgumentException(
          "rules of " + group.groupId() + " are to go and were not read with their ids");
    }
    List<String> holders = GroupUse.lines(uses.get(group.groupId()));
    boolean held = false;
    for (Direction direction : Direction.values()) {
      List<LiveRule> rules =
          group.rules().stream().filter(rule -> rule.direction() == direction).sorted().toList();
      List<LiveRule> waiting =
          holders.isEmpty()
              ? List.of()
              : rules.stream()
                  .filter(rule -> !holds.isApproved(HeldItems.revoke(group.groupId(), rule)))
                  .toList();
      List<LiveRule> going = rules.stream().filter(rule -> !waiting.contains(rule)).toList();
      Remedy remedy = new Remedy(List.of(), holders.isEmpty());
      if (!going.isEmpty()) {
        add(wanted, group, direction, going, remedy, CLOSED);
      }
      if (!waiting.isEmpty()) {
        held = true;
        add(wanted, group, direction, waiting, remedy, CLOSED).held(Hold.DEFAULT_GROUP_USED);
      }
    }
    verdict(wanted, held ? State.HELD : State.CHANGES, held ? holders : List.of(), Set.of());
  }

  private Draft add(
      Remediation wanted,
      Group group,
      Direction direction,
      List<LiveRule> rules,
      Remedy remedy,
      String reason) {
    Draft draft =
        new Draft(
                Phase.NARROW,
                List.of(new Step.Target(wanted.key(), group.groupId())),
                new Step.Revoke(direction, rules, Optional.of(remedy)),
                Effect.NARROW,
                reason)
            .interrupting(Untracked.interrupts(rules, group.rules()));
    drafts.add(draft);
    return draft;
  }

  private void verdict(Remediation wanted, State state, List<String> detail, Set<String> changed) {
    verdicts.add(new RemediationVerdict(wanted.groupId(), state, detail, changed));
  }

  List<Draft> drafts() {
    return drafts;
  }

  List<RemediationVerdict> verdicts() {
    return verdicts;
  }
}
