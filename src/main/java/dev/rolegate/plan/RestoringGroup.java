package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Retirement;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Restoring.Back;
import dev.rolegate.plan.RetirementVerdict.State;
import dev.rolegate.plan.Retirements.Result;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The steps that bring one group back. The mark goes last, so that a group that bears none has
 * everything that can come back, and one that lost it by another's hand gets it again first: it is
 * what allows Rolegate to change the group, in IAM too.
 */
final class RestoringGroup {
  private final Retirement retirement;
  private final RetiredGroups groups;
  private final Restoring restoring;
  private final PlanContext context;
  private final Draft create;
  private final Optional<Group> live;
  private final Step.Target target;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<String> detail = new ArrayList<>();

  /** What the end of a group's mark waits for, by the group's id. */
  private final Map<Draft, Cause> beforeTheEnd = new LinkedHashMap<>();

  private boolean marked;
  private boolean exceedsQuota;

  /**
   * @param create null where the group exists
   */
  RestoringGroup(
      Retirement retirement,
      RetiredGroups groups,
      Restoring restoring,
      PlanContext context,
      Draft create) {
    this.retirement = retirement;
    this.groups = groups;
    this.restoring = restoring;
    this.context = context;
    this.create = create;
    this.live = groups.live(retirement);
    this.marked = live.isEmpty() || groups.isMarked(live.get());
    this.target = groups.target(retirement);
  }

  private Draft draft(Step.Target group, Step.Action action, Effect effect) {
    return draft(target, group, action, effect);
  }

  /**
   * @param own the group that comes back; {@code target} may be one that named it
   */
  static Draft draft(Step.Target own, Step.Target target, Step.Action action, Effect effect) {
    boolean itself = target.groupId().isEmpty() || target.equals(own);
    return new Draft(
        Phase.RESTORE,
        List.of(target),
        action,
        effect,
        itself
            ? "restored, as its OrphanedSecurityGroup keeps it"
            : "its rules named " + own.key() + ", which is restored");
  }

  Result plan() {
    own();
    if (live.isEmpty() || isMadeAnew()) {
      new TreeMap<>(retirement.references()).forEach(this::references);
    }
    if (marked && !exceedsQuota) {
      untag(target, beforeTheEnd);
    }
    return exceedsQuota ? new Result(State.BLOCKED, drafts, detail) : Result.of(drafts, detail);
  }

  private boolean isMadeAnew() {
    return !live.get().groupId().equals(retirement.former().groupId());
  }

  private void own() {
    Draft first = create;
    Cause cause = Cause.GROUP_EXISTS;
    List<LiveRule> there = new ArrayList<>(live.map(Group::rules).orElse(List.of()));
    if (create != null) {
      drafts.add(create);
      beforeTheEnd.put(create, Cause.GROUP_EXISTS);
      there.addAll(GroupPlanner.asCreated(groups.snapshot().ipv6()));
    }
    List<Permission> unwanted = unwantedDefaults(there);
    if (!unwanted.isEmpty()) {
      there.removeIf(rule -> unwanted.contains(rule.permission()));
      Draft revoke = draft(target, new Step.RevokeDefaultEgress(unwanted), Effect.NARROW);
      first = create == null ? revoke : revoke.after(create, Cause.GROUP_EXISTS);
      cause = Cause.DEFAULT_EGRESS;
      drafts.add(first);
      beforeTheEnd.put(first, Cause.GIVEN_BACK);
    }
    List<Back> missing = missing(retirement.former().rules(), there, marked);
    if (!marked && !missing.isEmpty()) {
      first = mark(target);
      cause = Cause.TAGGED;
      marked = true;
    }
    authorize(target, there, missing, first, cause).forEach(beforeTheEnd::put);
  }

  /** What EC2 gave a group that was made anew, and the former one did not have just so. */
  private List<Permission> unwantedDefaults(List<LiveRule> there) {
    boolean asCreated =
        create != null
            || isMadeAnew() && groups.isMarked(live.get()) && GroupPlanner.isAsCreated(live.get());
    if (!asCreated) {
      return List.of();
    }
    return there.stream()
        .filter(
            given ->
                retirement.former().rules().stream()
                    .noneMatch(
                        rule ->
                            isSame(rule, given)
                                && rule.description().isEmpty()
                                && rule.tags().isEmpty()))
        .map(LiveRule::permission)
        .toList();
  }

  private static boolean isSame(LiveRule one, LiveRule other) {
    return one.direction() == other.direction() && one.permission().equals(other.permission());
  }

  /**
   * The rules that are not there.
   *
   * @param mayTry false once the mark is off: rules that EC2 may refuse have had their turn
   */
  private List<Back> missing(List<LiveRule> former, List<LiveRule> there, boolean mayTry) {
    List<Back> missing = new ArrayList<>();
    for (LiveRule rule : former) {
      Back back = restoring.back(rule, retirement);
      boolean isThere =
          there.stream()
              .anyMatch(
                  other ->
                      other.direction() == rule.direction()
                          && other.permission().equals(back.rule().permission()));
      if (isThere) {
        continue;
      }
      if (!back.certain()) {
        detail.add(
            text(back.rule())
                + (mayTry ? " may not come back: " : " has not come back: ")
                + "this VPC does not show its peer");
      }
      if (back.certain() || mayTry) {
        missing.add(back);
      }
    }
    return missing;
  }

  private static String text(DesiredRule rule) {
    return rule.direction().word() + " rule " + rule.permission();
  }

  /** Rules of one call: those with the same tags whose peers are known to be there, or to come. */
  private record Call(Direction direction, Map<String, String> tags, boolean awaits, int alone)
      implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      return java.util.Comparator.comparing(Call::direction)
          .thenComparing(Call::awaits)
          .thenComparing(Call::alone)
          .thenComparing(call -> new TreeMap<>(call.tags()).toString())
          .compare(this, other);
    }
  }

  /** Steps that add rules, and why the end of the mark waits for each. */
  private Map<Draft, Cause> authorize(
      Step.Target group, List<LiveRule> there, List<Back> missing, Draft first, Cause cause) {
    Map<Call, List<DesiredRule>> calls = new TreeMap<>();
    int alone = 0;
    for (Direction direction : Direction.values()) {
      List<Permission> standing = new ArrayList<>();
      there.stream()
          .filter(rule -> rule.direction() == direction)
          .forEach(rule -> standing.add(rule.permission()));
      for (Back back : missing) {
        if (back.rule().direction() != direction) {
          continue;
        }
        standing.add(back.rule().permission());
        if (QuotaCount.of(standing, context.weights()).fits(context.quotas())) {
          // EC2 takes all rules of a call or none: one that it may refuse stands by itself.
          Call call =
              new Call(
                  direction,
                  back.tags(),
                  back.awaits(retirement.key()),
                  back.certain() ? 0 : ++alone);
          calls.computeIfAbsent(call, c -> new ArrayList<>()).add(back.rule());
        } else {
          standing.remove(standing.size() - 1);
          exceedsQuota = true;
          detail.add(
              text(back.rule())
                  + " of "
                  + group
                  + " has no room in the rules quota; remove a rule that the group got since, or"
                  + " raise the quota");
        }
      }
    }
    Map<Draft, Cause> steps = new LinkedHashMap<>();
    calls.forEach(
        (call, rules) -> {
          Draft step =
              draft(group, new Step.Authorize(call.direction(), rules, call.tags()), Effect.WIDEN);
          if (first != null) {
            step.after(first, cause);
          }
          context.afterPeers(step, rules);
          drafts.add(step);
          steps.put(step, call.alone() == 0 ? Cause.GIVEN_BACK : Cause.GIVEN_BACK_IF_POSSIBLE);
        });
    return steps;
  }

  /** Rules of another group that named this one. */
  private void references(String formerId, List<LiveRule> rules) {
    String id = restoring.idNow(formerId, retirement);
    Optional<Group> group = groups.snapshot().group(id);
    if (groups.isRestored(formerId) || groups.isRestored(id)) {
      // Its own snapshot has these rules.
      return;
    }
    String whose = "rules of " + id + " that named it";
    if (group.isEmpty()) {
      detail.add(whose + " do not come back: that group is gone");
      return;
    }
    if (groups.wantedOf(id) != null || groups.isEmptied(group.get())) {
      detail.add(whose + " come back with that group, which is in quarantine");
      return;
    }
    Binding binding = groups.bindings().ofId(id);
    Optional<String> owner =
        binding == null
            ? groups.owner(group.get())
            : Optional.of("it is declared as " + binding.declared().key());
    List<Back> missing = missing(rules, group.get().rules(), true);
    if (owner.isPresent()) {
      if (!missing.isEmpty()) {
        detail.add(whose + " do not come back: " + owner.get());
      }
      return;
    }
    Step.Target other = new Step.Target(retirement.key(), id);
    boolean otherMarked = groups.isMarked(group.get());
    if (!missing.isEmpty()) {
      Draft first = otherMarked ? null : mark(other);
      untag(other, authorize(other, group.get().rules(), missing, first, Cause.TAGGED));
    } else if (otherMarked && marked) {
      untag(other, Map.of());
    }
  }

  private Draft mark(Step.Target group) {
    Draft tag = draft(group, new Step.Tag(List.of(group.groupId()), groups.mark()), Effect.NEUTRAL);
    drafts.add(tag);
    return tag;
  }

  private void untag(Step.Target group, Map<Draft, Cause> after) {
    Draft untag = draft(group, new Step.Untag(groups.mark()), Effect.NEUTRAL);
    after.forEach(untag::after);
    drafts.add(untag);
    if (!group.equals(target)) {
      beforeTheEnd.put(untag, Cause.GIVEN_BACK);
    }
  }
}
