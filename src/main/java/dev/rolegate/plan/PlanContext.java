package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all parts of one planning run share. */
final class PlanContext {
  private final Quotas quotas;
  private final Map<String, Integer> weights;
  private final DesiredVpc desired;
  private final Aim aim;
  private final Map<GroupKey, Draft> creates = new HashMap<>();

  PlanContext(Quotas quotas, Map<String, Integer> weights, DesiredVpc desired, Aim aim) {
    this.quotas = quotas;
    this.weights = weights;
    this.desired = desired;
    this.aim = aim;
  }

  Quotas quotas() {
    return quotas;
  }

  Map<String, Integer> weights() {
    return weights;
  }

  /** The tags that a rule is to have. */
  Map<String, String> ruleTags(Step.Target group, DesiredRule rule) {
    return aim.ruleTags(desired, group.key(), rule);
  }

  /** The tags that all of these rules are to have: one call gives the same to each. */
  Map<String, String> ruleTags(Step.Target group, List<DesiredRule> rules) {
    Map<String, String> common = new TreeMap<>(ruleTags(group, rules.get(0)));
    rules.forEach(rule -> common.entrySet().retainAll(ruleTags(group, rule).entrySet()));
    return common;
  }

  void created(GroupKey key, Draft create) {
    creates.put(key, create);
  }

  /** Makes an authorize wait for the groups that its rules refer to and the plan creates. */
  void afterPeers(Draft step, List<DesiredRule> rules) {
    for (DesiredRule rule : rules) {
      if (rule.permission().peer() instanceof Peer.Declared peer) {
        step.after(creates.get(peer.key()), Step.Cause.GROUP_EXISTS);
      }
    }
  }
}
