package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The documented rules of a group with declared peers replaced by the ids of their groups. A peer
 * whose group the plan creates stays declared; one whose group is neither there nor created, or is
 * being deleted, makes its rule withheld. In {@link DesiredRule}'s order.
 */
record Resolved(List<DesiredRule> rules, List<WithheldRule> withheld, Expired expired) {

  /** Of most rules the peer is an address, and nothing is to be replaced. */
  private static boolean isGroup(DesiredRule rule, Set<String> doomed) {
    Peer peer = rule.permission().peer();
    return peer instanceof Peer.Declared
        || peer instanceof Peer.Group group && doomed.contains(group.groupId());
  }

  private record Identity(Direction direction, Permission permission) {}

  static Resolved of(DesiredGroup declared, Bindings bindings, Set<String> doomed) {
    Expired expired = Expired.of(declared, key -> id(bindings.of(key)));
    List<WithheldRule> withheld = new ArrayList<>();
    declared.withheld().forEach(rule -> withheld.add(resolved(rule, bindings)));
    if (declared.rules().stream().noneMatch(rule -> isGroup(rule, doomed))) {
      return new Resolved(declared.rules(), List.copyOf(withheld), expired);
    }
    Map<Identity, DesiredRule> rules = new LinkedHashMap<>();
    for (DesiredRule rule : declared.rules()) {
      Peer peer = rule.permission().peer();
      if (peer instanceof Peer.Declared role) {
        Binding binding = bindings.of(role.key());
        if (isUsable(binding, declared, rule, bindings)) {
          rule = rule.withPermission(rule.permission().withPeer(new Peer.Group(binding.groupId())));
        } else if (binding == null || !binding.isToBeCreated()) {
          withheld.add(missing(rule, role));
          continue;
        }
      }
      if (rule.permission().peer() instanceof Peer.Group group
          && doomed.contains(group.groupId())) {
        withheld.add(going(rule, group));
        continue;
      }
      rules.putIfAbsent(new Identity(rule.direction(), rule.permission()), rule);
    }
    return new Resolved(rules.values().stream().sorted().toList(), List.copyOf(withheld), expired);
  }

  private static String id(Binding peer) {
    return peer != null && peer.isManaged() ? peer.groupId() : "";
  }

  /**
   * A group that lost its tags is still what the rule means where that keeps a live rule, and not
   * where it takes one away.
   */
  private static WithheldRule resolved(WithheldRule rule, Bindings bindings) {
    if (rule.permission().isEmpty()
        || !(rule.permission().get().peer() instanceof Peer.Declared role)) {
      return rule;
    }
    Binding peer = bindings.of(role.key());
    boolean known =
        peer != null
            && peer.exists()
            && (peer.isManaged()
                || !rule.removed() && peer.problem() == Plan.Problem.OWNERSHIP_LOST);
    return known
        ? rule.withPermission(rule.permission().get().withPeer(new Peer.Group(peer.groupId())))
        : rule;
  }

  private static WithheldRule going(DesiredRule rule, Peer.Group group) {
    return new WithheldRule(
        rule.direction(),
        rule.name(),
        rule.permission().toString(),
        WithheldRule.ROLE_NOT_FOUND,
        "group " + group.groupId() + " is being deleted with its RoleSecurityGroup");
  }

  /**
   * A group that is not proven to be the role's is no peer: its id may come from a status written
   * by hand. Where a known group lost its tags, a rule that is live stays documented, and none is
   * added.
   */
  private static boolean isUsable(
      Binding peer, DesiredGroup declared, DesiredRule rule, Bindings bindings) {
    if (peer == null || !peer.exists()) {
      return false;
    }
    if (peer.problem() != Plan.Problem.OWNERSHIP_LOST) {
      return peer.isManaged();
    }
    Permission wanted = rule.permission().withPeer(new Peer.Group(peer.groupId()));
    Binding own = bindings.of(declared.key());
    return own.exists()
        && own.group().rules().stream()
            .anyMatch(
                live -> live.direction() == rule.direction() && live.permission().equals(wanted));
  }

  private static WithheldRule missing(DesiredRule rule, Peer.Declared role) {
    return new WithheldRule(
        rule.direction(),
        rule.name(),
        rule.permission().toString(),
        "PeerGroupMissing",
        "role group "
            + role.key()
            + " does not exist and is not created now; look at the status of that RoleSecurityGroup");
  }
}
