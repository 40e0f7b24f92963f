package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * EC2's answers as Rolegate's records, in canonical form. A rule that these records cannot express
 * fails the whole read: a rule left out would look like one that is not there.
 */
final class Answers {
  private Answers() {}

  static Group group(SecurityGroup answer) {
    List<LiveRule> rules = new ArrayList<>();
    for (IpPermission permission : answer.ipPermissions()) {
      addRules(rules, answer, Direction.INGRESS, permission);
    }
    for (IpPermission permission : answer.ipPermissionsEgress()) {
      addRules(rules, answer, Direction.EGRESS, permission);
    }
    return new Group(
        answer.groupId(),
        text(answer.groupName()),
        text(answer.description()),
        text(answer.vpcId()),
        text(answer.ownerId()),
        tags(answer.tags()),
        rules,
        false);
  }

  private static void addRules(
      List<LiveRule> rules, SecurityGroup group, Direction direction, IpPermission item) {
    int before = rules.size();
    item.ipRanges()
        .forEach(
            range ->
                rules.add(rule(direction, item, address(range.cidrIp()), range.description())));
    item.ipv6Ranges()
        .forEach(
            range ->
                rules.add(rule(direction, item, address(range.cidrIpv6()), range.description())));
    item.prefixListIds()
        .forEach(
            list ->
                rules.add(
                    rule(
                        direction,
                        item,
                        new Peer.PrefixList(list.prefixListId()),
                        list.description())));
    item.userIdGroupPairs()
        .forEach(
            pair ->
                rules.add(
                    rule(
                        direction,
                        item,
                        reference(pair.groupId(), pair.userId(), group.ownerId(), item),
                        pair.description())));
    if (rules.size() == before) {
      throw unreadable("DescribeSecurityGroups", group.groupId(), item.toString());
    }
  }

  private static LiveRule rule(
      Direction direction, IpPermission item, Peer peer, String description) {
    return LiveRule.content(
        direction,
        permission(item.ipProtocol(), item.fromPort(), item.toPort(), peer),
        text(description));
  }

  /** A rule of DescribeSecurityGroupRules or of an authorize call's answer. */
  static LiveRule rule(SecurityGroupRule answer) {
    return new LiveRule(
        answer.securityGroupRuleId(),
        Boolean.TRUE.equals(answer.isEgress()) ? Direction.EGRESS : Direction.INGRESS,
        permission(answer.ipProtocol(), answer.fromPort(), answer.toPort(), peer(answer)),
        text(answer.description()),
        tags(answer.tags()),
        true);
  }

  private static Peer peer(SecurityGroupRule answer) {
    if (answer.cidrIpv4() != null) {
      return address(answer.cidrIpv4());
    }
    if (answer.cidrIpv6() != null) {
      return address(answer.cidrIpv6());
    }
    if (answer.prefixListId() != null) {
      return new Peer.PrefixList(answer.prefixListId());
    }
    ReferencedSecurityGroup group = answer.referencedGroupInfo();
    if (group == null) {
      throw unreadable("DescribeSecurityGroupRules", answer.groupId(), answer.toString());
    }
    return reference(group.groupId(), group.userId(), answer.groupOwnerId(), answer);
  }

  private static Peer reference(String groupId, String account, String owner, Object rule) {
    if (groupId == null) {
      throw unreadable("DescribeSecurityGroups", "a group", rule.toString());
    }
    boolean foreign = account != null && !account.equals(owner);
    return new Peer.Group(groupId, foreign ? account : "");
  }

  private static Peer address(String cidr) {
    try {
      return new Peer.Address(Cidr.parse(cidr));
    } catch (IllegalArgumentException e) {
      throw unreadable("DescribeSecurityGroups", "a group", e.getMessage());
    }
  }

  private static Permission permission(String protocol, Integer from, Integer to, Peer peer) {
    try {
      Protocol known = Protocol.parse(protocol);
      return new Permission(known, PortRange.canonical(known, from, to), peer);
    } catch (IllegalArgumentException e) {
      throw unreadable("DescribeSecurityGroups", "a group", e.getMessage());
    }
  }

  static Map<String, String> tags(List<Tag> answer) {
    Map<String, String> tags = new TreeMap<>();
    answer.forEach(tag -> tags.put(tag.key(), text(tag.value())));
    return tags;
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static Ec2Exception unreadable(String action, String groupId, String what) {
    return new Ec2Exception(
        Kind.INVALID,
        action,
        "UnknownRule",
        action
            + ": "
            + groupId
            + " has a rule of a kind that this version of Rolegate does not know, so nothing is"
            + " changed in its VPC; upgrade Rolegate, or remove the rule: "
            + what,
        null);
  }
}
