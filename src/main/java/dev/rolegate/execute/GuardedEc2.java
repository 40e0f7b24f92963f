package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EC2 behind the guard: each mutating call, repeats after an error too, asks it first. */
final class GuardedEc2 extends ForwardingEc2 {

  /** The guard said no; nothing was sent. */
  static final class Refused extends RuntimeException {
    Refused() {
      super("another replica may be the leader");
    }
  }

  private final Guard guard;

  GuardedEc2(Ec2 ec2, Guard guard) {
    super(ec2);
    this.guard = guard;
  }

  private Ec2 mutating() {
    if (!guard.mayMutate()) {
      throw new Refused();
    }
    return ec2;
  }

  @Override
  public String createGroup(
      String vpcId, String name, String description, Map<String, String> tags) {
    return mutating().createGroup(vpcId, name, description, tags);
  }

  @Override
  public List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    return mutating().authorize(groupId, direction, rules, tags);
  }

  @Override
  public void modify(String groupId, List<RuleContent> rules) {
    mutating().modify(groupId, rules);
  }

  @Override
  public void revoke(String groupId, Direction direction, List<String> ruleIds) {
    mutating().revoke(groupId, direction, ruleIds);
  }

  @Override
  public void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    mutating().revokeContent(groupId, direction, permissions);
  }

  @Override
  public void describe(
      String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    mutating().describe(groupId, direction, descriptionsByRuleId);
  }

  @Override
  public void tag(Collection<String> resourceIds, Map<String, String> tags) {
    mutating().tag(resourceIds, tags);
  }

  @Override
  public void untag(Collection<String> resourceIds, Set<String> keys) {
    mutating().untag(resourceIds, keys);
  }

  @Override
  public void deleteGroup(String groupId) {
    mutating().deleteGroup(groupId);
  }
}
