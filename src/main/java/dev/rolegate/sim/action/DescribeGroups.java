package dev.rolegate.sim.action;

import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** DescribeSecurityGroups. */
final class DescribeGroups implements ActionTable.Family {

  @Override
  public Collection<Action> actions() {
    return List.of(Action.listing("DescribeSecurityGroups", this::describe));
  }

  private Consumer<Xml> describe(Call call) {
    List<String> ids = call.params().list("GroupId");
    List<String> names = call.params().list("GroupName");
    Predicate<SecurityGroup> filter = filters(call.state()).read(call.params());
    Paging paging = Paging.read(call.params(), "DescribeSecurityGroups", 5, 1000);
    ids.forEach(ResourceIds::checkGroupId);
    call.ready();
    List<SecurityGroup> matching = selected(call, ids, names).stream().filter(filter).toList();
    Paging.Page<SecurityGroup> page = paging.of(matching, SecurityGroup::id);
    RuleXml rules = new RuleXml(call);
    return xml ->
        xml.list(
                "securityGroupInfo", page.items(), (item, group) -> write(item, call, rules, group))
            .optional("nextToken", page.nextToken());
  }

  private static void write(Xml xml, Call call, RuleXml rules, SecurityGroup group) {
    xml.element("ownerId", group.owner())
        .element("groupId", group.id())
        .element("groupName", group.name())
        .element("groupDescription", group.description())
        .element("vpcId", group.vpcId())
        .element("securityGroupArn", call.arn(group.owner(), "security-group", group.id()));
    rules.permissions(xml, "ipPermissions", group.rules(false));
    rules.permissions(xml, "ipPermissionsEgress", group.rules(true));
    TagParams.write(xml, group.tags());
  }

  /** The groups that ids and names ask for, or all of the caller's; each must exist. */
  private static List<SecurityGroup> selected(Call call, List<String> ids, List<String> names) {
    List<SecurityGroup> owned = call.state().owned(SecurityGroup.class, call.account());
    if (ids.isEmpty() && names.isEmpty()) {
      return owned;
    }
    Set<String> wanted = new HashSet<>(ids);
    for (String name : names) {
      wanted.add(Lookup.groupNamed(call, name).id());
    }
    List<SecurityGroup> found =
        owned.stream().filter(group -> wanted.contains(group.id())).toList();
    Set<String> missing = new LinkedHashSet<>(ids);
    found.forEach(group -> missing.remove(group.id()));
    if (missing.size() == 1) {
      throw Lookup.noGroup(missing.iterator().next());
    }
    if (!missing.isEmpty()) {
      throw Ec2Error.client(
          "InvalidGroup.NotFound",
          "The security groups '" + String.join(", ", missing) + "' do not exist");
    }
    return found;
  }

  private static Filters<SecurityGroup> filters(RegionState state) {
    Filters<SecurityGroup> filters =
        new Filters<SecurityGroup>()
            .field("description", SecurityGroup::description)
            .field("group-id", SecurityGroup::id)
            .field("group-name", SecurityGroup::name)
            .field("owner-id", SecurityGroup::owner)
            .field("vpc-id", SecurityGroup::vpcId)
            .tags(group -> group.tags().values());
    rules(filters, "ip-permission.", false, state);
    rules(filters, "egress.ip-permission.", true, state);
    return filters;
  }

  /** Several of these filters may be met by different rules of a group [D]. */
  private static void rules(
      Filters<SecurityGroup> filters, String prefix, boolean egress, RegionState state) {
    add(filters, prefix + "protocol", egress, rule -> Optional.of(rule.key().protocol()));
    add(filters, prefix + "from-port", egress, rule -> port(rule, rule.key().from()));
    add(filters, prefix + "to-port", egress, rule -> port(rule, rule.key().to()));
    add(
        filters,
        prefix + "cidr",
        egress,
        rule ->
            rule.key().target() instanceof Target.Ipv4 block
                ? Optional.of(block.cidr())
                : Optional.empty());
    add(
        filters,
        prefix + "ipv6-cidr",
        egress,
        rule ->
            rule.key().target() instanceof Target.Ipv6 block
                ? Optional.of(block.cidr())
                : Optional.empty());
    add(
        filters,
        prefix + "prefix-list-id",
        egress,
        rule ->
            rule.key().target() instanceof Target.PrefixList list
                ? Optional.of(list.prefixListId())
                : Optional.empty());
    add(filters, prefix + "group-id", egress, rule -> referenced(rule).map(Target.Group::groupId));
    add(filters, prefix + "user-id", egress, rule -> referenced(rule).map(Target.Group::account));
    add(
        filters,
        prefix + "group-name",
        egress,
        rule ->
            referenced(rule)
                .flatMap(target -> state.find(SecurityGroup.class, target.groupId()))
                .map(SecurityGroup::name));
  }

  private static void add(
      Filters<SecurityGroup> filters,
      String name,
      boolean egress,
      Function<Rule, Optional<String>> value) {
    filters.fields(
        name,
        group -> {
          Stream<String> values =
              group.rules().stream()
                  .filter(rule -> rule.egress() == egress)
                  .flatMap(rule -> value.apply(rule).stream());
          return values.toList();
        });
  }

  private static Optional<String> port(Rule rule, int value) {
    return rule.key().hasPorts() ? Optional.of(String.valueOf(value)) : Optional.empty();
  }

  private static Optional<Target.Group> referenced(Rule rule) {
    return rule.key().target() instanceof Target.Group target
        ? Optional.of(target)
        : Optional.empty();
  }
}
