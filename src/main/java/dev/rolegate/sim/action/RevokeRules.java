package dev.rolegate.sim.action;

import dev.rolegate.sim.action.RuleReader.Wanted;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * RevokeSecurityGroupIngress and RevokeSecurityGroupEgress, by rule ids or by permissions. In a VPC
 * that is not the default one, a permission without a rule fails the whole call; in the default VPC
 * the others are revoked and the unknown ones listed in the answer [D for inbound; for outbound
 * rules outside the default VPC the same is [I]].
 */
final class RevokeRules implements ActionTable.Family {

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write(
            "RevokeSecurityGroupIngress", Bucket.RESOURCE_INTENSIVE, call -> revoke(call, false)),
        Action.write("RevokeSecurityGroupEgress", Bucket.MUTATING, call -> revoke(call, true)));
  }

  private Consumer<Xml> revoke(Call call, boolean egress) {
    Lookup.GroupRef which = Lookup.GroupRef.read(call.params(), egress);
    List<PermissionSpec> listed = PermissionSpec.read(call.params());
    FlatForm flat = FlatForm.read(call.params());
    List<String> ids = call.params().list("SecurityGroupRuleId");
    call.ready(List.of(which.access(call)));
    if (egress) {
      flat.refuse();
    }
    List<PermissionSpec> permissions = flat.merge(listed);
    checkOneForm(permissions, ids);
    SecurityGroup group = which.find(call);
    List<Rule> found = new ArrayList<>();
    List<Rule> unknown = new ArrayList<>();
    if (ids.isEmpty()) {
      match(call, group, new RuleReader(call, group, egress).toFind(permissions), found, unknown);
    } else {
      found.addAll(byId(group, egress, ids));
    }
    if (!found.isEmpty()) {
      call.put(group.removing(found));
    }
    RuleXml rules = new RuleXml(call);
    return xml -> {
      xml.element("return", true);
      if (!unknown.isEmpty()) {
        rules.permissions(xml, "unknownIpPermissionSet", unknown);
      }
      xml.list("revokedSecurityGroupRuleSet", found, RuleXml::revoked);
    };
  }

  private static void checkOneForm(List<PermissionSpec> permissions, List<String> ids) {
    if (permissions.isEmpty() && ids.isEmpty()) {
      throw Ec2Error.client(
          "MissingParameter",
          "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
    }
    if (!permissions.isEmpty() && !ids.isEmpty()) {
      throw Ec2Error.combination(
          "Only one of 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
    }
  }

  /**
   * Rules of this group and direction only; any other id is not found [L for a rule that is gone].
   */
  private static List<Rule> byId(SecurityGroup group, boolean egress, List<String> ids) {
    ids.forEach(ResourceIds::checkRuleId);
    return ids.stream()
        .distinct()
        .map(
            id ->
                group
                    .rule(id)
                    .filter(rule -> rule.egress() == egress)
                    .orElseThrow(() -> RuleTexts.noRule(id)))
        .toList();
  }

  private static void match(
      Call call, SecurityGroup group, List<Wanted> wanted, List<Rule> found, List<Rule> unknown) {
    boolean lenient = call.state().find(Vpc.class, group.vpcId()).map(Vpc::isDefault).orElse(false);
    for (Wanted one : wanted) {
      Optional<Rule> rule = group.rule(one.key());
      if (rule.isPresent()) {
        found.add(rule.get());
      } else if (lenient) {
        unknown.add(placeholder(group, one.key()));
      } else {
        throw RuleTexts.notFound();
      }
    }
  }

  /** An asked-for rule in the shape of a rule, to be written as an unknown permission. */
  private static Rule placeholder(SecurityGroup group, RuleKey key) {
    return new Rule("", group.id(), group.owner(), key, Optional.empty(), Tags.NONE);
  }
}
