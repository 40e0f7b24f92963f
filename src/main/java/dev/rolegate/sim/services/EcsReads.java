package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * ECS: ListClusters, ListServices, DescribeServices, DescribeTaskSets. A service is in a cluster, a
 * task set in {@code CLUSTER/SERVICE}; clusters and services need not be stated besides. A
 * service's parts are its older deployments.
 */
final class EcsReads implements KindFamily {
  private static final String CLUSTER = "AWS::ECS::Cluster";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String TASK_SET = "AWS::ECS::TaskSet";
  private static final int MOST_DESCRIBED = 10;
  private static final Pages CLUSTERS = Pages.of("maxResults", "nextToken", 100, 100);
  private static final Pages SERVICES = Pages.of("maxResults", "nextToken", 10, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.ECS, "ListClusters", Reads.list(CLUSTERS, "clusterArns", EcsReads::clusters)),
        Action.of(
            Service.ECS, "ListServices", Reads.list(SERVICES, "serviceArns", EcsReads::services)),
        Action.of(Service.ECS, "DescribeServices", EcsReads::describeServices),
        Action.of(Service.ECS, "DescribeTaskSets", EcsReads::describeTaskSets));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            CLUSTER,
            (call, one) -> clusterArn(call, one.name()),
            (call, one) -> Tree.of("clusterName", one.name())),
        new Kind(SERVICE, EcsReads::serviceArn, EcsReads::service),
        new Kind(TASK_SET, EcsReads::taskSetArn, EcsReads::taskSet));
  }

  private static String clusterArn(Call call, String name) {
    return arn(call, "ecs", "cluster/" + name);
  }

  private static String serviceArn(Call call, ServiceResource one) {
    return arn(call, "ecs", "service/" + Places.of(one) + "/" + one.name());
  }

  private static String taskSetArn(Call call, ServiceResource one) {
    return arn(call, "ecs", "task-set/" + one.parent() + "/" + one.name());
  }

  private static Reads.Allowed<SortedMap<String, ?>> clusters(Call call) {
    return new Reads.Allowed<>(
        Access.ANY,
        () -> {
          SortedMap<String, String> arns = new TreeMap<>();
          clusterNames(call).forEach(name -> arns.put(name, clusterArn(call, name)));
          return arns;
        });
  }

  private static Collection<String> clusterNames(Call call) {
    Collection<String> names = new TreeSet<>();
    Reads.all(call, CLUSTER).forEach(one -> names.add(one.name()));
    allServices(call).forEach(one -> names.add(Places.of(one)));
    return names;
  }

  /** The services that are stated, and those that only their task sets tell of. */
  private static List<ServiceResource> allServices(Call call) {
    List<ServiceResource> all = new ArrayList<>(Reads.all(call, SERVICE));
    for (ServiceResource set : Reads.all(call, TASK_SET)) {
      String[] path = set.parent().split("/", 2);
      ServiceResource told =
          ServiceResource.of(set.owner(), SERVICE, path[path.length - 1]).in(path[0]);
      if (all.stream().noneMatch(one -> isSame(one, told))) {
        all.add(told);
      }
    }
    return all;
  }

  private static boolean isSame(ServiceResource one, ServiceResource other) {
    return Places.of(one).equals(Places.of(other)) && one.name().equals(other.name());
  }

  private static Reads.Allowed<SortedMap<String, ?>> services(Call call) {
    String cluster = cluster(call);
    return new Reads.Allowed<>(
        Access.ANY,
        () -> {
          SortedMap<String, String> arns = new TreeMap<>();
          in(call, cluster).forEach(one -> arns.put(one.name(), serviceArn(call, one)));
          return arns;
        });
  }

  private static String cluster(Call call) {
    return Reads.nameOf(call.params().string("cluster").orElse(Places.DEFAULT));
  }

  private static List<ServiceResource> in(Call call, String cluster) {
    if (!clusterNames(call).contains(cluster)) {
      throw Ec2Error.client("ClusterNotFoundException", "Cluster not found.");
    }
    return allServices(call).stream().filter(one -> Places.of(one).equals(cluster)).toList();
  }

  private static Tree describeServices(Call call) {
    String cluster = cluster(call);
    List<String> names = call.params().list("services").stream().map(Reads::nameOf).toList();
    call.params().list("include");
    if (names.isEmpty() || names.size() > MOST_DESCRIBED) {
      throw Ec2Error.client(
          "InvalidParameterException", "services must have 1 to " + MOST_DESCRIBED + " items.");
    }
    Reads.allow(
        call, names.stream().map(one -> arn(call, "service/" + cluster + "/" + one)).toList());
    List<ServiceResource> all = in(call, cluster);
    List<Tree> found = new ArrayList<>();
    List<Tree> failures = new ArrayList<>();
    for (String name : names) {
      Optional<ServiceResource> one = all.stream().filter(s -> s.name().equals(name)).findFirst();
      one.ifPresentOrElse(
          service -> found.add(service(call, service)),
          () ->
              failures.add(
                  Tree.of(
                      "arn", arn(call, "service/" + cluster + "/" + name), "reason", "MISSING")));
    }
    return Tree.of("services", found, "failures", failures);
  }

  private static Tree describeTaskSets(Call call) {
    String cluster = Reads.nameOf(call.params().required("cluster"));
    String service = Reads.nameOf(call.params().required("service"));
    List<String> ids = call.params().list("taskSets").stream().map(Reads::nameOf).toList();
    call.params().list("include");
    Reads.allow(call, List.of(arn(call, "task-set/" + cluster + "/" + service + "/*")));
    ServiceResource found =
        in(call, cluster).stream()
            .filter(one -> one.name().equals(service))
            .findFirst()
            .orElseThrow(() -> Ec2Error.client("ServiceNotFoundException", "Service not found."));
    List<Tree> sets =
        taskSets(call, found)
            .filter(one -> ids.isEmpty() || ids.contains(one.name()))
            .map(one -> taskSet(call, one))
            .toList();
    return Tree.of("taskSets", sets, "failures", List.of());
  }

  private static Stream<ServiceResource> taskSets(Call call, ServiceResource service) {
    String path = Places.of(service) + "/" + service.name();
    return Reads.all(call, TASK_SET).stream().filter(one -> one.parent().equals(path));
  }

  private static Tree service(Call call, ServiceResource one) {
    List<Tree> sets = taskSets(call, one).map(set -> taskSet(call, set)).toList();
    boolean external = !sets.isEmpty();
    Tree network = NetworkShapes.ofEcs(one.subnets(), one.groups());
    Object desired = one.facts().getOrDefault("desiredCount", 1);
    List<Tree> deployments = new ArrayList<>();
    if (!external) {
      deployments.add(deployment("PRIMARY", one.name(), desired, network));
      one.parts()
          .forEach(
              part ->
                  deployments.add(
                      deployment(
                          "ACTIVE",
                          part.name(),
                          desired,
                          NetworkShapes.ofEcs(part.subnets(), part.groups()))));
    }
    return Tree.of(
            "serviceArn",
            serviceArn(call, one),
            "serviceName",
            one.name(),
            "clusterArn",
            clusterArn(call, Places.of(one)),
            "status",
            "ACTIVE",
            "desiredCount",
            desired,
            "runningCount",
            desired,
            "launchType",
            "FARGATE",
            "networkConfiguration",
            external ? Optional.empty() : network,
            "deploymentController",
            Tree.of("type", external ? "EXTERNAL" : "ECS"),
            "deployments",
            deployments,
            "taskSets",
            sets)
        .and(one.facts());
  }

  private static Tree deployment(String status, String name, Object desired, Tree network) {
    return Tree.of(
        "id",
        "ecs-svc/" + name,
        "status",
        status,
        "desiredCount",
        desired,
        "networkConfiguration",
        network);
  }

  private static Tree taskSet(Call call, ServiceResource one) {
    String[] path = one.parent().split("/", 2);
    return Tree.of(
            "id",
            one.name(),
            "taskSetArn",
            taskSetArn(call, one),
            "serviceArn",
            arn(call, "ecs", "service/" + one.parent()),
            "clusterArn",
            clusterArn(call, path[0]),
            "status",
            "ACTIVE",
            "launchType",
            "FARGATE",
            "networkConfiguration",
            NetworkShapes.ofEcs(one.subnets(), one.groups()))
        .and(one.facts());
  }
}
