package dev.rolegate.model;

import java.util.List;
import java.util.Map;

/**
 * A security group as EC2 holds it.
 *
 * @param rules in {@link LiveRule}'s order
 * @param detailed true when the rules were read with ids and tags (DescribeSecurityGroupRules),
 *     false when only their content is known
 */
public record Group(
    String groupId,
    String name,
    String description,
    String vpcId,
    String ownerId,
    Map<String, String> tags,
    List<LiveRule> rules,
    boolean detailed) {

  public Group {
    tags = Map.copyOf(tags);
    rules = rules.stream().sorted().toList();
  }

  public Group withRules(List<LiveRule> value, boolean withIds) {
    return new Group(groupId, name, description, vpcId, ownerId, tags, value, withIds);
  }

  /** One of its rules in words: {@code ingress rule tcp 22 sg-1 of group sg-2 (web)}. */
  public String words(LiveRule rule) {
    return rule.direction().word()
        + " rule "
        + rule.permission()
        + " of group "
        + groupId
        + " ("
        + name
        + ")";
  }

  public Group withTags(Map<String, String> value) {
    return new Group(groupId, name, description, vpcId, ownerId, value, rules, detailed);
  }
}
