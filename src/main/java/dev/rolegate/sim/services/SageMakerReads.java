package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.NetworkShapes.ofSageMaker;
import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * SageMaker: a list action, which shows no groups, and a describe action for each kind; workforces,
 * whose list does.
 */
final class SageMakerReads implements KindFamily {
  static final Pages PAGES = Pages.of("MaxResults", "NextToken", 10, 100);
  private static final String WORKFORCE = "AWS::SageMaker::Workforce";
  private static final String VPC_CONFIG = "VpcConfig";

  /**
   * A kind with a list and a describe action.
   *
   * @param noun as in {@code ListModels} and {@code DescribeModel}
   * @param member of the list's answer
   * @param listed in front of {@code Name} and {@code Arn} in lists
   * @param described the same in describe actions
   * @param network the members with subnets and groups
   */
  private record Row(
      String noun,
      String member,
      String listed,
      String described,
      Function<ServiceResource, Tree> network) {

    static Row of(String noun, String member, Function<ServiceResource, Tree> network) {
      return new Row(noun, member, noun, noun, network);
    }

    static Row ofJob(String about) {
      return new Row(
          about + "JobDefinition",
          "JobDefinitionSummaries",
          "MonitoringJobDefinition",
          "JobDefinition",
          one -> Tree.of("NetworkConfig", vpcConfig(one)));
    }

    String type() {
      return "AWS::SageMaker::" + noun;
    }

    String arnOf(Call call, ServiceResource one) {
      String kind = noun.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
      return arn(call, "sagemaker", kind + "/" + one.name());
    }

    Tree summary(Call call, ServiceResource one) {
      return named(listed, call, one);
    }

    Tree full(Call call, ServiceResource one) {
      return named(described, call, one).and(network.apply(one).toMap()).and(one.facts());
    }

    private Tree named(String prefix, Call call, ServiceResource one) {
      return Tree.of(
          prefix + "Name",
          one.name(),
          prefix + "Arn",
          arnOf(call, one),
          "CreationTime",
          Reads.MADE);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          Row.of("Model", "Models", SageMakerReads::vpcConfig),
          Row.of("EndpointConfig", "EndpointConfigs", SageMakerReads::vpcConfig),
          Row.of("Cluster", "ClusterSummaries", SageMakerReads::vpcConfig),
          Row.of(
              "NotebookInstance",
              "NotebookInstances",
              one ->
                  Tree.of(
                      "NotebookInstanceStatus",
                      "Stopped",
                      "SubnetId",
                      one.subnets().stream().findFirst(),
                      "SecurityGroups",
                      one.groups())),
          Row.of(
              "MonitoringSchedule",
              "MonitoringScheduleSummaries",
              one ->
                  Tree.of(
                      "MonitoringScheduleConfig",
                      Tree.of(
                          "MonitoringJobDefinition", Tree.of("NetworkConfig", vpcConfig(one))))),
          Row.ofJob("DataQuality"),
          Row.ofJob("ModelQuality"),
          Row.ofJob("ModelBias"),
          Row.ofJob("ModelExplainability"));

  private static Tree vpcConfig(ServiceResource one) {
    Optional<Tree> config =
        one.groups().isEmpty()
            ? Optional.empty()
            : Optional.of(ofSageMaker(one.subnets(), one.groups()));
    return Tree.of(VPC_CONFIG, config);
  }

  @Override
  public Collection<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Row row : ROWS) {
      actions.add(
          Action.of(
              Service.SAGE_MAKER,
              "List" + row.noun() + "s",
              Reads.list(PAGES, row.member(), row.type(), row::summary)));
      actions.add(
          Action.of(
              Service.SAGE_MAKER,
              "Describe" + row.noun(),
              Reads.one(call -> described(call, row))));
    }
    actions.add(
        Action.of(
            Service.SAGE_MAKER,
            "ListWorkforces",
            Reads.list(PAGES, "Workforces", WORKFORCE, SageMakerReads::workforce)));
    return actions;
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    ROWS.forEach(row -> kinds.add(new Kind(row.type(), row::arnOf, row::full)));
    kinds.add(new Kind(WORKFORCE, SageMakerReads::workforceArn, SageMakerReads::workforce));
    return kinds;
  }

  private static Reads.Allowed<Tree> described(Call call, Row row) {
    String name = call.params().required(row.described() + "Name");
    ServiceResource wanted = ServiceResource.of(call.account(), row.type(), name);
    String resource = row.arnOf(call, wanted);
    return new Reads.Allowed<>(
        resource,
        () ->
            Reads.find(call, row.type(), "", name)
                .map(one -> row.full(call, one))
                .orElseThrow(
                    () ->
                        Ec2Error.client(
                            "ValidationException", "Could not find \"" + resource + "\".")));
  }

  private static String workforceArn(Call call, ServiceResource one) {
    return arn(call, "sagemaker", "workforce/" + one.name());
  }

  private static Tree workforce(Call call, ServiceResource one) {
    return Tree.of(
            "WorkforceName",
            one.name(),
            "WorkforceArn",
            workforceArn(call, one),
            "WorkforceVpcConfig",
            Tree.of("SecurityGroupIds", one.groups(), "Subnets", one.subnets()))
        .and(one.facts());
  }
}
