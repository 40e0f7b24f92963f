package dev.rolegate.ec2.aws.uses;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kinds whose groups AWS Config's advanced query can show, and where in their configuration:
 * those of its published resource schema that name groups, have no interface or not at all times,
 * and that no other collector reads.
 *
 * @see <a href="https://github.com/awslabs/aws-config-resource-schema">Resource schema</a>
 */
final class ConfigKinds {
  private static final Map<String, String> PROPERTY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("AWS::AppRunner::VpcConnector", "SecurityGroups"),
              Map.entry("AWS::AppStream::Fleet", "VpcConfig.SecurityGroupIds"),
              Map.entry("AWS::DataSync::LocationEFS", "Ec2Config.SecurityGroupArns"),
              Map.entry("AWS::DataSync::LocationFSxLustre", "SecurityGroupArns"),
              Map.entry("AWS::DataSync::LocationFSxWindows", "SecurityGroupArns"),
              Map.entry("AWS::DeviceFarm::TestGridProject", "VpcConfig.SecurityGroupIds"),
              Map.entry("AWS::EC2::ClientVpnEndpoint", "SecurityGroupIds"),
              Map.entry(
                  "AWS::GroundStation::DataflowEndpointGroup",
                  "EndpointDetails.SecurityDetails.SecurityGroupIds"),
              Map.entry("AWS::ImageBuilder::InfrastructureConfiguration", "SecurityGroupIds"),
              Map.entry(
                  "AWS::KinesisAnalyticsV2::Application",
                  "ApplicationConfiguration.VpcConfigurations.SecurityGroupIds"),
              Map.entry("AWS::M2::Environment", "SecurityGroupIds"),
              Map.entry("AWS::MediaConnect::FlowVpcInterface", "SecurityGroupIds"),
              Map.entry("AWS::Redshift::Cluster", "vpcSecurityGroups.vpcSecurityGroupId")));

  private ConfigKinds() {}

  static Set<String> all() {
    return PROPERTY.keySet();
  }

  /** Queries that show all resources of these kinds, one for each place of the groups. */
  static Set<String> queries(Set<String> kinds) {
    Map<String, Set<String>> byProperty = new TreeMap<>();
    for (String kind : kinds) {
      byProperty.computeIfAbsent(PROPERTY.get(kind), none -> new TreeSet<>()).add(kind);
    }
    Set<String> queries = new TreeSet<>();
    byProperty.forEach(
        (property, those) ->
            queries.add(
                "SELECT resourceId, resourceName, resourceType, configuration."
                    + property
                    + " WHERE resourceType IN ('"
                    + String.join("', '", those)
                    + "')"));
    return queries;
  }
}
