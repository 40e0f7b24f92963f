package dev.rolegate.ec2;

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

/**
 * The part of EC2 that Rolegate uses, for one account and Region, in Rolegate's own records. Every
 * method throws {@link Ec2Exception}, and reads answer wholly or not at all. Reads may lag behind
 * writes; EC2 promises no order between them.
 */
public interface Ec2 extends AutoCloseable {

  /**
   * Whose credentials this connection has, by STS. STS is asked once for each new credentials, so
   * that this costs nothing at other times.
   */
  Caller caller();

  /** Whether the VPC exists, who owns it, and whether it has an IPv6 block. */
  VpcFacts vpc(String vpcId);

  /** Address blocks of the VPC's subnets, of both families; one call a thousand subnets. */
  List<Cidr> subnets(String vpcId);

  /** All groups of the VPC with rule content; one call a thousand groups. */
  List<Group> groups(String vpcId);

  /** The groups of the VPC that have this name; none or one. */
  List<Group> groupsNamed(String vpcId, String groupName);

  /** Every VPC of the account and Region that the credentials see, by id; one call a thousand. */
  List<VpcFacts> vpcs();

  /**
   * The rules of these groups with ids and tags, by group id; one call 200 groups or 1,000 rules.
   */
  Map<String, List<LiveRule>> rules(Collection<String> groupIds);

  /**
   * The rules of these {@code sgr-} ids, by the id of the group that has them, with tags; what is
   * gone is missing. One call 200 rules.
   */
  Map<String, List<LiveRule>> rulesById(Collection<String> ruleIds);

  /** How many rules of the quota each prefix list counts for: its maximum of entries. */
  Map<String, Integer> prefixListWeights(Collection<String> prefixListIds);

  /** The version of each prefix list, which changes with its entries; 0 where a list has none. */
  Map<String, Long> prefixListVersions(Collection<String> prefixListIds);

  /** All entries of a prefix list; one call a hundred. */
  List<Cidr> prefixListEntries(String prefixListId);

  /**
   * Who holds each of these groups: interfaces, groups of other VPCs, VPC associations. What cannot
   * be read is in the answer as unknown, never left out.
   */
  Map<String, GroupUse> uses(Collection<String> groupIds);

  /** CreateSecurityGroup, tags in the same call. Gives the new id. */
  String createGroup(String vpcId, String name, String description, Map<String, String> tags);

  /**
   * AuthorizeSecurityGroupIngress or Egress, all or nothing. Gives the new rules with their ids.
   */
  List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags);

  /** ModifySecurityGroupRules: replaces content and description in place, all or nothing. */
  void modify(String groupId, List<RuleContent> rules);

  /** RevokeSecurityGroupIngress or Egress by rule ids, all or nothing. */
  void revoke(String groupId, Direction direction, List<String> ruleIds);

  /** RevokeSecurityGroupEgress by content, for the default egress of a new group. */
  void revokeContent(String groupId, Direction direction, List<Permission> permissions);

  /** UpdateSecurityGroupRuleDescriptionsIngress or Egress by rule ids. */
  void describe(String groupId, Direction direction, Map<String, String> descriptionsByRuleId);

  /** CreateTags: adds or overwrites these keys on up to 1,000 groups or rules. */
  void tag(Collection<String> resourceIds, Map<String, String> tags);

  /** DeleteTags: takes these keys, whatever their values, off up to 1,000 groups or rules. */
  void untag(Collection<String> resourceIds, Set<String> keys);

  /** DeleteSecurityGroup. */
  void deleteGroup(String groupId);

  /** Frees what the connection holds; calls under way may fail. Other connections go on. */
  @Override
  void close();

  /**
   * Who calls.
   *
   * @param accountId AWS account id of the credentials
   * @param arn of the user or of the assumed role's session
   * @param credentialsId names the credentials, and changes with them; no secret
   */
  record Caller(String accountId, String arn, String credentialsId) {}

  /**
   * EC2's id of the request that this thread's last successful call on this connection was, as
   * CloudTrail has it; empty where EC2 gave none.
   */
  String lastRequestId();

  /**
   * Facts of a VPC.
   *
   * @param ranges its address blocks, of both families
   */
  record VpcFacts(String vpcId, String ownerId, boolean ipv6, List<Cidr> ranges) {
    public VpcFacts {
      ranges = ranges.stream().sorted().toList();
    }
  }

  /** A rule to be added. */
  record NewRule(Permission permission, String description) {}

  /** What an existing rule is to become. */
  record RuleContent(String ruleId, Permission permission, String description) {}
}
