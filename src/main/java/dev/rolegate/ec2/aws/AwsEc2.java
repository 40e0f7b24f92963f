package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2 over the AWS SDK. Budgets, time-outs and repeats are the client's, see the factory. */
final class AwsEc2 implements Ec2 {
  private final Calls calls;
  private final GroupReads reads;
  private final GroupChanges changes;
  private final AwsUses uses;
  private final PrefixLists prefixLists;
  private final Identity identity;
  private final Runnable closing;

  /**
   * @param closing frees what the connection holds
   */
  AwsEc2(
      Ec2Client client,
      Errors errors,
      RenewableCredentials credentials,
      Identity identity,
      Runnable closing) {
    this.calls = new Calls(errors, credentials);
    this.reads = new GroupReads(client, calls);
    this.changes = new GroupChanges(client, calls);
    this.uses = new AwsUses(client, errors);
    this.prefixLists = new PrefixLists(client);
    this.identity = identity;
    this.closing = closing;
  }

  @Override
  public Caller caller() {
    return identity.caller();
  }

  @Override
  public VpcFacts vpc(String vpcId) {
    return reads.vpc(vpcId);
  }

  @Override
  public List<Cidr> subnets(String vpcId) {
    return reads.subnets(vpcId);
  }

  @Override
  public List<Group> groups(String vpcId) {
    return reads.groups(vpcId);
  }

  @Override
  public List<Group> groupsNamed(String vpcId, String groupName) {
    return reads.groupsNamed(vpcId, groupName);
  }

  @Override
  public List<VpcFacts> vpcs() {
    return reads.vpcs();
  }

  @Override
  public Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    return reads.rules(groupIds);
  }

  @Override
  public Map<String, List<LiveRule>> rulesById(Collection<String> ruleIds) {
    return reads.rulesById(ruleIds);
  }

  @Override
  public Map<String, Integer> prefixListWeights(Collection<String> prefixListIds) {
    return calls.make("DescribeManagedPrefixLists", () -> prefixLists.weights(prefixListIds));
  }

  @Override
  public Map<String, Long> prefixListVersions(Collection<String> prefixListIds) {
    return calls.make("DescribeManagedPrefixLists", () -> prefixLists.versions(prefixListIds));
  }

  @Override
  public List<Cidr> prefixListEntries(String prefixListId) {
    return calls.make("GetManagedPrefixListEntries", () -> prefixLists.entries(prefixListId));
  }

  @Override
  public Map<String, GroupUse> uses(Collection<String> groupIds) {
    return uses.of(groupIds);
  }

  @Override
  public String createGroup(
      String vpcId, String name, String description, Map<String, String> tags) {
    return changes.createGroup(vpcId, name, description, tags);
  }

  @Override
  public List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    return changes.authorize(groupId, direction, rules, tags);
  }

  @Override
  public void modify(String groupId, List<RuleContent> rules) {
    changes.modify(groupId, rules);
  }

  @Override
  public void revoke(String groupId, Direction direction, List<String> ruleIds) {
    changes.revoke(groupId, direction, ruleIds);
  }

  @Override
  public void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    changes.revokeContent(groupId, direction, permissions);
  }

  @Override
  public void describe(
      String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    changes.describe(groupId, direction, descriptionsByRuleId);
  }

  @Override
  public void tag(Collection<String> resourceIds, Map<String, String> tags) {
    changes.tag(resourceIds, tags);
  }

  @Override
  public void untag(Collection<String> resourceIds, Set<String> keys) {
    changes.untag(resourceIds, keys);
  }

  @Override
  public void deleteGroup(String groupId) {
    changes.deleteGroup(groupId);
  }

  @Override
  public void close() {
    closing.run();
  }

  @Override
  public String lastRequestId() {
    return calls.lastRequestId();
  }
}
