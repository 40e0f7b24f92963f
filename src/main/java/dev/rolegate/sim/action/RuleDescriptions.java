package dev.rolegate.sim.action;

import dev.rolegate.sim.action.RuleReader.Wanted;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * UpdateSecurityGroupRuleDescriptionsIngress and …Egress, by permissions or by rule ids. Leaving
 * the description out removes it [D; by rule id another emulator claims otherwise].
 */
final class RuleDescriptions implements ActionTable.Family {

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write(
            "UpdateSecurityGroupRuleDescriptionsIngress",
            Bucket.MUTATING,
            call -> update(call, false)),
        Action.write(
            "UpdateSecurityGroupRuleDescriptionsEgress",
            Bucket.MUTATING,
            call -> update(call, true)));
  }

  private record ById(String id, Optional<String> description) {
    static ById read(Params params) {
      return new ById(
          params.string("SecurityGroupRuleId").orElse(""), params.string("Description"));
    }
  }

  private Consumer<Xml> update(Call call, boolean egress) {
    Lookup.GroupRef which = Lookup.GroupRef.read(call.params(), false);
    List<PermissionSpec> permissions = PermissionSpec.read(call.params());
    List<ById> listed =
        call.params().structs("SecurityGroupRuleDescription").stream().map(ById::read).toList();
    call.ready(List.of(which.access(call)));
    checkOneForm(permissions, listed);
    SecurityGroup group = which.find(call);
    Map<String, Optional<String>> texts =
        listed.isEmpty()
            ? byPermission(call, group, egress, permissions)
            : byId(group, egress, listed);
    call.put(
        group.mapping(
            rule -> {
              Optional<String> text = texts.get(rule.id());
              return text == null ? rule : rule.withDescription(text);
            }));
    return xml -> xml.element("return", true);
  }

  private static void checkOneForm(List<PermissionSpec> permissions, List<ById> listed) {
    if (permissions.isEmpty() && listed.isEmpty()) {
      throw Ec2Error.client(
          "MissingParameter",
          "Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided.");
    }
    if (!permissions.isEmpty() && !listed.isEmpty()) {
      throw Ec2Error.combination(
          "Only one of 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided.");
    }
  }

  private static Map<String, Optional<String>> byPermission(
      Call call, SecurityGroup group, boolean egress, List<PermissionSpec> permissions) {
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    for (Wanted wanted : new RuleReader(call, group, egress).toFind(permissions)) {
      Rule rule = group.rule(wanted.key()).orElseThrow(RuleTexts::notFound);
      texts.put(rule.id(), wanted.description());
    }
    return texts;
  }

  private static Map<String, Optional<String>> byId(
      SecurityGroup group, boolean egress, List<ById> listed) {
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    for (ById one : listed) {
      ResourceIds.checkRuleId(one.id());
      Rule rule =
          group
              .rule(one.id())
              .filter(found -> found.egress() == egress)
              .orElseThrow(() -> RuleTexts.noRule(one.id()));
      texts.put(rule.id(), GroupTexts.ruleDescription(one.description()));
    }
    return texts;
  }
}
