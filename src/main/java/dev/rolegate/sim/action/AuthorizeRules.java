package dev.rolegate.sim.action;

import dev.rolegate.sim.action.RuleReader.Wanted;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress. All rules of a call are added or
 * none [I: no client and no emulator has seen a part of them added].
 */
final class AuthorizeRules implements ActionTable.Family {
  private final RuleLimits limits;

  AuthorizeRules(RuleLimits limits) {
    this.limits = limits;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write(
            "AuthorizeSecurityGroupIngress", Bucket.RESOURCE_INTENSIVE, call -> add(call, false)),
        Action.write("AuthorizeSecurityGroupEgress", Bucket.MUTATING, call -> add(call, true)));
  }

  private Consumer<Xml> add(Call call, boolean egress) {
    Lookup.GroupRef which = Lookup.GroupRef.read(call.params(), egress);
    List<PermissionSpec> listed = PermissionSpec.read(call.params());
    FlatForm flat = FlatForm.read(call.params());
    Tags tags = TagParams.specified(call.params(), "security-group-rule");
    call.ready(toAdd(call, which, tags));
    if (egress) {
      flat.refuse();
    }
    List<PermissionSpec> permissions = flat.merge(listed);
    SecurityGroup group = which.find(call);
    if (permissions.isEmpty()) {
      throw Ec2Error.missing("ipPermissions");
    }
    List<Wanted> wanted = new RuleReader(call, group, egress).toAdd(permissions);
    for (Wanted one : wanted) {
      if (group.rule(one.key()).isPresent()) {
        throw RuleTexts.duplicate(one.key());
      }
    }
    List<Rule> added = wanted.stream().map(one -> newRule(call, group, one, tags)).toList();
    SecurityGroup grown = group.adding(added);
    limits.check(call.state(), grown, egress);
    call.put(grown);
    RuleXml rules = new RuleXml(call);
    return xml ->
        xml.element("return", true)
            .list(
                "securityGroupRuleSet",
                added,
                (item, rule) -> {
                  rules.rule(item, rule);
                  TagParams.write(item, rule.tags());
                });
  }

  /** The group, and the rules where they are to have tags [D]. */
  private static List<Access> toAdd(Call call, Lookup.GroupRef which, Tags tags) {
    Access group = which.access(call);
    return tags.values().isEmpty()
        ? List.of(group)
        : List.of(group, call.accesses().toNew("security-group-rule"));
  }

  private static Rule newRule(Call call, SecurityGroup group, Wanted wanted, Tags tags) {
    return new Rule(
        call.world().ids().next("sgr"),
        group.id(),
        group.owner(),
        wanted.key(),
        wanted.description(),
        tags);
  }
}
