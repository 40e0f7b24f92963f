package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.OptionGroup;
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
    search.look(Service.RDS, "DescribeOptionGroups", List.of(OPTIONS), () -> options(search));
  }

  private static RdsClient client(Search search) {
    return search.client(Service.RDS, RdsClient::builder);
  }

  private static void clusters(Search search) {
    for (DescribeDbClustersResponse page :
        client(search).describeDBClustersPaginator(request -> request.maxRecords(PAGE))) {
      Answers.given(page.hasDbClusters(), page.dbClusters())
          .forEach(
              one ->
                  search.found(
                      groups(one.vpcSecurityGroups()),
                      kind(one.engine()),
                      "cluster " + one.dbClusterIdentifier() + " (" + one.engine() + ")"));
    }
  }

  private static String kind(String engine) {
    String name = String.valueOf(engine);
    return name.equals("neptune") ? NEPTUNE : name.equals("docdb") ? DOC_DB : CLUSTER;
  }

  private static void instances(Search search) {
    for (DescribeDbInstancesResponse page :
        client(search).describeDBInstancesPaginator(request -> request.maxRecords(PAGE))) {
      Answers.given(page.hasDbInstances(), page.dbInstances())
          .forEach(
              one ->
                  search.found(
                      groups(one.vpcSecurityGroups()),
                      INSTANCE,
                      "database " + one.dbInstanceIdentifier() + " (" + one.engine() + ")"));
    }
  }

  private static void options(Search search) {
    for (DescribeOptionGroupsResponse page :
        client(search).describeOptionGroupsPaginator(request -> request.maxRecords(PAGE))) {
      for (OptionGroup one : Answers.given(page.hasOptionGroupsList(), page.optionGroupsList())) {
        String of = " of option group " + one.optionGroupName();
        one.options()
            .forEach(
                option ->
                    search.found(
                        groups(option.vpcSecurityGroupMemberships()),
                        OPTIONS,
                        "option " + option.optionName() + of));
      }
    }
  }

  private static List<String> groups(List<VpcSecurityGroupMembership> memberships) {
    return memberships.stream().map(VpcSecurityGroupMembership::vpcSecurityGroupId).toList();
  }
}
