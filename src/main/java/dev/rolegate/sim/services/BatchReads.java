package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Batch: DescribeComputeEnvironments. */
final class BatchReads implements KindFamily {
  private static final String ENVIRONMENT = "AWS::Batch::ComputeEnvironment";
  private static final Pages PAGES = Pages.of("maxResults", "nextToken", 100, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.rest(
            Service.BATCH,
            "DescribeComputeEnvironments",
            "POST /v1/describecomputeenvironments",
            Reads.list(PAGES, "computeEnvironments", BatchReads::environments)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(new Kind(ENVIRONMENT, BatchReads::environmentArn, BatchReads::shape));
  }

  private static Reads.Allowed<SortedMap<String, ?>> environments(Call call) {
    List<String> names =
        call.params().list("computeEnvironments").stream().map(Reads::nameOf).toList();
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            Reads.keyed(
                call,
                Reads.all(call, ENVIRONMENT).stream()
                    .filter(one -> names.isEmpty() || names.contains(one.name()))
                    .toList(),
                BatchReads::shape));
  }

  private static String environmentArn(Call call, ServiceResource one) {
    return arn(call, "batch", "compute-environment/" + one.name());
  }

  private static Tree shape(Call call, ServiceResource one) {
    return Tree.of(
            "computeEnvironmentName",
            one.name(),
            "computeEnvironmentArn",
            environmentArn(call, one),
            "type",
            "MANAGED",
            "state",
            "ENABLED",
            "status",
            "VALID",
            "computeResources",
            Tree.of(
                "type",
                "FARGATE",
                "maxvCpus",
                16,
                "subnets",
                one.subnets(),
                "securityGroupIds",
                one.groups()))
        .and(one.facts());
  }
}
