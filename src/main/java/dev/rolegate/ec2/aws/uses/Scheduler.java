package dev.rolegate.ec2.aws.uses;

import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * Schedules of every group, disabled ones too, that start ECS tasks, or that call an API with an
 * input which names a group. A schedule is read only where the ARN of its target does not say that
 * it is of a service that takes no group from it.
 */
final class Scheduler implements Collector {
  private static final String KIND = "AWS::Scheduler::Schedule";

  /** The most that Scheduler gives a page. */
  private static final int PAGE = 100;

  /** The third part of the ARN of targets whose input is an event for somebody's code. */
  private static final Set<String> WITHOUT_GROUPS =
      Set.of(
          "codebuild",
          "codepipeline",
          "events",
          "firehose",
          "inspector",
          "kinesis",
          "lambda",
          "sagemaker",
          "sns",
          "sqs",
          "states");

  @Override
  public void collect(Search search) {
    search.look(Service.SCHEDULER, "ListSchedules", List.of(KIND), () -> schedules(search));
  }

  private static void schedules(Search search) {
    SchedulerClient client = search.client(Service.SCHEDULER, SchedulerClient::builder);
    for (ListSchedulesResponse page :
        client.listSchedulesPaginator(request -> request.maxResults(PAGE))) {
      for (ScheduleSummary one : Answers.given(page.hasSchedules(), page.schedules())) {
        if (mayNameGroups(one)) {
          search.unlessGone(name(one), () -> schedule(search, client, one));
        }
      }
    }
  }

  private static boolean mayNameGroups(ScheduleSummary one) {
    if (one.target() == null || one.target().arn() == null) {
      return true;
    }
    String[] parts = one.target().arn().split(":", 4);
    return parts.length < 4 || !WITHOUT_GROUPS.contains(parts[2]);
  }

  private static void schedule(Search search, SchedulerClient client, ScheduleSummary one) {
    GetScheduleResponse schedule =
        client.getSchedule(request -> request.groupName(one.groupName()).name(one.name()));
    found(search, schedule.target(), name(one));
  }

  private static String name(ScheduleSummary one) {
    return "schedule " + one.groupName() + "/" + one.name();
  }

  private static void found(Search search, Target target, String holder) {
    if (target == null) {
      search.unsure(holder + " was shown without its target");
      return;
    }
    if (target.ecsParameters() != null
        && target.ecsParameters().networkConfiguration() != null
        && target.ecsParameters().networkConfiguration().awsvpcConfiguration() != null) {
      search.found(
          target.ecsParameters().networkConfiguration().awsvpcConfiguration().securityGroups(),
          KIND,
          holder);
    }
    search.found(GroupIds.in(target.input()), KIND, holder + ", input");
  }
}
