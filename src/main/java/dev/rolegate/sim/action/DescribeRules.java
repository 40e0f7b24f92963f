package dev.rolegate.sim.action;

import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeSecurityGroupRules: the one read that gives rule ids, rule tags and rule ARNs. */
final class DescribeRules implements ActionTable.Family {
  private static final Filters<Rule> FILTERS =
      new Filters<Rule>()
          .field("group-id", Rule::groupId)
          .field("security-group-rule-id", Rule::id)
          .tagValues(rule -> rule.tags().values());

  @Override
  public Collection<Action> actions() {
    return List.of(Action.read("DescribeSecurityGroupRules", Bucket.NON_MUTATING, this::describe));
  }

  private Consumer<Xml> describe(Call call) {
    List<String> ids = call.params().list("SecurityGroupRuleId");
    Predicate<Rule> filter = FILTERS.read(call.params());
    checkGroupFilter(call.params());
    Paging paging = Paging.read(call.params(), "DescribeSecurityGroupRules", 5, 1000);
    ids.forEach(ResourceIds::checkRuleId);
    call.ready();
    List<Rule> matching =
        selected(call, ids).stream().filter(filter).sorted(Comparator.comparing(Rule::id)).toList();
    Paging.Page<Rule> page = paging.of(matching, Rule::id);
    RuleXml rules = new RuleXml(call);
    return xml ->
        xml.list(
                "securityGroupRuleSet",
                page.items(),
                (item, rule) -> {
                  rules.rule(item, rule);
                  TagParams.writeAlways(item, rule.tags());
                })
            .optional("nextToken", page.nextToken());
  }

  /** What is no group id is refused, an id of no group matches nothing [R]. */
  private static void checkGroupFilter(Params params) {
    for (Params filter : params.structs("Filter")) {
      if (filter.string("Name").orElse("").equals("group-id")) {
        for (String id : filter.list("Value")) {
          if (!id.startsWith("sg-")) {
            throw Ec2Error.client(
                "InvalidGroupId.Malformed", "The security group ID '" + id + "' is malformed");
          }
        }
      }
    }
  }

  private static List<Rule> selected(Call call, List<String> ids) {
    if (ids.isEmpty()) {
      return call.state().owned(SecurityGroup.class, call.account()).stream()
          .flatMap(group -> group.rules().stream())
          .toList();
    }
    return ids.stream()
        .distinct()
        .map(
            id ->
                call.state()
                    .rule(id)
                    .filter(rule -> rule.owner().equals(call.account()))
                    .orElseThrow(() -> RuleTexts.noRule(id)))
        .toList();
  }
}
