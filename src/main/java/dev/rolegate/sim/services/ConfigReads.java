package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * AWS Config: DescribeConfigurationRecorders, DescribeConfigurationRecorderStatus and
 * SelectResourceConfig. A recorder is a resource of its own kind, with the facts {@code recording}
 * and {@code resourceTypes}; nothing is found while none is recording.
 */
final class ConfigReads implements ActionTable.Family {
  private static final Pages PAGES = new Pages("Limit", "NextToken", "NextToken", 25, 0, 100, 100);

  private final ConfigItems items;

  ConfigReads(List<Kind> kinds) {
    items = new ConfigItems(kinds);
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.CONFIG,
            "DescribeConfigurationRecorders",
            call -> recorders(call, "ConfigurationRecorders")),
        Action.of(
            Service.CONFIG,
            "DescribeConfigurationRecorderStatus",
            call -> recorders(call, "ConfigurationRecordersStatus")),
        Action.of(Service.CONFIG, "SelectResourceConfig", this::select));
  }

  private static Tree recorders(Call call, String member) {
    List<String> names = call.params().list("ConfigurationRecorderNames");
    Reads.allow(call, List.of(Access.ANY));
    List<ServiceResource> all = Recorders.all(call);
    for (String name : names) {
      if (all.stream().noneMatch(one -> one.name().equals(name))) {
        throw Ec2Error.client(
            "NoSuchConfigurationRecorderException",
            "Cannot find configuration recorder with the specified name '" + name + "'.");
      }
    }
    List<Tree> shown = new ArrayList<>();
    for (ServiceResource one : all) {
      if (names.isEmpty() || names.contains(one.name())) {
        shown.add(
            member.endsWith("Status") ? Recorders.status(call, one) : Recorders.shape(call, one));
      }
    }
    return Tree.of(member, shown);
  }

  private Tree select(Call call) {
    Paging paging = PAGES.read(call.params(), call.actionName());
    Expression expression = Expression.parse(call.params().required("Expression"));
    Reads.allow(call, List.of(Access.ANY));
    List<Map<String, Object>> found =
        Recorders.recorded(call).stream()
            .map(one -> items.item(call, one))
            .filter(expression.matches())
            .toList();
    Paging.Page<Map<String, Object>> page =
        paging.of(found, item -> item.get("resourceType") + "\n" + item.get("arn"));
    List<String> results =
        page.items().stream()
            .map(item -> Tree.of().and(Fields.pick(item, expression.fields())).toJson())
            .toList();
    return Tree.of(
        "Results",
        results,
        "QueryInfo",
        Tree.of(
            "SelectFields",
            expression.fields().stream().map(name -> Tree.of("Name", name)).toList()),
        "NextToken",
        page.nextToken());
  }
}
