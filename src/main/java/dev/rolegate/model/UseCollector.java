package dev.rolegate.model;

import java.util.List;
import java.util.Set;

/** Where Rolegate looks for uses of security groups. */
public enum UseCollector {
  NETWORK_INTERFACES("NetworkInterfaces", true, "ec2:DescribeNetworkInterfaces"),
  SECURITY_GROUP_RULES(
      "SecurityGroupRules", true, "ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"),
  SECURITY_GROUP_REFERENCES("SecurityGroupReferences", true, "ec2:DescribeSecurityGroupReferences"),
  VPC_ASSOCIATIONS("VpcAssociations", true, "ec2:DescribeSecurityGroupVpcAssociations"),
  LAUNCH_TEMPLATES(
      "LaunchTemplates",
      false,
      "ec2:DescribeLaunchTemplateVersions",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcs"),
  FLEETS("Fleets", false, "ec2:DescribeSpotFleetRequests", "ec2:DescribeSpotInstanceRequests"),
  LAUNCH_CONFIGURATIONS(
      "LaunchConfigurations",
      false,
      "autoscaling:DescribeLaunchConfigurations",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcs"),
  LAMBDA("Lambda", false, "lambda:ListEventSourceMappings", "lambda:ListFunctions"),
  ECS(
      "Ecs",
      false,
      "ecs:DescribeCapacityProviders",
      "ecs:DescribeServices",
      "ecs:ListClusters",
      "ecs:ListServices"),
  EVENT_BRIDGE(
      "EventBridge",
      false,
      "events:ListEventBuses",
      "events:ListRules",
      "events:ListTargetsByRule"),
  SCHEDULER("Scheduler", false, "scheduler:GetSchedule", "scheduler:ListSchedules"),
  CODE_BUILD(
      "CodeBuild",
      false,
      "codebuild:BatchGetFleets",
      "codebuild:BatchGetProjects",
      "codebuild:ListFleets",
      "codebuild:ListProjects"),
  BATCH("Batch", false, "batch:DescribeComputeEnvironments"),
  GLUE("Glue", false, "glue:GetConnections", "glue:GetDevEndpoints"),
  RDS(
      "Rds",
      false,
      "rds:DescribeDBClusters",
      "rds:DescribeDBInstances",
      "rds:DescribeOptionGroups"),
  SAGE_MAKER(
      "SageMaker",
      false,
      "sagemaker:DescribeCluster",
      "sagemaker:DescribeDataQualityJobDefinition",
      "sagemaker:DescribeDomain",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeModelBiasJobDefinition",
      "sagemaker:DescribeModelExplainabilityJobDefinition",
      "sagemaker:DescribeModelQualityJobDefinition",
      "sagemaker:DescribeMonitoringSchedule",
      "sagemaker:DescribeNotebookInstance",
      "sagemaker:DescribeUserProfile",
      "sagemaker:ListClusters",
      "sagemaker:ListDataQualityJobDefinitions",
      "sagemaker:ListDomains",
      "sagemaker:ListEndpointConfigs",
      "sagemaker:ListModelBiasJobDefinitions",
      "sagemaker:ListModelExplainabilityJobDefinitions",
      "sagemaker:ListModelQualityJobDefinitions",
      "sagemaker:ListModels",
      "sagemaker:ListMonitoringSchedules",
      "sagemaker:ListNotebookInstances",
      "sagemaker:ListUserProfiles",
      "sagemaker:ListWorkforces"),
  CONFIG(
      "Config",
      false,
      "config:DescribeConfigurationRecorderStatus",
      "config:DescribeConfigurationRecorders",
      "config:SelectResourceConfig"),
  KUBERNETES("Kubernetes", false);

  private final String apiName;
  private final boolean always;
  private final List<String> permissions;

  UseCollector(String apiName, boolean always, String... permissions) {
    this.apiName = apiName;
    this.always = always;
    this.permissions = List.of(permissions);
  }

  /** As {@code orphans.collectors} of a ManagedVpc spells it. */
  public String apiName() {
    return apiName;
  }

  /** True for those that nobody can switch off, since EC2 itself refuses deletions by them. */
  public boolean isAlways() {
    return always;
  }

  /** IAM actions that it calls; none for one that asks the cluster. */
  public List<String> permissions() {
    return permissions;
  }

  /** Those that look in AWS, the cluster's left out. */
  public boolean isOfAws() {
    return this != KUBERNETES;
  }

  /** All of them, as where nothing else is said. */
  public static Set<UseCollector> all() {
    return Set.of(values());
  }
}
