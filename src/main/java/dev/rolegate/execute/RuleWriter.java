package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds and revokes rules where EC2 may already hold or lack some of them: an earlier call's answer
 * was lost, a read lagged, or somebody else was quicker. EC2 then refuses the whole call; so the
 * group is read, the rest is sent, and at last one rule a call.
 */
final class RuleWriter {
  private final Ec2 ec2;
  private final OwnWrites writes;
  private final Effects effects;
  private final InstantSource clock;

  RuleWriter(Ec2 ec2, OwnWrites writes, Effects effects, InstantSource clock) {
    this.ec2 = ec2;
    this.writes = writes;
    this.effects = effects;
    this.clock = clock;
  }

  void authorize(
      String groupId, Direction direction, List<Ec2.NewRule> wanted, Map<String, String> tags) {
    if (add(groupId, direction, wanted, tags)) {
      return;
    }
    effects.readAgain();
    List<LiveRule> live = ec2.rules(List.of(groupId)).get(groupId);
    List<Ec2.NewRule> missing =
        wanted.stream()
            .filter(
                rule -> find(live, LiveRule.content(direction, rule.permission(), "")).isEmpty())
            .toList();
    if (missing.isEmpty() || add(groupId, direction, missing, tags)) {
      return;
    }
    for (Ec2.NewRule rule : missing) {
      add(groupId, direction, List.of(rule), tags);
    }
  }

  /** False when EC2 says that one of the rules exists. */
  private boolean add(
      String groupId, Direction direction, List<Ec2.NewRule> rules, Map<String, String> tags) {
    List<LiveRule> added;
    try {
      added = ec2.authorize(groupId, direction, rules, tags);
    } catch (Ec2Exception e) {
      if (e.kind() == Kind.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
    List<LiveRule> known = added.stream().filter(LiveRule::hasId).toList();
    if (known.size() < added.size()) {
      effects.readAgain();
    }
    writes.added(groupId, known, clock.instant());
    return true;
  }

  /** Revokes a new group's default egress; false when EC2 does not show the group yet. */
  boolean revokeDefault(String groupId, List<Permission> permissions) {
    return take(
        groupId,
        Direction.EGRESS,
        permissions.stream()
            .map(permission -> LiveRule.content(Direction.EGRESS, permission, ""))
            .toList());
  }

  /** Revokes rules by id, and those whose id no read has told yet by content. */
  void revoke(String groupId, Direction direction, List<LiveRule> rules) {
    List<LiveRule> known = rules.stream().filter(LiveRule::hasId).toList();
    List<LiveRule> nameless = rules.stream().filter(rule -> !rule.hasId()).toList();
    if (!nameless.isEmpty()) {
      take(groupId, direction, nameless);
    }
    if (!known.isEmpty()) {
      take(groupId, direction, known);
    }
  }

  private boolean take(String groupId, Direction direction, List<LiveRule> rules) {
    try {
      send(groupId, direction, rules);
      return true;
    } catch (Ec2Exception e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
    effects.readAgain();
    List<LiveRule> live = ec2.rules(List.of(groupId)).get(groupId);
    if (live.isEmpty() && writes.isFresh(groupId, clock.instant())) {
      return false;
    }
    List<LiveRule> left = rules.stream().filter(rule -> !find(live, rule).isEmpty()).toList();
    record(groupId, direction, rules.stream().filter(rule -> !left.contains(rule)).toList());
    for (LiveRule rule : left) {
      try {
        send(groupId, direction, List.of(rule));
      } catch (Ec2Exception e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
        record(groupId, direction, List.of(rule));
      }
    }
    return true;
  }

  private void send(String groupId, Direction direction, List<LiveRule> rules) {
    if (rules.get(0).hasId()) {
      ec2.revoke(groupId, direction, rules.stream().map(LiveRule::ruleId).toList());
    } else {
      ec2.revokeContent(groupId, direction, contents(rules));
    }
    record(groupId, direction, rules);
  }

  private void record(String groupId, Direction direction, List<LiveRule> gone) {
    List<LiveRule> known = gone.stream().filter(LiveRule::hasId).toList();
    List<LiveRule> nameless = gone.stream().filter(rule -> !rule.hasId()).toList();
    writes.revoked(groupId, known, clock.instant());
    writes.revokedContent(groupId, direction, contents(nameless), clock.instant());
  }

  private static List<Permission> contents(List<LiveRule> rules) {
    return rules.stream().map(LiveRule::permission).toList();
  }

  /** The live rules that a plan's rule means: by id, or by content where it has none. */
  static List<LiveRule> find(List<LiveRule> live, LiveRule meant) {
    return live.stream()
        .filter(
            rule ->
                meant.hasId()
                    ? rule.ruleId().equals(meant.ruleId())
                    : rule.direction() == meant.direction()
                        && rule.permission().equals(meant.permission()))
        .toList();
  }

  /** EC2 never says what a group is held by; so that is read. */
  Ec2Exception withHolders(Step.Target target, Ec2Exception refused) {
    List<String> holders = new ArrayList<>();
    try {
      GroupUse use = ec2.uses(List.of(target.groupId())).get(target.groupId());
      if (use != null) {
        holders.addAll(use.holders());
        holders.addAll(use.unknown());
      }
    } catch (Ec2Exception e) {
      holders.add(e.getMessage());
    }
    String held =
        holders.isEmpty()
            ? "EC2 does not say by what; rules of other groups, or a service that hides its"
                + " interfaces"
            : String.join(", ", holders);
    return new Ec2Exception(
        refused.kind(),
        refused.action(),
        refused.code(),
        refused.getMessage() + "; " + target + " is held: " + held,
        refused);
  }
}
