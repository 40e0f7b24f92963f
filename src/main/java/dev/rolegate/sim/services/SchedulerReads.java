package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** EventBridge Scheduler: ListSchedules, and GetSchedule, which alone shows groups. */
final class SchedulerReads implements KindFamily {
  private static final String SCHEDULE = "AWS::Scheduler::Schedule";
  private static final String ENABLED = "ENABLED";
  private static final Pages PAGES = Pages.of("MaxResults", "NextToken", 100, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.rest(
            Service.SCHEDULER,
            "ListSchedules",
            "GET /schedules",
            Reads.list(PAGES, "Schedules", SchedulerReads::schedules)),
        Action.rest(
            Service.SCHEDULER,
            "GetSchedule",
            "GET /schedules/{Name}",
            Reads.one(SchedulerReads::schedule)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(new Kind(SCHEDULE, SchedulerReads::scheduleArn, SchedulerReads::full));
  }

  private static Reads.Allowed<SortedMap<String, ?>> schedules(Call call) {
    Optional<String> group = call.params().string("ScheduleGroup");
    Optional<String> state = call.params().string("State");
    String prefix = call.params().string("NamePrefix").orElse("");
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            Reads.keyed(
                call,
                Reads.all(call, SCHEDULE).stream()
                    .filter(one -> group.isEmpty() || Places.of(one).equals(group.get()))
                    .filter(
                        one -> state.isEmpty() || one.fact("State", ENABLED).equals(state.get()))
                    .filter(one -> one.name().startsWith(prefix))
                    .toList(),
                SchedulerReads::summary));
  }

  private static Reads.Allowed<Tree> schedule(Call call) {
    String name = call.params().required("Name");
    String group = call.params().string("groupName").orElse(Places.DEFAULT);
    return new Reads.Allowed<>(
        arn(call, "schedule/" + group + "/" + name),
        () ->
            Reads.all(call, SCHEDULE).stream()
                .filter(one -> Places.of(one).equals(group) && one.name().equals(name))
                .findFirst()
                .map(one -> full(call, one))
                .orElseThrow(
                    () ->
                        new Ec2Error(
                            404,
                            "ResourceNotFoundException",
                            "Schedule " + name + " does not exist.")));
  }

  private static String scheduleArn(Call call, ServiceResource one) {
    return arn(call, "scheduler", "schedule/" + Places.of(one) + "/" + one.name());
  }

  private static Tree summary(Call call, ServiceResource one) {
    return Tree.of(
        "Arn",
        scheduleArn(call, one),
        "Name",
        one.name(),
        "GroupName",
        Places.of(one),
        "State",
        one.fact("State", ENABLED),
        "CreationDate",
        Reads.MADE,
        "Target",
        Tree.of("Arn", arn(call, "ecs", "cluster/" + Places.DEFAULT)));
  }

  private static Tree full(Call call, ServiceResource one) {
    return summary(call, one)
        .and("ScheduleExpression", "rate(1 day)")
        .and("FlexibleTimeWindow", Tree.of("Mode", "OFF"))
        .and(
            "Target",
            Tree.of(
                "Arn",
                arn(call, "ecs", "cluster/" + Places.DEFAULT),
                "RoleArn",
                "arn:aws:iam::" + call.account() + ":role/" + one.name(),
                "EcsParameters",
                Tree.of(
                    "TaskDefinitionArn",
                    arn(call, "ecs", "task-definition/task:1"),
                    "LaunchType",
                    "FARGATE",
                    "NetworkConfiguration",
                    NetworkShapes.ofTarget(one.subnets(), one.groups()))))
        .and(one.facts());
  }
}
