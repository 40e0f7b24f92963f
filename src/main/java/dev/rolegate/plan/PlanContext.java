package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all parts of one planning run share. */
final class PlanContext {
  private final Quotas quotas;
  private final Map<String, Integer> weights;
  private final Map<String, String> ruleTags;
  private final Map<GroupKey, Draft> creates = new HashMap<>();

  PlanContext(Quotas quotas, Map<String, Integer> weights, Map<String, String> ruleTags) {
    this.quotas = quotas;
    this.weights = weights;
    this.ruleTags = ruleTags;
  }

  Quotas quotas() {
    return quotas;
  }

  Map<String, Integer> weights() {
    return weights;
  }

  Map<String, String> ruleTags() {
    return ruleTags;
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
