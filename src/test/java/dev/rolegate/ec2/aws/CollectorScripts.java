package dev.rolegate.ec2.aws;

import dev.rolegate.model.UseCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * For each collector an account in which every kind that it reads names a group, on two pages where
 * there are pages: {@code sg-1} by the first and {@code sg-2} by the second.
 */
final class CollectorScripts {
  private final Map<UseCollector, Script> scripts = new LinkedHashMap<>();

  /** What a service answers, and the kinds that the collector then has seen to name a group. */
  static final class Script {
    private final List<String[]> answers = new ArrayList<>();
    private final Set<String> kinds = new TreeSet<>();

    private Script answer(String call, String body) {
      // Java's text is easier to read with the other quotes.
      answers.add(new String[] {call, body.replace('\'', '"')});
      return this;
    }

    private Script xml(String call, String content) {
      return answer(
          call,
          "<%1$sResponse>%2$s<requestId>r</requestId></%1$sResponse>".formatted(call, content));
    }

    private Script result(String call, String content) {
      return xml(call, "<%1$sResult>%2$s</%1$sResult>".formatted(call, content));
    }

    private Script kinds(String... names) {
      kinds.addAll(List.of(names));
      return this;
    }

    Set<String> kinds() {
      return kinds;
    }

    void play(CannedServices services) {
      answers.forEach(one -> services.answer(one[0], one[1]));
    }
  }

  private CollectorScripts() {}

  static Map<UseCollector, Script> all() {
    CollectorScripts all = new CollectorScripts();
    all.ec2();
    all.launches();
    all.compute();
    all.events();
    all.builds();
    all.data();
    all.sageMaker();
    all.config();
    return all.scripts;
  }

  private Script of(UseCollector collector) {
    return scripts.computeIfAbsent(collector, absent -> new Script());
  }

  private void ec2() {
    String eni =
        "<networkInterfaceSet><item><networkInterfaceId>eni-%1$s</networkInterfaceId>"
            + "<status>available</status><groupSet><item><groupId>sg-%1$s</groupId></item></groupSet>"
            + "</item></networkInterfaceSet>";
    of(UseCollector.NETWORK_INTERFACES)
        .xml("DescribeNetworkInterfaces", eni.formatted("1") + "<nextToken>t</nextToken>")
        .xml("DescribeNetworkInterfaces", eni.formatted("2"))
        .kinds("AWS::EC2::NetworkInterface");
    of(UseCollector.SECURITY_GROUP_REFERENCES)
        .xml(
            "DescribeSecurityGroupReferences",
            "<securityGroupReferenceSet><item><groupId>sg-1</groupId>"
                + "<referencingVpcId>vpc-2</referencingVpcId>"
                + "<vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId></item>"
                + "<item><groupId>sg-2</groupId><referencingVpcId>vpc-3</referencingVpcId>"
                + "<transitGatewayId>tgw-1</transitGatewayId></item></securityGroupReferenceSet>")
        .kinds("AWS::EC2::VPCPeeringConnection", "AWS::EC2::TransitGatewayVpcAttachment");
    String association =
        "<securityGroupVpcAssociationSet><item><groupId>sg-%s</groupId><vpcId>vpc-2</vpcId>"
            + "<state>associated</state></item></securityGroupVpcAssociationSet>";
    of(UseCollector.VPC_ASSOCIATIONS)
        .xml(
            "DescribeSecurityGroupVpcAssociations",
            association.formatted("1") + "<nextToken>t</nextToken>")
        .xml("DescribeSecurityGroupVpcAssociations", association.formatted("2"))
        .kinds("AWS::EC2::SecurityGroupVpcAssociation");
  }

  private void launches() {
    String version =
        "<launchTemplateVersionSet><item><launchTemplateId>lt-%s</launchTemplateId>"
            + "<launchTemplateName>n</launchTemplateName><versionNumber>%s</versionNumber>"
            + "<launchTemplateData>%s</launchTemplateData></item></launchTemplateVersionSet>";
    String byId = "<securityGroupIdSet><item>sg-1</item></securityGroupIdSet>";
    String byInterface =
        "<networkInterfaceSet><item><groupSet><groupId>sg-2</groupId></groupSet></item>"
            + "</networkInterfaceSet>";
    of(UseCollector.LAUNCH_TEMPLATES)
        .xml(
            "DescribeLaunchTemplateVersions",
            version.formatted("1", "1", byId) + "<nextToken>t</nextToken>")
        .xml("DescribeLaunchTemplateVersions", version.formatted("2", "7", ""))
        .xml("DescribeLaunchTemplateVersions", version.formatted("2", "3", byInterface))
        .kinds("AWS::EC2::LaunchTemplate");
    String groups = "<groupSet><item><groupId>sg-%s</groupId></item></groupSet>";
    String request =
        "<spotInstanceRequestSet><item><spotInstanceRequestId>sir-%1$s</spotInstanceRequestId>"
            + "<state>open</state><launchSpecification>"
            + groups
            + "</launchSpecification></item></spotInstanceRequestSet>";
    String fleet =
        "<spotFleetRequestConfigSet><item><spotFleetRequestId>sfr-%1$s</spotFleetRequestId>"
            + "<spotFleetRequestState>active</spotFleetRequestState><spotFleetRequestConfig>"
            + "<launchSpecifications><item>"
            + groups
            + "</item></launchSpecifications></spotFleetRequestConfig></item>"
            + "</spotFleetRequestConfigSet>";
    of(UseCollector.FLEETS)
        .xml("DescribeSpotInstanceRequests", request.formatted("1") + "<nextToken>t</nextToken>")
        .xml("DescribeSpotInstanceRequests", request.formatted("2"))
        .xml("DescribeSpotFleetRequests", fleet.formatted("1") + "<nextToken>t</nextToken>")
        .xml("DescribeSpotFleetRequests", fleet.formatted("2"))
        .kinds("AWS::EC2::SpotInstanceRequest", "AWS::EC2::SpotFleet");
    String configuration =
        "<LaunchConfigurations><member><LaunchConfigurationName>lc</LaunchConfigurationName>"
            + "<SecurityGroups><member>sg-%s</member></SecurityGroups></member>"
            + "</LaunchConfigurations>";
    of(UseCollector.LAUNCH_CONFIGURATIONS)
        .result(
            "DescribeLaunchConfigurations",
            configuration.formatted("1") + "<NextToken>t</NextToken>")
        .result("DescribeLaunchConfigurations", configuration.formatted("2"))
        .kinds("AWS::AutoScaling::LaunchConfiguration");
  }

  private void compute() {
    String function =
        "{'Functions':[{'FunctionName':'f','Version':'%s','VpcConfig':"
            + "{'SecurityGroupIds':['sg-%s']}}]%s}";
    String mapping =
        "{'EventSourceMappings':[{'UUID':'u','FunctionArn':'a','SourceAccessConfigurations':"
            + "[{'Type':'VPC_SECURITY_GROUP','URI':'security_group:sg-%s'}]}]%s}";
    of(UseCollector.LAMBDA)
        .answer("GET /2015-03-31/functions", function.formatted("$LATEST", "1", more("NextMarker")))
        .answer("GET /2015-03-31/functions", function.formatted("4", "2", ""))
        .answer("GET /2015-03-31/event-source-mappings", mapping.formatted("1", more("NextMarker")))
        .answer("GET /2015-03-31/event-source-mappings", mapping.formatted("2", ""))
        .kinds("AWS::Lambda::Function", "AWS::Lambda::Version", "AWS::Lambda::EventSourceMapping");
    String network = "'networkConfiguration':{'awsvpcConfiguration':{'securityGroups':['sg-%s']}}";
    String provider =
        "{'capacityProviders':[{'name':'p','managedInstancesProvider':{'instanceLaunchTemplate':"
            + "{'networkConfiguration':{'securityGroups':['sg-%s']}}}}]%s}";
    of(UseCollector.ECS)
        .answer("ListClusters", "{'clusterArns':['c1']" + more("nextToken") + "}")
        .answer("ListServices", "{'serviceArns':['s1']" + more("nextToken") + "}")
        .answer("ListServices", "{'serviceArns':[]}")
        .answer(
            "DescribeServices",
            "{'services':[{'serviceArn':'s1','desiredCount':0,"
                + network.formatted("1")
                + ",'taskSets':[{'taskSetArn':'t',"
                + network.formatted("2")
                + "}],'deployments':[{'id':'d',"
                + network.formatted("3")
                + "}]}],'failures':[]}")
        .answer("ListClusters", "{'clusterArns':[]}")
        .answer("DescribeCapacityProviders", provider.formatted("1", more("nextToken")))
        .answer("DescribeCapacityProviders", provider.formatted("2", ""))
        .kinds("AWS::ECS::Service", "AWS::ECS::TaskSet", "AWS::ECS::CapacityProvider");
    of(UseCollector.BATCH)
        .answer("POST /v1/describecomputeenvironments", environment("1", more("nextToken")))
        .answer("POST /v1/describecomputeenvironments", environment("2", ""))
        .kinds("AWS::Batch::ComputeEnvironment");
  }

  private static String environment(String id, String more) {
    return "{'computeEnvironments':[{'computeEnvironmentName':'e','state':'DISABLED',"
        + "'computeResources':{'securityGroupIds':['sg-"
        + id
        + "']}}]"
        + more
        + "}";
  }

  private void events() {
    String target =
        "{'Targets':[{'Id':'t','Arn':'arn:aws:ecs:r:a:cluster/c','EcsParameters':"
            + "{'TaskDefinitionArn':'d','NetworkConfiguration':{'awsvpcConfiguration':"
            + "{'Subnets':[],'SecurityGroups':['sg-%s']}}}}]%s}";
    of(UseCollector.EVENT_BRIDGE)
        .answer("ListEventBuses", "{'EventBuses':[{'Name':'default'}]" + more("NextToken") + "}")
        .answer("ListRules", "{'Rules':[{'Name':'r','State':'DISABLED'}]" + more("NextToken") + "}")
        .answer("ListTargetsByRule", target.formatted("1", more("NextToken")))
        .answer("ListTargetsByRule", target.formatted("2", ""))
        .answer("ListRules", "{'Rules':[]}")
        .answer("ListEventBuses", "{'EventBuses':[]}")
        .kinds("AWS::Events::Rule");
    String summary = "{'Name':'%s','GroupName':'g','Target':{'Arn':'%s'}}";
    of(UseCollector.SCHEDULER)
        .answer(
            "GET /schedules",
            "{'Schedules':["
                + summary.formatted("tasks", "arn:aws:ecs:r:a:cluster/c")
                + ","
                + summary.formatted("code", "arn:aws:lambda:r:a:function:f")
                + "]"
                + more("NextToken")
                + "}")
        .answer(
            "GET /schedules/tasks",
            "{'Name':'tasks','Target':{'Arn':'a','RoleArn':'r','EcsParameters':{'TaskDefinitionArn':"
                + "'d','NetworkConfiguration':{'awsvpcConfiguration':{'Subnets':[],"
                + "'SecurityGroups':['sg-1']}}}}}")
        .answer(
            "GET /schedules",
            "{'Schedules':["
                + summary.formatted("any", "arn:aws:scheduler:::aws-sdk:ecs:runTask")
                + "]}")
        .answer(
            "GET /schedules/any",
            "{'Name':'any','Target':{'Arn':'a','RoleArn':'r','Input':'{\\'SecurityGroups\\':"
                + "[\\'sg-2\\']}'}}")
        .kinds("AWS::Scheduler::Schedule");
  }

  private void builds() {
    String vpc = "'vpcConfig':{'vpcId':'v','securityGroupIds':['sg-%s']}";
    of(UseCollector.CODE_BUILD)
        .answer("ListProjects", "{'projects':['a']" + more("nextToken") + "}")
        .answer("ListProjects", "{'projects':['b']}")
        .answer(
            "BatchGetProjects",
            "{'projects':[{'name':'a',%s},{'name':'b',%s}]}"
                .formatted(vpc.formatted("1"), vpc.formatted("2")))
        .answer("ListFleets", "{'fleets':['f']}")
        .answer("BatchGetFleets", "{'fleets':[{'name':'f'," + vpc.formatted("1") + "}]}")
        .kinds("AWS::CodeBuild::Project", "AWS::CodeBuild::Fleet");
  }

  private void data() {
    String connection =
        "{'ConnectionList':[{'Name':'c','PhysicalConnectionRequirements':"
            + "{'SecurityGroupIdList':['sg-%s']}}]%s}";
    String endpoint = "{'DevEndpoints':[{'EndpointName':'e','SecurityGroupIds':['sg-%s']}]%s}";
    of(UseCollector.GLUE)
        .answer("GetConnections", connection.formatted("1", more("NextToken")))
        .answer("GetConnections", connection.formatted("2", ""))
        .answer("GetDevEndpoints", endpoint.formatted("1", more("NextToken")))
        .answer("GetDevEndpoints", endpoint.formatted("2", ""))
        .kinds("AWS::Glue::Connection", "AWS::Glue::DevEndpoint");
    String groups =
        "<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-%s"
            + "</VpcSecurityGroupId></VpcSecurityGroupMembership></VpcSecurityGroups>";
    String cluster =
        "<DBClusters><DBCluster><DBClusterIdentifier>c</DBClusterIdentifier><Engine>%s</Engine>"
            + groups
            + "</DBCluster></DBClusters>";
    String instance =
        "<DBInstances><DBInstance><DBInstanceIdentifier>i</DBInstanceIdentifier>"
            + groups
            + "</DBInstance></DBInstances>";
    String option =
        "<OptionGroupsList><OptionGroup><OptionGroupName>o</OptionGroupName><Options><Option>"
            + "<OptionName>n</OptionName><VpcSecurityGroupMemberships><VpcSecurityGroupMembership>"
            + "<VpcSecurityGroupId>sg-%s</VpcSecurityGroupId></VpcSecurityGroupMembership>"
            + "</VpcSecurityGroupMemberships></Option></Options></OptionGroup></OptionGroupsList>";
    String marker = "<Marker>m</Marker>";
    of(UseCollector.RDS)
        .result("DescribeDBClusters", cluster.formatted("aurora-mysql", "1") + marker)
        .result("DescribeDBClusters", cluster.formatted("neptune", "2") + marker)
        .result("DescribeDBClusters", cluster.formatted("docdb", "2"))
        .result("DescribeDBInstances", instance.formatted("1") + marker)
        .result("DescribeDBInstances", instance.formatted("2"))
        .result("DescribeOptionGroups", option.formatted("1") + marker)
        .result("DescribeOptionGroups", option.formatted("2"))
        .kinds(
            "AWS::RDS::DBCluster",
            "AWS::Neptune::DBCluster",
            "AWS::DocDB::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::RDS::OptionGroup");
  }

  private void sageMaker() {
    String vpc = "'VpcConfig':{'SecurityGroupIds':['sg-1'],'Subnets':[]}}";
    String network = "'NetworkConfig':{" + vpc;
    Script script =
        of(UseCollector.SAGE_MAKER)
            .answer("ListModels", "{'Models':[{'ModelName':'m1'}]" + more("NextToken") + "}")
            .answer("DescribeModel", "{'ModelName':'m1'," + vpc)
            .answer("ListModels", "{'Models':[{'ModelName':'m2'}]}")
            .answer("DescribeModel", "{'ModelName':'m2'," + vpc.replace("sg-1", "sg-2"))
            .answer("ListNotebookInstances", "{'NotebookInstances':[{'NotebookInstanceName':'n'}]}")
            .answer(
                "DescribeNotebookInstance",
                "{'NotebookInstanceName':'n','SecurityGroups':['sg-1']}")
            .answer("ListDomains", "{'Domains':[{'DomainId':'d'}]}")
            .answer(
                "DescribeDomain",
                "{'DomainId':'d','DefaultUserSettings':{'SecurityGroups':['sg-1']},"
                    + "'DefaultSpaceSettings':{'SecurityGroups':['sg-2']},"
                    + "'DomainSettings':{'SecurityGroupIds':['sg-3']},"
                    + "'SecurityGroupIdForDomainBoundary':'sg-4'}")
            .answer("ListUserProfiles", "{'UserProfiles':[{'DomainId':'d','UserProfileName':'u'}]}")
            .answer(
                "DescribeUserProfile",
                "{'UserProfileName':'u','UserSettings':{'SecurityGroups':['sg-1']}}")
            .answer("ListEndpointConfigs", "{'EndpointConfigs':[{'EndpointConfigName':'e'}]}")
            .answer("DescribeEndpointConfig", "{'EndpointConfigName':'e'," + vpc)
            .answer("ListClusters", "{'ClusterSummaries':[{'ClusterName':'c'}]}")
            .answer(
                "DescribeCluster",
                "{'ClusterName':'c','VpcConfig':{'SecurityGroupIds':['sg-1'],'Subnets':[]},"
                    + "'InstanceGroups':[{'OverrideVpcConfig':{'SecurityGroupIds':['sg-2'],"
                    + "'Subnets':[]}}]}")
            .answer(
                "ListWorkforces",
                "{'Workforces':[{'WorkforceName':'w','WorkforceVpcConfig':"
                    + "{'SecurityGroupIds':['sg-1']}}]}")
            .answer(
                "ListMonitoringSchedules",
                "{'MonitoringScheduleSummaries':[{'MonitoringScheduleName':'s'}]}")
            .answer(
                "DescribeMonitoringSchedule",
                "{'MonitoringScheduleName':'s','MonitoringScheduleConfig':{'MonitoringJobDefinition':{"
                    + network
                    + "}}}")
            .kinds(
                "AWS::SageMaker::Model",
                "AWS::SageMaker::NotebookInstance",
                "AWS::SageMaker::Domain",
                "AWS::SageMaker::UserProfile",
                "AWS::SageMaker::EndpointConfig",
                "AWS::SageMaker::Cluster",
                "AWS::SageMaker::Workforce",
                "AWS::SageMaker::MonitoringSchedule");
    for (String definition :
        List.of("DataQuality", "ModelQuality", "ModelBias", "ModelExplainability")) {
      script
          .answer(
              "List" + definition + "JobDefinitions",
              "{'JobDefinitionSummaries':[{'MonitoringJobDefinitionName':'j'}]}")
          .answer(
              "Describe" + definition + "JobDefinition",
              "{'JobDefinitionName':'j'," + network + "}")
          .kinds("AWS::SageMaker::" + definition + "JobDefinition");
    }
  }

  private void config() {
    String found =
        "{'Results':['{\\'resourceId\\':\\'x\\',\\'resourceType\\':\\'%s\\',\\'configuration\\':"
            + "{\\'SecurityGroups\\':[\\'sg-%s\\']}}']%s}";
    of(UseCollector.CONFIG)
        .answer(
            "DescribeConfigurationRecorders",
            "{'ConfigurationRecorders':[{'name':'default','recordingGroup':{'allSupported':false,"
                + "'resourceTypes':['AWS::AppRunner::VpcConnector','AWS::EC2::Instance'],"
                + "'recordingStrategy':{'useOnly':'INCLUSION_BY_RESOURCE_TYPES'}}}]}")
        .answer(
            "DescribeConfigurationRecorderStatus",
            "{'ConfigurationRecordersStatus':[{'name':'default','recording':true,"
                + "'lastStatus':'SUCCESS'}]}")
        .answer(
            "SelectResourceConfig",
            found.formatted("AWS::AppRunner::VpcConnector", "1", more("NextToken")))
        .answer("SelectResourceConfig", found.formatted("AWS::AppRunner::VpcConnector", "2", ""))
        .kinds("AWS::AppRunner::VpcConnector");
  }

  private static String more(String token) {
    return ",'" + token + "':'t'";
  }
}
