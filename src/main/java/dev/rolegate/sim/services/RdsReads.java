package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Action.TreeHandler;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * RDS: DescribeDBClusters, which has those of Neptune and DocumentDB too, DescribeDBInstances and
 * DescribeOptionGroups.
 */
final class RdsReads implements KindFamily {
  private static final String CLUSTER = "AWS::RDS::DBCluster";
  private static final String OPTIONS = "AWS::RDS::OptionGroup";

  /** The engine that a kind of cluster has unless a fact says otherwise. */
  private static final SortedMap<String, String> ENGINES =
      new TreeMap<>(
          Map.of(
              CLUSTER,
              "aurora-postgresql",
              "AWS::Neptune::DBCluster",
              "neptune",
              "AWS::DocDB::DBCluster",
              "docdb"));

  private static final Pages PAGES = new Pages("MaxRecords", "Marker", "Marker", 100, 20, 100, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        read(
            "DescribeDBClusters",
            "DBClusterIdentifier",
            "DBClusters",
            "cluster",
            "DBClusterNotFoundFault",
            clusters()),
        read(
            "DescribeDBInstances",
            "DBInstanceIdentifier",
            "DBInstances",
            "db",
            "DBInstanceNotFound",
            List.of(instances())),
        read(
            "DescribeOptionGroups",
            "OptionGroupName",
            "OptionGroupsList",
            "og",
            "OptionGroupNotFoundFault",
            List.of(options())));
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>(clusters());
    kinds.add(instances());
    kinds.add(options());
    return kinds;
  }

  private static List<Kind> clusters() {
    return ENGINES.keySet().stream().map(kind -> kind(kind, "cluster", RdsReads::cluster)).toList();
  }

  private static Kind instances() {
    return kind("AWS::RDS::DBInstance", "db", RdsReads::instance);
  }

  private static Kind options() {
    return kind(OPTIONS, "og", RdsReads::optionGroup);
  }

  private static Kind kind(
      String type, String resource, BiFunction<Call, ServiceResource, Tree> shape) {
    return new Kind(type, (call, one) -> resource(call, resource, one.name()), shape);
  }

  private static Action read(
      String action,
      String identifier,
      String member,
      String resource,
      String missing,
      List<Kind> kinds) {
    TreeHandler list =
        Reads.list(PAGES, member, call -> matching(call, identifier, resource, missing, kinds));
    return Action.of(Service.RDS, action, call -> list.handle(call).items(RdsReads::itemName));
  }

  private static Reads.Allowed<SortedMap<String, ?>> matching(
      Call call, String identifier, String resource, String missing, List<Kind> kinds) {
    Optional<String> name = call.params().string(identifier).map(Reads::nameOf);
    call.params().flag("IncludeShared");
    return new Reads.Allowed<>(
        resource(call, resource, name.orElse("*")),
        () -> {
          SortedMap<String, Tree> found = new TreeMap<>();
          for (Kind kind : kinds) {
            Reads.all(call, kind.type()).stream()
                .filter(one -> name.isEmpty() || one.name().equalsIgnoreCase(name.get()))
                .forEach(one -> found.put(one.id(), kind.shape().apply(call, one)));
          }
          if (name.isPresent() && found.isEmpty()) {
            throw new Ec2Error(404, missing, name.get() + " not found.");
          }
          return found;
        });
  }

  private static String resource(Call call, String resource, String name) {
    return arn(call, "rds", resource + ":" + name);
  }

  private static Tree cluster(Call call, ServiceResource one) {
    return Tree.of(
            "DBClusterIdentifier",
            one.name(),
            "DBClusterArn",
            resource(call, "cluster", one.name()),
            "Engine",
            ENGINES.get(one.kind()),
            "Status",
            "available",
            "DBSubnetGroup",
            "default",
            "DBClusterMembers",
            List.of(),
            "VpcSecurityGroups",
            memberships(one.groups()))
        .and(one.facts());
  }

  private static Tree instance(Call call, ServiceResource one) {
    return Tree.of(
            "DBInstanceIdentifier",
            one.name(),
            "DBInstanceArn",
            resource(call, "db", one.name()),
            "DBInstanceClass",
            "db.t3.micro",
            "Engine",
            "postgres",
            "DBInstanceStatus",
            "available",
            "DBSecurityGroups",
            List.of(),
            "VpcSecurityGroups",
            memberships(one.groups()),
            "DBSubnetGroup",
            Tree.of(
                "DBSubnetGroupName",
                "default",
                "VpcId",
                one.vpcId(),
                "Subnets",
                one.subnets().stream().map(id -> Tree.of("SubnetIdentifier", id)).toList()))
        .and(one.facts());
  }

  private static Tree optionGroup(Call call, ServiceResource one) {
    return Tree.of(
            "OptionGroupName",
            one.name(),
            "OptionGroupArn",
            resource(call, "og", one.name()),
            "EngineName",
            "oracle-ee",
            "Options",
            List.of(
                Tree.of(
                    "OptionName",
                    "OEM_AGENT",
                    "VpcSecurityGroupMemberships",
                    memberships(one.groups()))))
        .and(one.facts());
  }

  private static List<Tree> memberships(List<String> groups) {
    return groups.stream()
        .map(id -> Tree.of("VpcSecurityGroupId", id, "Status", "active"))
        .toList();
  }

  /** RDS names what is in a list after the list [D]. */
  private static String itemName(String list) {
    return switch (list) {
      case "DBClusters" -> "DBCluster";
      case "DBInstances" -> "DBInstance";
      case "OptionGroupsList" -> "OptionGroup";
      case "Options" -> "Option";
      case "VpcSecurityGroups", "VpcSecurityGroupMemberships" -> "VpcSecurityGroupMembership";
      case "DBClusterMembers" -> "DBClusterMember";
      case "DBSecurityGroups" -> "DBSecurityGroup";
      case "Subnets" -> "Subnet";
      default -> "member";
    };
  }
}
