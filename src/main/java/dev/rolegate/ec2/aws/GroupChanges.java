package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2.NewRule;
import dev.rolegate.ec2.Ec2.RuleContent;
import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Changes groups and their rules. */
final class GroupChanges {
  /** CreateTags and DeleteTags take no more resources in a call. */
  private static final int TAGGED = 1000;

  private final Ec2Client client;
  private final Calls calls;

  GroupChanges(Ec2Client client, Calls calls) {
    this.client = client;
    this.calls = calls;
  }

  String createGroup(String vpcId, String name, String description, Map<String, String> tags) {
    return calls
        .make(
            "CreateSecurityGroup",
            () ->
                client.createSecurityGroup(
                    request ->
                        request
                            .vpcId(vpcId)
                            .groupName(name)
                            .description(description)
                            .tagSpecifications(Requests.tagged(ResourceType.SECURITY_GROUP, tags))))
        .groupId();
  }

  List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    List<IpPermission> permissions = Requests.permissions(rules);
    List<SecurityGroupRule> answer =
        direction == Direction.INGRESS
            ? calls
                .make(
                    "AuthorizeSecurityGroupIngress",
                    () ->
                        client.authorizeSecurityGroupIngress(
                            request ->
                                request
                                    .groupId(groupId)
                                    .ipPermissions(permissions)
                                    .tagSpecifications(
                                        Requests.tagged(ResourceType.SECURITY_GROUP_RULE, tags))))
                .securityGroupRules()
            : calls
                .make(
                    "AuthorizeSecurityGroupEgress",
                    () ->
                        client.authorizeSecurityGroupEgress(
                            request ->
                                request
                                    .groupId(groupId)
                                    .ipPermissions(permissions)
                                    .tagSpecifications(
                                        Requests.tagged(ResourceType.SECURITY_GROUP_RULE, tags))))
                .securityGroupRules();
    return withMissing(answer.stream().map(Answers::rule).toList(), direction, rules);
  }

  /**
   * The call is all or nothing, so what the answer does not list was added all the same: it is
   * given without an id, as a rule that has to be read. Some EC2 look-alikes list only a part.
   */
  private static List<LiveRule> withMissing(
      List<LiveRule> listed, Direction direction, List<NewRule> asked) {
    List<LiveRule> all = new ArrayList<>(listed);
    for (NewRule rule : asked) {
      if (listed.stream().noneMatch(live -> live.permission().equals(rule.permission()))) {
        all.add(LiveRule.content(direction, rule.permission(), rule.description()));
      }
    }
    return all;
  }

  void modify(String groupId, List<RuleContent> rules) {
    calls.make(
        "ModifySecurityGroupRules",
        () ->
            client.modifySecurityGroupRules(
                request ->
                    request
                        .groupId(groupId)
                        .securityGroupRules(rules.stream().map(Requests::update).toList())));
  }

  void revoke(String groupId, Direction direction, List<String> ruleIds) {
    if (direction == Direction.INGRESS) {
      calls.make(
          "RevokeSecurityGroupIngress",
          () ->
              client.revokeSecurityGroupIngress(
                  request -> request.groupId(groupId).securityGroupRuleIds(ruleIds)));
    } else {
      calls.make(
          "RevokeSecurityGroupEgress",
          () ->
              client.revokeSecurityGroupEgress(
                  request -> request.groupId(groupId).securityGroupRuleIds(ruleIds)));
    }
  }

  void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    List<IpPermission> content =
        permissions.stream().map(permission -> Requests.permission(permission, "")).toList();
    if (direction == Direction.INGRESS) {
      calls.make(
          "RevokeSecurityGroupIngress",
          () ->
              client.revokeSecurityGroupIngress(
                  request -> request.groupId(groupId).ipPermissions(content)));
    } else {
      calls.make(
          "RevokeSecurityGroupEgress",
          () ->
              client.revokeSecurityGroupEgress(
                  request -> request.groupId(groupId).ipPermissions(content)));
    }
  }

  void describe(String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    List<SecurityGroupRuleDescription> descriptions =
        new TreeMap<>(descriptionsByRuleId)
            .entrySet().stream()
                .map(
                    entry ->
                        SecurityGroupRuleDescription.builder()
                            .securityGroupRuleId(entry.getKey())
                            .description(entry.getValue())
                            .build())
                .toList();
    if (direction == Direction.INGRESS) {
      calls.make(
          "UpdateSecurityGroupRuleDescriptionsIngress",
          () ->
              client.updateSecurityGroupRuleDescriptionsIngress(
                  request -> request.groupId(groupId).securityGroupRuleDescriptions(descriptions)));
    } else {
      calls.make(
          "UpdateSecurityGroupRuleDescriptionsEgress",
          () ->
              client.updateSecurityGroupRuleDescriptionsEgress(
                  request -> request.groupId(groupId).securityGroupRuleDescriptions(descriptions)));
    }
  }

  void tag(Collection<String> resourceIds, Map<String, String> tags) {
    for (List<String> chunk : Chunks.of(resourceIds, TAGGED)) {
      calls.make(
          "CreateTags",
          () -> client.createTags(request -> request.resources(chunk).tags(Requests.tags(tags))));
    }
  }

  void untag(Collection<String> resourceIds, Set<String> keys) {
    List<Tag> tags = keys.stream().sorted().map(key -> Tag.builder().key(key).build()).toList();
    for (List<String> chunk : Chunks.of(resourceIds, TAGGED)) {
      calls.make(
          "DeleteTags", () -> client.deleteTags(request -> request.resources(chunk).tags(tags)));
    }
  }

  void deleteGroup(String groupId) {
    calls.make(
        "DeleteSecurityGroup",
        () -> client.deleteSecurityGroup(request -> request.groupId(groupId)));
  }
}
