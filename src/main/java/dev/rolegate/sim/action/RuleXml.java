package dev.rolegate.sim.action;

import dev.rolegate.sim.state.ConnectsVpcs;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Xml;
import java.util.List;
import java.util.Optional;

/** Writes single rules, and what they refer to, as the state shows it at that moment. */
public final class RuleXml {
  private final RegionState state;
  private final String region;

  public RuleXml(Call call) {
    this.state = call.state();
    this.region = call.region();
  }

  /** The content of a {@code securityGroupRuleSet} item; ports are -1 where a rule has none. */
  void rule(Xml xml, Rule rule) {
    head(xml, rule);
    target(xml, rule.key().target());
    if (rule.key().target() instanceof Target.Group target) {
      xml.struct("referencedGroupInfo", info -> reference(info, rule, target));
    }
    xml.optional("description", rule.description());
    xml.element(
        "securityGroupRuleArn",
        "arn:aws:ec2:%s:%s:security-group-rule/%s".formatted(region, rule.owner(), rule.id()));
  }

  /** The content of a {@code revokedSecurityGroupRuleSet} item. */
  static void revoked(Xml xml, Rule rule) {
    xml.element("securityGroupRuleId", rule.id()).element("groupId", rule.groupId());
    traffic(xml, rule.key());
    target(xml, rule.key().target());
    if (rule.key().target() instanceof Target.Group target) {
      xml.element("referencedGroupId", target.groupId());
    }
    xml.optional("description", rule.description());
  }

  /**
   * A reference's group, account and, across VPCs, VPC and peering. The account is left out once
   * the group is gone [D].
   */
  public void reference(Xml xml, Rule rule, Target.Group target) {
    Optional<SecurityGroup> referenced = state.find(SecurityGroup.class, target.groupId());
    xml.element("groupId", target.groupId());
    referenced.ifPresent(group -> xml.element("userId", group.owner()));
    String ownVpc =
        state.find(SecurityGroup.class, rule.groupId()).map(SecurityGroup::vpcId).orElse("");
    if (!target.vpcId().equals(ownVpc)) {
      xml.element("vpcId", target.vpcId());
    }
    target
        .peeringId()
        .ifPresent(
            id -> {
              xml.element("vpcPeeringConnectionId", id);
              xml.optional("peeringStatus", peeringStatus(id));
            });
  }

  private Optional<String> peeringStatus(String id) {
    return state
        .resource(id)
        .filter(ConnectsVpcs.class::isInstance)
        .map(link -> ((ConnectsVpcs) link).statusCode());
  }

  private static void head(Xml xml, Rule rule) {
    xml.element("securityGroupRuleId", rule.id())
        .element("groupId", rule.groupId())
        .element("groupOwnerId", rule.owner());
    traffic(xml, rule.key());
  }

  private static void traffic(Xml xml, RuleKey key) {
    xml.element("isEgress", key.egress())
        .element("ipProtocol", key.protocol())
        .element("fromPort", key.from())
        .element("toPort", key.to());
  }

  private static void target(Xml xml, Target target) {
    if (target instanceof Target.Ipv4 ipv4) {
      xml.element("cidrIpv4", ipv4.cidr());
    } else if (target instanceof Target.Ipv6 ipv6) {
      xml.element("cidrIpv6", ipv6.cidr());
    } else if (target instanceof Target.PrefixList list) {
      xml.element("prefixListId", list.prefixListId());
    }
  }

  /** Rules of one direction, gathered by protocol and ports as {@code ipPermissions} shows them. */
  public void permissions(Xml xml, String name, List<Rule> rules) {
    xml.list(name, Permission.gather(rules), (item, permission) -> permission.write(item, this));
  }
}
