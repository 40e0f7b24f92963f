package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2.NewRule;
import dev.rolegate.ec2.Ec2.RuleContent;
import dev.rolegate.model.Family;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rolegate's records as parts of EC2's requests. */
final class Requests {
  private Requests() {}

  static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  static List<IpPermission> permissions(List<NewRule> rules) {
    return rules.stream().map(rule -> permission(rule.permission(), rule.description())).toList();
  }

  /** One atomic permission; an empty description is left out, since EC2 then stores none. */
  static IpPermission permission(Permission permission, String description) {
    String text = description.isEmpty() ? null : description;
    IpPermission.Builder item = IpPermission.builder().ipProtocol(permission.protocol().name());
    if (sendsPorts(permission.protocol())) {
      item.fromPort(permission.ports().from()).toPort(permission.ports().to());
    }
    Peer peer = permission.peer();
    if (peer instanceof Peer.PrefixList list) {
      item.prefixListIds(PrefixListId.builder().prefixListId(list.id()).description(text).build());
    } else if (peer instanceof Peer.Group group) {
      String account = group.accountId().isEmpty() ? null : group.accountId();
      item.userIdGroupPairs(
          UserIdGroupPair.builder()
              .groupId(group.groupId())
              .userId(account)
              .description(text)
              .build());
    } else if (peer instanceof Peer.Address address) {
      String cidr = address.cidr().toString();
      if (address.cidr().family() == Family.IPV4) {
        item.ipRanges(IpRange.builder().cidrIp(cidr).description(text).build());
      } else {
        item.ipv6Ranges(Ipv6Range.builder().cidrIpv6(cidr).description(text).build());
      }
    } else {
      throw unresolved(peer);
    }
    return item.build();
  }

  /**
   * A whole rule for ModifySecurityGroupRules. EC2 clears the description when it is not in the
   * call, so it always is.
   */
  static SecurityGroupRuleUpdate update(RuleContent rule) {
    Permission permission = rule.permission();
    SecurityGroupRuleRequest.Builder content =
        SecurityGroupRuleRequest.builder()
            .ipProtocol(permission.protocol().name())
            .description(rule.description());
    if (sendsPorts(permission.protocol())) {
      content.fromPort(permission.ports().from()).toPort(permission.ports().to());
    }
    Peer peer = permission.peer();
    if (peer instanceof Peer.PrefixList list) {
      content.prefixListId(list.id());
    } else if (peer instanceof Peer.Group group) {
      content.referencedGroupId(group.groupId());
    } else if (peer instanceof Peer.Address address) {
      String cidr = address.cidr().toString();
      if (address.cidr().family() == Family.IPV4) {
        content.cidrIpv4(cidr);
      } else {
        content.cidrIpv6(cidr);
      }
    } else {
      throw unresolved(peer);
    }
    return SecurityGroupRuleUpdate.builder()
        .securityGroupRuleId(rule.ruleId())
        .securityGroupRule(content.build())
        .build();
  }

  /**
   * Tags for what a call makes; none at all where there are none, since EC2 refuses an empty set.
   */
  static List<TagSpecification> tagged(ResourceType type, Map<String, String> tags) {
    return tags.isEmpty()
        ? List.of()
        : List.of(TagSpecification.builder().resourceType(type).tags(tags(tags)).build());
  }

  static List<Tag> tags(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  private static boolean sendsPorts(Protocol protocol) {
    return protocol.hasPorts() || protocol.isIcmp();
  }

  private static IllegalArgumentException unresolved(Peer peer) {
    return new IllegalArgumentException(
        "Peer " + peer + " has no group id yet; a call to EC2 needs one");
  }
}
