package dev.rolegate.plan;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the steps for one group: a new one, or an existing one that differs. */
final class GroupPlanner {
  private static final Permission ANY_IPV4 = anywhere("0.0.0.0/0");
  private static final Permission ANY_IPV6 = anywhere("::/0");

  private final PlanContext context;

  GroupPlanner(PlanContext context) {
    this.context = context;
  }

  /** Steps and whether some documented rule has no room in the quota. */
  record Result(List<Draft> drafts, boolean exceedsQuota) {}

  private static Permission anywhere(String cidr) {
    return new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse(cidr)));
  }

  static Draft create(DesiredGroup declared) {
    return new Draft(
        Phase.CREATE,
        List.of(new Step.Target(declared.key(), "")),
        new Step.Create(declared.groupName(), declared.description(), declared.tags()),
        Effect.NEUTRAL,
        "role " + declared.role() + " is declared and has no group");
  }

  /** Steps for a group that another step creates. EC2 gives it egress to everywhere. */
  Result planNew(DesiredGroup declared, List<DesiredRule> rules, Draft create, boolean ipv6) {
    List<Permission> given = ipv6 ? List.of(ANY_IPV4, ANY_IPV6) : List.of(ANY_IPV4);
    return planFilling(new Step.Target(declared.key(), ""), rules, given, create);
  }

  /**
   * Steps for a group that was created and, since an answer was lost, got nothing else: they go on
   * where its creation stopped.
   */
  Result planHalfMade(Step.Target target, List<DesiredRule> rules, Group live) {
    return planFilling(
        target, rules, live.rules().stream().map(LiveRule::permission).toList(), null);
  }

  /** True for a group that is as EC2 makes it: no rule but its default egress. */
  static boolean isAsCreated(Group live) {
    return !live.rules().isEmpty()
        && live.rules().stream()
            .allMatch(
                rule ->
                    rule.direction() == Direction.EGRESS
                        && rule.description().isEmpty()
                        && (rule.permission().equals(ANY_IPV4)
                            || rule.permission().equals(ANY_IPV6)));
  }

  /** The rules of a group that EC2 has just made. */
  static List<LiveRule> asCreated(boolean ipv6) {
    List<LiveRule> rules = new ArrayList<>();
    rules.add(LiveRule.content(Direction.EGRESS, ANY_IPV4, ""));
    if (ipv6) {
      rules.add(LiveRule.content(Direction.EGRESS, ANY_IPV6, ""));
    }
    return rules;
  }

  private Result planFilling(
      Step.Target target, List<DesiredRule> rules, List<Permission> defaultEgress, Draft create) {
    List<Draft> drafts = new ArrayList<>();
    if (create != null) {
      drafts.add(create);
    }
    List<DesiredRule> toAdd = new ArrayList<>(rules);
    List<Permission> toRevoke = new ArrayList<>();
    List<Step.Change> toDescribe = new ArrayList<>();
    for (Permission given : defaultEgress) {
      DesiredRule documented =
          rules.stream()
              .filter(r -> r.direction() == Direction.EGRESS && r.permission().equals(given))
              .findFirst()
              .orElse(null);
      if (documented == null) {
        toRevoke.add(given);
      } else {
        toAdd.remove(documented);
        toDescribe.add(new Step.Change(LiveRule.content(Direction.EGRESS, given, ""), documented));
      }
    }
    Draft last = create;
    Cause cause = Cause.GROUP_EXISTS;
    if (!toRevoke.isEmpty()) {
      Draft revoke =
          new Draft(
              Phase.DEFAULT_EGRESS,
              List.of(target),
              new Step.RevokeDefaultEgress(toRevoke),
              Effect.NARROW,
              "EC2 lets a new group reach everything; nobody documented that");
      last = create == null ? revoke : revoke.after(create, Cause.GROUP_EXISTS);
      cause = Cause.DEFAULT_EGRESS;
      drafts.add(last);
    }
    boolean exceeds = false;
    for (Direction direction : Direction.values()) {
      List<DesiredRule> added =
          toAdd.stream().filter(rule -> rule.direction() == direction).toList();
      List<Permission> all = new ArrayList<>();
      rules.stream().filter(r -> r.direction() == direction).forEach(r -> all.add(r.permission()));
      if (!QuotaCount.of(all, context.weights()).fits(context.quotas())) {
        exceeds = true;
      } else if (!added.isEmpty()) {
        Draft step =
            new Draft(
                Phase.WIDEN,
                List.of(target),
                new Step.Authorize(direction, added, context.ruleTags(target, added)),
                Effect.WIDEN,
                "documented, and missing");
        if (last != null) {
          step.after(last, cause);
        }
        context.afterPeers(step, added);
        drafts.add(step);
      }
    }
    if (!toDescribe.isEmpty()) {
      Draft step = describe(target, Direction.EGRESS, toDescribe);
      drafts.add(last == null ? step : step.after(last, cause));
    }
    return new Result(drafts, exceeds);
  }

  /** Steps for an existing group. */
  Result planChanged(Step.Target target, Group live, GroupDiff diff, Holds.OfGroup holds) {
    Map<Direction, Cover> covers = new EnumMap<>(Direction.class);
    Map<Direction, List<Step.Change>> pairs = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      Cover cover = new Cover(diff.side(direction));
      covers.put(direction, cover);
      pairs.put(direction, InPlace.pairs(diff.side(direction), cover, holds, context.weights()));
    }
    Set<Direction> inPlace = chooseInPlace(live, diff, pairs);
    List<Step.Change> changes = new ArrayList<>();
    inPlace.forEach(direction -> changes.addAll(pairs.get(direction)));
    List<Draft> drafts = new ArrayList<>();
    Draft modify = changes.isEmpty() ? null : modify(target, live, diff, changes);
    if (modify != null) {
      drafts.add(modify);
    }
    boolean exceeds = false;
    for (Direction direction : Direction.values()) {
      GroupDiff.Side side = diff.side(direction);
      List<Step.Change> modified = inPlace.contains(direction) ? pairs.get(direction) : List.of();
      SideSteps steps =
          new SideSteps(target, direction, side, modified, modify, live.rules(), holds, context);
      SidePlanner planner = new SidePlanner(side, covers.get(direction), modified, steps);
      drafts.addAll(planner.plan());
      exceeds |= planner.exceedsQuota();
      List<Step.Change> redescribed = side.redescribed();
      if (!redescribed.isEmpty()) {
        drafts.add(describe(target, direction, redescribed));
      }
    }
    return new Result(drafts, exceeds);
  }

  /**
   * The directions in which rules are changed in place: where that leaves fewer calls, and where
   * the quota has no room to add before removing.
   */
  private Set<Direction> chooseInPlace(
      Group live, GroupDiff diff, Map<Direction, List<Step.Change>> pairs) {
    Set<Direction> best = EnumSet.noneOf(Direction.class);
    int least = Integer.MAX_VALUE;
    for (Set<Direction> choice :
        List.of(
            EnumSet.noneOf(Direction.class),
            EnumSet.of(Direction.INGRESS),
            EnumSet.of(Direction.EGRESS),
            EnumSet.allOf(Direction.class))) {
      if (choice.stream().anyMatch(direction -> pairs.get(direction).isEmpty())) {
        continue;
      }
      boolean forced = true;
      int calls = choice.isEmpty() ? 0 : 1;
      for (Direction direction : Direction.values()) {
        GroupDiff.Side side = diff.side(direction);
        int taken = choice.contains(direction) ? pairs.get(direction).size() : 0;
        calls += side.missing.size() > taken ? 1 : 0;
        boolean others = !side.doomed.isEmpty() || !side.banned.isEmpty();
        calls += side.extra.size() > taken || others ? 1 : 0;
        forced &=
            choice.contains(direction)
                || pairs.get(direction).isEmpty()
                || hasRoom(live, direction, side);
      }
      if (forced && calls < least) {
        least = calls;
        best = choice;
      }
    }
    return best;
  }

  private boolean hasRoom(Group live, Direction direction, GroupDiff.Side side) {
    List<Permission> all = new ArrayList<>();
    live.rules().stream()
        .filter(rule -> rule.direction() == direction)
        .forEach(rule -> all.add(rule.permission()));
    side.missing.forEach(rule -> all.add(rule.permission()));
    return QuotaCount.of(all, context.weights()).fits(context.quotas());
  }

  private Draft modify(Step.Target target, Group live, GroupDiff diff, List<Step.Change> changes) {
    boolean widens = changes.stream().allMatch(c -> InPlace.widens(c.from(), c.to()));
    return new Draft(
            Phase.MODIFY,
            List.of(target),
            new Step.Modify(changes),
            widens ? Effect.WIDEN : Effect.NARROW,
            (changes.stream().anyMatch(c -> diff.isExpired(c.from()))
                    ? "undocumented or expired content"
                    : "undocumented content")
                + " becomes documented content in place")
        .interrupting(
            Untracked.interrupts(changes.stream().map(Step.Change::from).toList(), live.rules()));
  }

  private static Draft describe(
      Step.Target target, Direction direction, List<Step.Change> changes) {
    return new Draft(
        Phase.DESCRIBE,
        List.of(target),
        new Step.Describe(direction, changes),
        Effect.NEUTRAL,
        "the description differs from the documented one");
  }
}
