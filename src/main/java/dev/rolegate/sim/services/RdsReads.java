package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Action.TreeHandler;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** RDS: DescribeDBClusters and DescribeDBInstances. */
final class RdsReads implements KindFamily {
  private static final String CLUSTER = "AWS::RDS::DBCluster";
  private static final String INSTANCE = "AWS::RDS::DBInstance";
  private static final Pages PAGES = new Pages("MaxRecords", "Marker", "Marker", 100, 20, 100, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.RDS,
            "DescribeDBClusters",
            described("DBClusterIdentifier", "DBClusters", "cluster", CLUSTER)),
        Action.of(
            Service.RDS,
            "DescribeDBInstances",
            described("DBInstanceIdentifier", "DBInstances", "db", INSTANCE)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(CLUSTER, (call, one) -> resource(call, "cluster", one.name()), RdsReads::cluster),
        new Kind(INSTANCE, (call, one) -> resource(call, "db", one.name()), RdsReads::instance));
  }

  private static TreeHandler described(
      String identifier, String member, String resource, String kind) {
    TreeHandler list =
        Reads.list(PAGES, member, call -> matching(call, identifier, resource, kind));
    return call -> list.handle(call).items(RdsReads::itemName);
  }

  private static Reads.Allowed<SortedMap<String, ?>> matching(
      Call call, String identifier, String resource, String kind) {
    Optional<String> name = call.params().string(identifier).map(Reads::nameOf);
    call.params().flag("IncludeShared");
    return new Reads.Allowed<>(
        resource(call, resource, name.orElse("*")),
        () -> {
          List<ServiceResource> found =
              Reads.all(call, kind).stream()
                  .filter(one -> name.isEmpty() || one.name().equalsIgnoreCase(name.get()))
                  .toList();
          if (name.isPresent() && found.isEmpty()) {
            String what = kind.equals(CLUSTER) ? "DBCluster" : "DBInstance";
            throw new Ec2Error(
                404,
                kind.equals(CLUSTER) ? "DBClusterNotFoundFault" : "DBInstanceNotFound",
                what + " " + name.get() + " not found.");
          }
          return Reads.keyed(
              call, found, kind.equals(CLUSTER) ? RdsReads::cluster : RdsReads::instance);
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
            "aurora-postgresql",
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
      case "VpcSecurityGroups" -> "VpcSecurityGroupMembership";
      case "DBClusterMembers" -> "DBClusterMember";
      case "DBSecurityGroups" -> "DBSecurityGroup";
      case "Subnets" -> "Subnet";
      default -> "member";
    };
  }
}
