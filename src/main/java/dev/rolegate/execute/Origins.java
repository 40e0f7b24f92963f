package dev.rolegate.execute;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which plan each piece of work stood first. A big plan takes several passes, and each makes a
 * plan of its own of what is left; the hash that people saw, and approved by switching to Enforce,
 * is that of the plan that was shown last before its work began. What a plan no longer wants is
 * forgotten.
 */
final class Origins {
  /** A change of one rule, or another piece of a step that no later plan takes apart. */
  private record Piece(GroupKey group, Object what) {}

  /** A peer that is a group is only known to be one: a declared peer gets its id meanwhile. */
  private record RuleChange(
      String kind,
      Direction direction,
      Protocol protocol,
      PortRange ports,
      Object peer,
      String description) {
    static RuleChange of(
        String kind, Direction direction, Permission permission, String description) {
      Peer peer = permission.peer();
      boolean group = peer instanceof Peer.Group || peer instanceof Peer.Declared;
      return new RuleChange(
          kind,
          direction,
          permission.protocol(),
          permission.ports(),
          group ? "group" : peer,
          description);
    }
  }

  /**
   * @param begun false for a plan that was only shown
   */
  private record Origin(long order, String hash, boolean begun) {}

  private final Map<Piece, Origin> origins = new HashMap<>();
  private long plans;

  /** Takes note of a plan that is shown: it takes the place of those that were only shown. */
  void showed(Plan plan, String hash) {
    Origin here = next(hash, false);
    wanted(plan)
        .forEach(piece -> origins.merge(piece, here, (old, fresh) -> old.begun() ? old : fresh));
  }

  /** Takes note of a plan that is about to be carried out. */
  void begins(Plan plan, String hash) {
    Origin here = next(hash, true);
    wanted(plan)
        .forEach(
            piece ->
                origins.merge(
                    piece, here, (old, fresh) -> new Origin(old.order(), old.hash(), true)));
  }

  private Origin next(String hash, boolean begun) {
    plans++;
    return new Origin(plans, hash, begun);
  }

  /** The pieces of the plan; others are forgotten. */
  private Set<Piece> wanted(Plan plan) {
    Set<Piece> wanted = new HashSet<>();
    plan.steps().forEach(step -> wanted.addAll(pieces(step)));
    origins.keySet().retainAll(wanted);
    return wanted;
  }

  /** The hash of the plan in which the oldest piece of the step stood first. */
  String of(Step step) {
    Origin oldest = null;
    for (Piece piece : pieces(step)) {
      Origin origin = origins.get(piece);
      if (oldest == null || origin != null && origin.order() < oldest.order()) {
        oldest = origin;
      }
    }
    if (oldest == null) {
      throw new IllegalStateException("step " + step.number() + " is of no plan that was noted");
    }
    return oldest.hash();
  }

  private static List<Piece> pieces(Step step) {
    List<Object> what = new ArrayList<>();
    Step.Action action = step.action();
    if (action instanceof Step.Authorize authorize) {
      authorize.rules().forEach(rule -> what.add(added(rule)));
    } else if (action instanceof Step.Revoke revoke) {
      revoke.rules().forEach(rule -> what.add(removed(rule.direction(), rule.permission())));
    } else if (action instanceof Step.RevokeDefaultEgress revoke) {
      revoke.permissions().forEach(gone -> what.add(removed(Direction.EGRESS, gone)));
    } else if (action instanceof Step.Modify modify) {
      for (Step.Change change : modify.changes()) {
        what.add(removed(change.from().direction(), change.from().permission()));
        what.add(added(change.to()));
      }
    } else if (action instanceof Step.Describe describe) {
      describe.changes().forEach(change -> what.add(rule("describe", change.to())));
    } else if (action instanceof Step.Tag tag) {
      what.add(tag.tags());
    } else {
      what.add(action);
    }
    List<Piece> pieces = new ArrayList<>();
    for (Step.Target group : step.groups()) {
      what.forEach(one -> pieces.add(new Piece(group.key(), one)));
    }
    return pieces;
  }

  private static RuleChange added(DesiredRule rule) {
    return rule("add", rule);
  }

  private static RuleChange rule(String kind, DesiredRule rule) {
    return RuleChange.of(kind, rule.direction(), rule.permission(), rule.description());
  }

  private static RuleChange removed(Direction direction, Permission gone) {
    return RuleChange.of("remove", direction, gone, "");
  }
}
