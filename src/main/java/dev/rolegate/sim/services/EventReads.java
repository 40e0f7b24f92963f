package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * EventBridge: ListEventBuses, ListRules, ListTargetsByRule. A rule is on a bus; its groups are
 * those of an ECS target, each part is a further one.
 */
final class EventReads implements KindFamily {
  private static final String BUS = "AWS::Events::EventBus";
  private static final String RULE = "AWS::Events::Rule";
  private static final Pages PAGES = Pages.of("Limit", "NextToken", 100, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.EVENTS, "ListEventBuses", Reads.list(PAGES, "EventBuses", EventReads::buses)),
        Action.of(Service.EVENTS, "ListRules", Reads.list(PAGES, "Rules", EventReads::rules)),
        Action.of(
            Service.EVENTS,
            "ListTargetsByRule",
            Reads.list(PAGES, "Targets", EventReads::targets)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            BUS, (call, one) -> busArn(call, one.name()), (call, one) -> bus(call, one.name())),
        new Kind(
            RULE,
            EventReads::ruleArn,
            (call, one) ->
                rule(call, one).and("Targets", List.copyOf(targets(call, one).values()))));
  }

  private static Reads.Allowed<SortedMap<String, ?>> buses(Call call) {
    String prefix = call.params().string("NamePrefix").orElse("");
    return new Reads.Allowed<>(
        Access.ANY,
        () -> {
          SortedMap<String, Tree> buses = new TreeMap<>();
          busNames(call).stream()
              .filter(name -> name.startsWith(prefix))
              .forEach(name -> buses.put(name, bus(call, name)));
          return buses;
        });
  }

  private static Collection<String> busNames(Call call) {
    Collection<String> names = new TreeSet<>(List.of(Places.DEFAULT));
    Reads.all(call, BUS).forEach(one -> names.add(one.name()));
    Reads.all(call, RULE).forEach(one -> names.add(Places.of(one)));
    return names;
  }

  private static String busOf(Call call) {
    return Reads.nameOf(call.params().string("EventBusName").orElse(Places.DEFAULT));
  }

  private static Reads.Allowed<SortedMap<String, ?>> rules(Call call) {
    String bus = busOf(call);
    String prefix = call.params().string("NamePrefix").orElse("");
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            Reads.keyed(
                call,
                on(call, bus).stream().filter(one -> one.name().startsWith(prefix)).toList(),
                EventReads::rule));
  }

  private static List<ServiceResource> on(Call call, String bus) {
    if (!busNames(call).contains(bus)) {
      throw Ec2Error.client("ResourceNotFoundException", "Event bus " + bus + " does not exist.");
    }
    return Reads.all(call, RULE).stream().filter(one -> Places.of(one).equals(bus)).toList();
  }

  private static Reads.Allowed<SortedMap<String, ?>> targets(Call call) {
    String bus = busOf(call);
    String name = call.params().required("Rule");
    String path = bus.equals(Places.DEFAULT) ? name : bus + "/" + name;
    return new Reads.Allowed<>(
        arn(call, "rule/" + path),
        () -> {
          Optional<ServiceResource> rule =
              on(call, bus).stream().filter(one -> one.name().equals(name)).findFirst();
          return targets(
              call,
              rule.orElseThrow(
                  () ->
                      Ec2Error.client(
                          "ResourceNotFoundException",
                          "Rule " + name + " does not exist on EventBus " + bus + ".")));
        });
  }

  private static SortedMap<String, Tree> targets(Call call, ServiceResource rule) {
    SortedMap<String, Tree> targets = new TreeMap<>();
    if (!rule.groups().isEmpty()) {
      targets.put("1", target(call, "1", rule.subnets(), rule.groups()));
    }
    for (Part part : rule.parts()) {
      targets.put(part.name(), target(call, part.name(), part.subnets(), part.groups()));
    }
    return targets;
  }

  private static Tree target(Call call, String id, List<String> subnets, List<String> groups) {
    return Tree.of(
        "Id",
        id,
        "Arn",
        arn(call, "ecs", "cluster/" + Places.DEFAULT),
        "EcsParameters",
        Tree.of(
            "TaskDefinitionArn",
            arn(call, "ecs", "task-definition/task:1"),
            "TaskCount",
            1,
            "LaunchType",
            "FARGATE",
            "NetworkConfiguration",
            NetworkShapes.ofTarget(subnets, groups)));
  }

  private static String busArn(Call call, String name) {
    return arn(call, "events", "event-bus/" + name);
  }

  private static Tree bus(Call call, String name) {
    return Tree.of("Name", name, "Arn", busArn(call, name));
  }

  private static String ruleArn(Call call, ServiceResource one) {
    String bus = Places.of(one);
    String path = bus.equals(Places.DEFAULT) ? one.name() : bus + "/" + one.name();
    return arn(call, "events", "rule/" + path);
  }

  private static Tree rule(Call call, ServiceResource one) {
    return Tree.of(
            "Name",
            one.name(),
            "Arn",
            ruleArn(call, one),
            "State",
            "ENABLED",
            "ScheduleExpression",
            "rate(1 day)",
            "EventBusName",
            Places.of(one))
        .and(one.facts());
  }
}
