package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.wire.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where AWS Config's published resource schema has the groups of a kind that no API of the
 * simulator shows. A part of a path that ends in {@code []} is a list of one; a last part {@code
 * …Arns} takes ARNs; with {@code *} in front, each group is in a structure of its own.
 *
 * @see <a href="https://github.com/awslabs/aws-config-resource-schema">Resource schema</a>
 */
final class GroupPaths {
  private static final String USUAL = "SecurityGroupIds";
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("AWS::AppRunner::VpcConnector", "SecurityGroups"),
          Map.entry("AWS::AppStream::Fleet", "VpcConfig/SecurityGroupIds"),
          Map.entry("AWS::DataSync::LocationEFS", "Ec2Config/SecurityGroupArns"),
          Map.entry("AWS::DataSync::LocationFSxLustre", "SecurityGroupArns"),
          Map.entry("AWS::DataSync::LocationFSxWindows", "SecurityGroupArns"),
          Map.entry("AWS::DeviceFarm::TestGridProject", "VpcConfig/SecurityGroupIds"),
          Map.entry(
              "AWS::GroundStation::DataflowEndpointGroup",
              "EndpointDetails[]/SecurityDetails/SecurityGroupIds"),
          Map.entry(
              "AWS::KinesisAnalyticsV2::Application",
              "ApplicationConfiguration/VpcConfigurations[]/SecurityGroupIds"),
          Map.entry("AWS::Redshift::Cluster", "vpcSecurityGroups[]/*vpcSecurityGroupId"));

  private GroupPaths() {}

  static Tree write(Call call, String kind, List<String> groups) {
    return at(call, Arrays.asList(PATHS.getOrDefault(kind, USUAL).split("/")), groups);
  }

  private static Tree at(Call call, List<String> path, List<String> groups) {
    String name = path.get(0);
    if (path.size() == 1) {
      return Tree.of(
          name,
          name.endsWith("Arns")
              ? groups.stream().map(id -> call.arn("security-group", id)).toList()
              : groups);
    }
    List<String> below = path.subList(1, path.size());
    if (below.get(0).startsWith("*")) {
      String each = below.get(0).substring(1);
      return Tree.of(plain(name), groups.stream().map(id -> Tree.of(each, id)).toList());
    }
    Tree inner = at(call, below, groups);
    return Tree.of(plain(name), name.endsWith("[]") ? List.of(inner) : inner);
  }

  private static String plain(String name) {
    return name.replace("[]", "");
  }
}
