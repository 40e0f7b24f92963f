package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How the rules of a live group differ from the documented ones, by direction. */
final class GroupDiff {
  private static final int GUARDRAILS_TOLD = 3;

  /** One direction. */
  static final class Side {
    /** Live and documented. */
    final List<Step.Change> matched = new ArrayList<>();

    /** Live, not documented, kept because a withheld rule may mean it. */
    final List<LiveRule> kept = new ArrayList<>();

    /** Live, and what a guardrail takes away, with what it says. */
    final Map<LiveRule, String> banned = new LinkedHashMap<>();

    /** Live and undocumented. */
    final List<LiveRule> extra = new ArrayList<>();

    /** Those of {@link #extra} that were documented for a time that is over. */
    final List<LiveRule> expired = new ArrayList<>();

    /** Live, and referring to a group that is being deleted. */
    final List<LiveRule> doomed = new ArrayList<>();

    /** Documented and not live. */
    final List<DesiredRule> missing = new ArrayList<>();

    private void fill(
        Group live,
        Direction direction,
        Map<Permission, DesiredRule> wanted,
        Waiting waiting,
        Set<String> doomedGroups,
        Expired over) {
      for (LiveRule rule : live.rules()) {
        if (rule.direction() != direction) {
          continue;
        }
        DesiredRule match = wanted.remove(rule.permission());
        if (match != null) {
          matched.add(new Step.Change(rule, match));
        } else if (rule.permission().peer() instanceof Peer.Group peer
            && doomedGroups.contains(peer.groupId())) {
          doomed.add(rule);
        } else if (waiting.bans(rule)) {
          banned.put(rule, waiting.why(rule));
        } else if (over.contains(rule)) {
          expired.add(rule);
          extra.add(rule);
        } else if (waiting.keeps(rule)) {
          kept.add(rule);
        } else {
          extra.add(rule);
        }
      }
      wanted.values().stream().sorted().forEach(missing::add);
    }

    List<Step.Change> redescribed() {
      return matched.stream()
          .filter(c -> !c.from().description().equals(c.to().description()))
          .toList();
    }

    /** Why live rules of this side go, in the order of what is undocumented, expired, banned. */
    String why(List<LiveRule> rules) {
      Set<String> reasons = new TreeSet<>();
      rules.stream().filter(banned::containsKey).forEach(rule -> reasons.add(banned.get(rule)));
      List<String> all = new ArrayList<>();
      if (rules.stream().anyMatch(this::isUndocumented)) {
        all.add("undocumented");
      }
      if (rules.stream().anyMatch(expired::contains)) {
        all.add("expired");
      }
      reasons.stream()
          .limit(GUARDRAILS_TOLD)
          .forEach(why -> all.add("removed by guardrail " + why));
      if (reasons.size() > GUARDRAILS_TOLD) {
        all.add((reasons.size() - GUARDRAILS_TOLD) + " more findings of guardrails");
      }
      if (rules.stream().anyMatch(doomed::contains)) {
        all.add("refers to a group that is being deleted");
      }
      return String.join(", or ", all);
    }

    private boolean isUndocumented(LiveRule rule) {
      return !banned.containsKey(rule) && !doomed.contains(rule) && !expired.contains(rule);
    }

    boolean differs() {
      return !extra.isEmpty()
          || !doomed.isEmpty()
          || !banned.isEmpty()
          || !missing.isEmpty()
          || matched.stream().anyMatch(c -> !c.from().description().equals(c.to().description()));
    }
  }

  /**
   * What withheld rules of a direction mean for live ones: the rule of that content, and whatever
   * has the name of one, is kept; what a guardrail takes away is that content alone.
   */
  private record Waiting(
      Set<String> names, Set<Permission> contents, Map<Permission, String> banned) {

    static Waiting of(List<WithheldRule> withheld, Direction direction) {
      var waiting = new Waiting(new HashSet<>(), new HashSet<>(), new HashMap<>());
      for (WithheldRule rule : withheld) {
        if (rule.direction() == direction) {
          waiting.names.add(rule.name());
          rule.permission()
              .ifPresent(
                  content -> {
                    if (rule.removed()) {
                      waiting.banned.merge(content, rule.message(), Waiting::first);
                    } else {
                      waiting.contents.add(content);
                    }
                  });
        }
      }
      return waiting;
    }

    /** The same whatever the order of the rules. */
    private static String first(String one, String other) {
      return one.compareTo(other) <= 0 ? one : other;
    }

    boolean bans(LiveRule rule) {
      return banned.containsKey(rule.permission());
    }

    String why(LiveRule rule) {
      return banned.get(rule.permission());
    }

    boolean keeps(LiveRule rule) {
      return names.contains(rule.ruleName()) || contents.contains(rule.permission());
    }
  }

  private final Map<Direction, Side> sides = new EnumMap<>(Direction.class);

  private GroupDiff() {
    for (Direction direction : Direction.values()) {
      sides.put(direction, new Side());
    }
  }

  Side side(Direction direction) {
    return sides.get(direction);
  }

  boolean differs() {
    return side(Direction.INGRESS).differs() || side(Direction.EGRESS).differs();
  }

  boolean isMissingRules() {
    return sides.values().stream().anyMatch(side -> !side.missing.isEmpty());
  }

  boolean isExpired(LiveRule rule) {
    return side(rule.direction()).expired.contains(rule);
  }

  int matching() {
    return sides.values().stream().mapToInt(side -> side.matched.size()).sum();
  }

  int kept() {
    return sides.values().stream().mapToInt(side -> side.kept.size()).sum();
  }

  /** True when a step for this difference has to name rules by their ids. */
  boolean needsIds() {
    return sides.values().stream()
        .anyMatch(
            side ->
                !side.extra.isEmpty()
                    || !side.doomed.isEmpty()
                    || !side.banned.isEmpty()
                    || side.matched.stream()
                        .anyMatch(c -> !c.from().description().equals(c.to().description())));
  }

  /**
   * Compares.
   *
   * @param resolved documented rules with their peers resolved
   * @param doomedGroups ids of groups that are being deleted: rules that refer to them go
   */
  static GroupDiff of(Group live, Resolved resolved, Set<String> doomedGroups) {
    List<DesiredRule> rules = resolved.rules();
    List<WithheldRule> withheld = resolved.withheld();
    GroupDiff diff = new GroupDiff();
    if (pairsUp(live.rules(), rules)) {
      for (int i = 0; i < rules.size(); i++) {
        LiveRule rule = live.rules().get(i);
        diff.side(rule.direction()).matched.add(new Step.Change(rule, rules.get(i)));
      }
      return diff;
    }
    for (Direction direction : Direction.values()) {
      Map<Permission, DesiredRule> wanted = new HashMap<>();
      for (DesiredRule rule : rules) {
        if (rule.direction() == direction) {
          wanted.putIfAbsent(rule.permission(), rule);
        }
      }
      diff.side(direction)
          .fill(
              live,
              direction,
              wanted,
              Waiting.of(withheld, direction),
              doomedGroups,
              resolved.expired());
    }
    return diff;
  }

  /** The usual case, told in one walk: each rule is as documented, with its description. */
  static boolean isNone(Group live, List<DesiredRule> rules) {
    if (!pairsUp(live.rules(), rules)) {
      return false;
    }
    for (int i = 0; i < rules.size(); i++) {
      if (!live.rules().get(i).description().equals(rules.get(i).description())) {
        return false;
      }
    }
    return true;
  }

  /** Both sides are in the same order. */
  private static boolean pairsUp(List<LiveRule> live, List<DesiredRule> rules) {
    if (live.size() != rules.size()) {
      return false;
    }
    for (int i = 0; i < rules.size(); i++) {
      if (live.get(i).direction() != rules.get(i).direction()
          || !live.get(i).permission().equals(rules.get(i).permission())) {
        return false;
      }
    }
    return true;
  }
}
