package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

/**
 * Services of every cluster at any count of tasks, with their deployments and task sets, and
 * capacity providers that launch instances themselves. A task without a service has an interface
 * while it runs.
 */
final class Ecs implements Collector {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String TASK_SET = "AWS::ECS::TaskSet";
  private static final String PROVIDER = "AWS::ECS::CapacityProvider";

  /** The most that ECS gives a page. */
  private static final int PAGE = 100;

  /** DescribeServices takes no more. */
  private static final int DESCRIBED = 10;

  @Override
  public void collect(Search search) {
    search.look(Service.ECS, "ListClusters", List.of(SERVICE, TASK_SET), () -> clusters(search));
    search.look(
        Service.ECS, "DescribeCapacityProviders", List.of(PROVIDER), () -> providers(search));
  }

  private static EcsClient client(Search search) {
    return search.client(Service.ECS, EcsClient::builder);
  }

  private static void clusters(Search search) {
    EcsClient client = client(search);
    for (ListClustersResponse page :
        client.listClustersPaginator(request -> request.maxResults(PAGE))) {
      for (String cluster : Answers.given(page.hasClusterArns(), page.clusterArns())) {
        search.unlessGone("ECS cluster " + cluster, () -> services(search, client, cluster));
      }
    }
  }

  private static void services(Search search, EcsClient client, String cluster) {
    List<String> arns = new ArrayList<>();
    for (ListServicesResponse page :
        client.listServicesPaginator(request -> request.cluster(cluster).maxResults(PAGE))) {
      arns.addAll(Answers.given(page.hasServiceArns(), page.serviceArns()));
    }
    for (List<String> chunk : Chunks.of(arns, DESCRIBED)) {
      DescribeServicesResponse answer =
          client.describeServices(request -> request.cluster(cluster).services(chunk));
      Answers.given(answer.hasServices(), answer.services()).forEach(one -> found(search, one));
      answer.failures().forEach(failure -> failed(search, failure));
      search.answered(
          chunk.size(), answer.services().size() + answer.failures().size(), "ECS services");
    }
  }

  private static void failed(Search search, Failure failure) {
    if ("MISSING".equals(failure.reason())) {
      search.gone("ECS service " + failure.arn());
    } else {
      search.unsure("ECS did not show " + failure.arn() + ": " + failure.reason());
    }
  }

  private static void found(
      Search search, software.amazon.awssdk.services.ecs.model.Service service) {
    String name = "ECS service " + service.serviceArn();
    found(search, service.networkConfiguration(), SERVICE, name);
    service
        .deployments()
        .forEach(
            one ->
                found(
                    search,
                    one.networkConfiguration(),
                    SERVICE,
                    name + ", deployment " + one.id()));
    service
        .taskSets()
        .forEach(
            one ->
                found(
                    search,
                    one.networkConfiguration(),
                    TASK_SET,
                    "ECS task set " + one.taskSetArn()));
  }

  private static void found(
      Search search, NetworkConfiguration network, String kind, String holder) {
    if (network != null && network.awsvpcConfiguration() != null) {
      search.found(network.awsvpcConfiguration().securityGroups(), kind, holder);
    }
  }

  private static void providers(Search search) {
    EcsClient client = client(search);
    String token = null;
    do {
      DescribeCapacityProvidersResponse page =
          client.describeCapacityProviders(
              DescribeCapacityProvidersRequest.builder().maxResults(10).nextToken(token).build());
      Answers.given(page.hasCapacityProviders(), page.capacityProviders())
          .forEach(one -> found(search, one));
      token = Answers.next(token, page.nextToken());
    } while (token != null);
  }

  private static void found(Search search, CapacityProvider one) {
    if (one.managedInstancesProvider() != null
        && one.managedInstancesProvider().instanceLaunchTemplate() != null
        && one.managedInstancesProvider().instanceLaunchTemplate().networkConfiguration() != null) {
      search.found(
          one.managedInstancesProvider()
              .instanceLaunchTemplate()
              .networkConfiguration()
              .securityGroups(),
          PROVIDER,
          "ECS capacity provider " + one.name());
    }
  }
}
