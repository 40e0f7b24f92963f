package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Clusters, with instances or without, those of Neptune and DocumentDB too, which RDS lists with
 * its own; instances in every state; option groups.
 */
final class Rds implements Collector {
  private static final String CLUSTER = "AWS::RDS::DBCluster";
  private static final String NEPTUNE = "AWS::Neptune::DBCluster";
  private static final String DOC_DB = "AWS::DocDB::DBCluster";
  private static final String INSTANCE = "AWS::RDS::DBInstance";
  private static final String OPTIONS = "AWS::RDS::OptionGroup";

  /** The most that RDS gives. */
  private static final int PAGE = 100;

  @Override
  public void collect(Search search) {
    search.look(
        Service.RDS,
        "DescribeDBClusters",
        List.of(CLUSTER, NEPTUNE, DOC_DB),
        () -> clusters(search));
    search.look(Service.RDS, "DescribeDBInstances", List.of(INSTANCE), () -> instances(search));
    search.lookIfOffered(
        Service.RDS, "DescribeOptionGroups", List.of(OPTIONS), () -> options(search));
  }

  private static RdsClient client(Search search) {
    return search.client(Service.RDS, RdsClient::builder);
  }

  private static void clusters(Search search) {
    client(search)
        .describeDBClustersPaginator(request -> request.maxRecords(PAGE))
        .dbClusters()
        .forEach(
            one ->
                search.found(
                    groups(one.vpcSecurityGroups()),
                    kind(one.engine()),
                    "cluster " + one.dbClusterIdentifier() + " (" + one.engine() + ")"));
  }

  private static String kind(String engine) {
    String name = String.valueOf(engine);
    return name.equals("neptune") ? NEPTUNE : name.equals("docdb") ? DOC_DB : CLUSTER;
  }

  private static void instances(Search search) {
    client(search)
        .describeDBInstancesPaginator(request -> request.maxRecords(PAGE))
        .dbInstances()
        .forEach(
            one ->
                search.found(
                    groups(one.vpcSecurityGroups()),
                    INSTANCE,
                    "database " + one.dbInstanceIdentifier() + " (" + one.engine() + ")"));
  }

  private static void options(Search search) {
    client(search)
        .describeOptionGroupsPaginator(request -> request.maxRecords(PAGE))
        .optionGroupsList()
        .forEach(
            one ->
                one.options()
                    .forEach(
                        option ->
                            search.found(
                                groups(option.vpcSecurityGroupMemberships()),
                                OPTIONS,
                                "option "
                                    + option.optionName()
                                    + " of option group "
                                    + one.optionGroupName())));
  }

  private static List<String> groups(List<VpcSecurityGroupMembership> memberships) {
    return memberships.stream().map(VpcSecurityGroupMembership::vpcSecurityGroupId).toList();
  }
}
