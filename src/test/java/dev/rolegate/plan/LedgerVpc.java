package dev.rolegate.plan;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A VPC on paper: applies steps as EC2 would, and refuses what EC2 would refuse. It knows nothing
 * of how plans are made.
 */
final class LedgerVpc {
  private final VpcSnapshot start;
  private final Quotas quotas;
  private final Map<String, Group> groups;
  private final Map<GroupKey, String> created = new HashMap<>();
  private int nextRule = 9000;

  LedgerVpc(VpcSnapshot start, Quotas quotas) {
    this.start = start;
    this.quotas = quotas;
    this.groups = new TreeMap<>(start.groups());
  }

  VpcSnapshot snapshot() {
    return start.withGroups(groups);
  }

  /** The group of a target; null while it does not exist. */
  String idOf(Step.Target target) {
    return target.groupId().isEmpty() ? created.get(target.key()) : target.groupId();
  }

  void apply(Step step) {
    Step.Action action = step.action();
    if (action instanceof Step.Create create) {
      create(step.group(), create);
    } else if (action instanceof Step.Tag tag) {
      tag(tag);
    } else {
      String id = idOf(step.group());
      Group group = groups.get(id);
      check(group != null, "InvalidGroup.NotFound", step);
      if (action instanceof Step.RevokeDefaultEgress revoke) {
        revoke.permissions().forEach(p -> remove(id, find(id, Direction.EGRESS, p), step));
      } else if (action instanceof Step.Revoke revoke) {
        revoke.rules().forEach(rule -> remove(id, byId(id, rule.ruleId(), step), step));
      } else if (action instanceof Step.Authorize authorize) {
        authorize.rules().forEach(rule -> add(id, rule, authorize.ruleTags(), step));
      } else if (action instanceof Step.Modify modify) {
        modify(id, modify, step);
      } else if (action instanceof Step.Describe describe) {
        describe.changes().forEach(change -> describe(id, describe.direction(), change, step));
      } else if (action instanceof Step.Untag untag) {
        Map<String, String> left = new HashMap<>(group.tags());
        left.keySet().removeAll(untag.tags().keySet());
        groups.put(id, group.withTags(left));
      } else if (action instanceof Step.Delete) {
        delete(id, step);
      }
    }
  }

  private void create(Step.Target target, Step.Create create) {
    String id = "sg-created-" + target.key();
    check(!groups.containsKey(id), "InvalidGroup.Duplicate", create);
    List<LiveRule> rules = new ArrayList<>();
    rules.add(defaultEgress("0.0.0.0/0"));
    if (start.ipv6()) {
      rules.add(defaultEgress("::/0"));
    }
    created.put(target.key(), id);
    groups.put(
        id,
        new Group(
            id,
            create.groupName(),
            create.description(),
            start.vpcId(),
            "111122223333",
            create.tags(),
            rules,
            true));
  }

  private LiveRule defaultEgress(String cidr) {
    return new LiveRule(
        newRuleId(),
        Direction.EGRESS,
        new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse(cidr))),
        "",
        Map.of(),
        true);
  }

  private String newRuleId() {
    return "sgr-" + nextRule++;
  }

  private void add(String id, DesiredRule rule, Map<String, String> tags, Step step) {
    Permission permission = resolve(rule.permission(), step);
    check(
        groups.get(id).rules().stream()
            .noneMatch(r -> r.direction() == rule.direction() && r.permission().equals(permission)),
        "InvalidPermission.Duplicate",
        step);
    List<LiveRule> rules = new ArrayList<>(groups.get(id).rules());
    rules.add(
        new LiveRule(newRuleId(), rule.direction(), permission, rule.description(), tags, true));
    List<Permission> counted =
        rules.stream()
            .filter(r -> r.direction() == rule.direction())
            .map(LiveRule::permission)
            .toList();
    check(
        QuotaCount.of(counted, start.prefixListWeights()).fits(quotas),
        "RulesPerSecurityGroupLimitExceeded",
        step);
    put(id, rules);
  }

  private Permission resolve(Permission permission, Step step) {
    if (permission.peer() instanceof Peer.Declared declared) {
      String id = created.get(declared.key());
      check(id != null, "InvalidGroup.NotFound", step);
      return permission.withPeer(new Peer.Group(id));
    }
    return permission;
  }

  private void modify(String id, Step.Modify modify, Step step) {
    Set<String> touched = new HashSet<>();
    List<LiveRule> before = groups.get(id).rules();
    List<LiveRule> after = new ArrayList<>(before);
    for (Step.Change change : modify.changes()) {
      LiveRule rule = byId(id, change.from().ruleId(), step);
      check(touched.add(rule.ruleId()), "same rule twice", step);
      check(
          rule.permission().peer().sameKindAs(change.to().permission().peer()),
          "Invalid rule type",
          step);
      check(
          before.stream()
              .noneMatch(
                  r ->
                      r.direction() == rule.direction()
                          && r.permission().equals(change.to().permission())),
          "swap, chain or duplicate",
          step);
      after.remove(rule);
      after.add(
          rule.withPermission(change.to().permission()).withDescription(change.to().description()));
    }
    put(id, after);
  }

  private void describe(String id, Direction direction, Step.Change change, Step step) {
    LiveRule rule =
        change.from().hasId()
            ? byId(id, change.from().ruleId(), step)
            : find(id, direction, change.from().permission());
    remove(id, rule, step);
    List<LiveRule> rules = new ArrayList<>(groups.get(id).rules());
    rules.add(rule.withDescription(change.to().description()));
    put(id, rules);
  }

  private void tag(Step.Tag tag) {
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      if (tag.resourceIds().contains(entry.getKey())) {
        group = group.withTags(merged(group.tags(), tag.tags()));
      }
      List<LiveRule> rules =
          group.rules().stream()
              .map(
                  r ->
                      tag.resourceIds().contains(r.ruleId())
                          ? r.withTags(merged(r.tags(), tag.tags()))
                          : r)
              .toList();
      entry.setValue(group.withRules(rules, true));
    }
  }

  private static Map<String, String> merged(Map<String, String> old, Map<String, String> added) {
    Map<String, String> all = new HashMap<>(old);
    all.putAll(added);
    return all;
  }

  private void delete(String id, Step step) {
    check(
        groups.values().stream()
            .filter(other -> !other.groupId().equals(id))
            .flatMap(other -> other.rules().stream())
            .noneMatch(rule -> rule.permission().peer().equals(new Peer.Group(id))),
        "DependencyViolation",
        step);
    groups.remove(id);
  }

  private LiveRule byId(String id, String ruleId, Step step) {
    return groups.get(id).rules().stream()
        .filter(rule -> rule.ruleId().equals(ruleId))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("InvalidSecurityGroupRuleId.NotFound " + ruleId + step));
  }

  private LiveRule find(String id, Direction direction, Permission permission) {
    return groups.get(id).rules().stream()
        .filter(r -> r.direction() == direction && r.permission().equals(permission))
        .findFirst()
        .orElseThrow(() -> new AssertionError("InvalidPermission.NotFound " + permission));
  }

  private void remove(String id, LiveRule rule, Step step) {
    List<LiveRule> rules = new ArrayList<>(groups.get(id).rules());
    check(rules.remove(rule), "InvalidPermission.NotFound", step);
    put(id, rules);
  }

  private void put(String id, List<LiveRule> rules) {
    groups.put(id, groups.get(id).withRules(rules, true));
  }

  private static void check(boolean holds, String code, Object step) {
    if (!holds) {
      throw new AssertionError("EC2 would refuse with " + code + ": " + step);
    }
  }
}
