package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Uses;
import dev.rolegate.execute.MotoServer;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CEType;
import software.amazon.awssdk.services.batch.model.CRType;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/**
 * The services as moto plays them, which was written by others: each collector finds the group that
 * a real resource names, and leaves alone the one that none does.
 */
@Tag("moto")
class CollectorsOnMotoTest {
  private static final List<String> SETTINGS =
      List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey", "aws.region");
  private static MotoServer moto;
  private static AwsEc2Factory factory;
  private static Uses uses;
  private static Ec2Client ec2;
  private static String vpc;
  private static String subnet;
  private static String held;
  private static String free;

  @BeforeAll
  static void start() {
    moto = MotoServer.start();
    System.setProperty("aws.endpointUrl", moto.endpoint());
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    System.setProperty("aws.region", "eu-west-1");
    factory = new AwsEc2Factory(AwsSettings.defaults("test"));
    uses = factory.uses(ConnectTo.own("prod", "eu-west-1"));
    ec2 = client(Ec2Client.builder());
    vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnet =
        ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
            .subnet()
            .subnetId();
    held = group("held");
    free = group("free");
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      ec2.close();
      uses.close();
      factory.close();
      moto.close();
      SETTINGS.forEach(System::clearProperty);
    }
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder.region(Region.EU_WEST_1).build();
  }

  private static String group(String name) {
    return ec2.createSecurityGroup(
            request -> request.vpcId(vpc).groupName(name).description("for a test"))
        .groupId();
  }

  /** IAM's client is not among Rolegate's libraries; moto takes any signature. */
  private static String role(String service) throws IOException, InterruptedException {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"%s.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    iam("CreateRole", "RoleName", service, "AssumeRolePolicyDocument", trust.formatted(service));
    return "arn:aws:iam::123456789012:role/" + service;
  }

  private static void iam(String action, String... parameters)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder("Version=2010-05-08&Action=").append(action);
    for (int i = 0; i < parameters.length; i += 2) {
      form.append('&').append(parameters[i]).append('=');
      form.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(moto.endpoint() + "/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void seen(UseCollector collector, String... kinds) {
    seenBesides(Set.of(), collector, kinds);
  }

  /**
   * @param absent calls that moto does not play, so that the report cannot be complete
   */
  private static void seenBesides(Set<String> absent, UseCollector collector, String... kinds) {
    UseReport report = uses.collect(collector, vpc, Set.of(held, free));
    assertThat(report.coverage())
        .as(report.why())
        .isEqualTo(absent.isEmpty() ? Coverage.COMPLETE : Coverage.PARTIAL);
    Set<String> failed =
        Pattern.compile("[a-z]+:[A-Z]\\w+")
            .matcher(report.why())
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(failed).isEqualTo(absent);
    assertThat(report.kinds()).contains(kinds);
    assertThat(report.holdings()).extracting(Holding::groupId).containsOnly(held);
    assertThat(report.holdings().stream().map(Holding::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(kinds);
  }

  @Test
  void interfacesAndTheMembersOfTheVpc() {
    String eni =
        ec2.createNetworkInterface(request -> request.subnetId(subnet).groups(held))
            .networkInterface()
            .networkInterfaceId();
    seen(UseCollector.NETWORK_INTERFACES, "AWS::EC2::NetworkInterface");
    assertThat(uses.interfaces(vpc))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.interfaceId()).isEqualTo(eni);
              assertThat(one.groupIds()).containsExactly(held);
              assertThat(one.addresses()).hasSize(1);
            });
    assertThat(uses.instances(vpc)).isEmpty();
  }

  @Test
  void everyVersionOfALaunchTemplate() {
    ec2.createLaunchTemplate(
        request ->
            request
                .launchTemplateName("web")
                .launchTemplateData(data -> data.securityGroupIds(held)));
    ec2.createLaunchTemplateVersion(
        request ->
            request
                .launchTemplateName("web")
                .launchTemplateData(data -> data.instanceType("t3.micro")));
    seen(UseCollector.LAUNCH_TEMPLATES, "AWS::EC2::LaunchTemplate");
  }

  @Test
  void launchConfigurations() {
    try (AutoScalingClient client = client(AutoScalingClient.builder())) {
      client.createLaunchConfiguration(
          request ->
              request
                  .launchConfigurationName("old")
                  .imageId("ami-12c6146b")
                  .instanceType("t3.micro")
                  .securityGroups(held));
    }
    seen(UseCollector.LAUNCH_CONFIGURATIONS, "AWS::AutoScaling::LaunchConfiguration");
  }

  @Test
  void publishedVersionsOfAFunction() throws IOException, InterruptedException {
    String role = role("lambda");
    try (LambdaClient client = client(LambdaClient.builder())) {
      client.createFunction(
          request ->
              request
                  .functionName("f")
                  .role(role)
                  .runtime("python3.11")
                  .handler("a.b")
                  .publish(true)
                  .code(code -> code.zipFile(SdkBytes.fromUtf8String("no zip")))
                  .vpcConfig(config -> config.subnetIds(subnet).securityGroupIds(held)));
    }
    seen(UseCollector.LAMBDA, "AWS::Lambda::Function", "AWS::Lambda::Version");
  }

  @Test
  void aServiceWithoutTasks() {
    try (EcsClient client = client(EcsClient.builder())) {
      client.createCluster(request -> request.clusterName("c"));
      client.registerTaskDefinition(
          request ->
              request
                  .family("t")
                  .networkMode("awsvpc")
                  .containerDefinitions(
                      ContainerDefinition.builder().name("n").image("i").memory(64).build()));
      client.createService(
          request ->
              request
                  .cluster("c")
                  .serviceName("s")
                  .taskDefinition("t")
                  .desiredCount(0)
                  .networkConfiguration(
                      network ->
                          network.awsvpcConfiguration(
                              awsvpc -> awsvpc.subnets(subnet).securityGroups(held))));
    }
    seenBesides(Set.of("ecs:DescribeCapacityProviders"), UseCollector.ECS, "AWS::ECS::Service");
  }

  @Test
  void targetsOfRules() {
    try (EventBridgeClient client = client(EventBridgeClient.builder())) {
      client.createEventBus(request -> request.name("own"));
      client.putRule(
          request ->
              request.name("r").eventBusName("own").eventPattern("{\"source\": [\"some.app\"]}"));
      client.putTargets(request -> request.rule("r").eventBusName("own").targets(ecsTarget()));
    }
    seen(UseCollector.EVENT_BRIDGE, "AWS::Events::Rule");
  }

  private static Target ecsTarget() {
    return Target.builder()
        .id("t")
        .arn("arn:aws:ecs:eu-west-1:123456789012:cluster/c")
        .roleArn("arn:aws:iam::123456789012:role/r")
        .ecsParameters(
            ecs ->
                ecs.taskDefinitionArn("d")
                    .networkConfiguration(
                        network ->
                            network.awsvpcConfiguration(
                                awsvpc -> awsvpc.subnets(subnet).securityGroups(held))))
        .build();
  }

  @Test
  void targetsOfSchedules() {
    try (SchedulerClient client = client(SchedulerClient.builder())) {
      client.createScheduleGroup(request -> request.name("g"));
      client.createSchedule(
          request ->
              request
                  .name("s")
                  .groupName("g")
                  .scheduleExpression("rate(1 day)")
                  .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                  .target(
                      target ->
                          target
                              .arn("arn:aws:ecs:eu-west-1:123456789012:cluster/c")
                              .roleArn("arn:aws:iam::123456789012:role/r")
                              .ecsParameters(
                                  ecs ->
                                      ecs.taskDefinitionArn("d")
                                          .networkConfiguration(
                                              network ->
                                                  network.awsvpcConfiguration(
                                                      awsvpc ->
                                                          awsvpc
                                                              .subnets(subnet)
                                                              .securityGroups(held))))));
    }
    seen(UseCollector.SCHEDULER, "AWS::Scheduler::Schedule");
  }

  @Test
  void projects() {
    try (CodeBuildClient client = client(CodeBuildClient.builder())) {
      client.createProject(
          request ->
              request
                  .name("project")
                  .serviceRole("arn:aws:iam::123456789012:role/service-role/r")
                  .source(source -> source.type(SourceType.S3).location("bucket/path"))
                  .artifacts(artifacts -> artifacts.type(ArtifactsType.NO_ARTIFACTS))
                  .environment(
                      environment ->
                          environment
                              .type(EnvironmentType.LINUX_CONTAINER)
                              .image("image")
                              .computeType(ComputeType.BUILD_GENERAL1_SMALL))
                  .vpcConfig(config -> config.vpcId(vpc).subnets(subnet).securityGroupIds(held)));
    }
    seenBesides(Set.of("codebuild:ListFleets"), UseCollector.CODE_BUILD, "AWS::CodeBuild::Project");
  }

  @Test
  void computeEnvironments() throws IOException, InterruptedException {
    String role = role("batch");
    iam("CreateInstanceProfile", "InstanceProfileName", "batch");
    try (BatchClient client = client(BatchClient.builder())) {
      client.createComputeEnvironment(
          request ->
              request
                  .computeEnvironmentName("environment")
                  .type(CEType.MANAGED)
                  .serviceRole(role)
                  .computeResources(
                      resources ->
                          resources
                              .type(CRType.EC2)
                              .minvCpus(0)
                              .maxvCpus(1)
                              .instanceTypes("t2.small")
                              .instanceRole("arn:aws:iam::123456789012:instance-profile/batch")
                              .subnets(subnet)
                              .securityGroupIds(held)));
    }
    seen(UseCollector.BATCH, "AWS::Batch::ComputeEnvironment");
  }

  @Test
  void connections() {
    try (GlueClient client = client(GlueClient.builder())) {
      client.createConnection(
          request ->
              request.connectionInput(
                  input ->
                      input
                          .name("c")
                          .connectionType(ConnectionType.NETWORK)
                          .connectionProperties(
                              Map.of(ConnectionPropertyKey.HOST, "db.example.com"))
                          .physicalConnectionRequirements(
                              needs -> needs.subnetId(subnet).securityGroupIdList(held))));
    }
    seen(UseCollector.GLUE, "AWS::Glue::Connection");
  }

  @Test
  void aClusterWithoutInstances() {
    try (RdsClient client = client(RdsClient.builder())) {
      client.createDBCluster(
          request ->
              request
                  .dbClusterIdentifier("c")
                  .engine("aurora-mysql")
                  .masterUsername("root")
                  .masterUserPassword("not-a-secret")
                  .vpcSecurityGroupIds(held));
    }
    seenBesides(Set.of("rds:DescribeOptionGroups"), UseCollector.RDS, "AWS::RDS::DBCluster");
  }

  @Test
  void models() {
    try (SageMakerClient client = client(SageMakerClient.builder())) {
      client.createModel(
          request ->
              request
                  .modelName("m")
                  .executionRoleArn("arn:aws:iam::123456789012:role/r")
                  .primaryContainer(container -> container.image("i"))
                  .vpcConfig(config -> config.subnets(subnet).securityGroupIds(held)));
    }
    seenBesides(
        Set.of(
            "sagemaker:ListUserProfiles",
            "sagemaker:ListWorkforces",
            "sagemaker:ListMonitoringSchedules"),
        UseCollector.SAGE_MAKER,
        "AWS::SageMaker::Model");
  }

  @Test
  void withoutARecorderAwsConfigCoversNothing() {
    UseReport report = uses.collect(UseCollector.CONFIG, vpc, Set.of(held, free));
    assertThat(report.coverage()).as(report.why()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.kinds()).isEmpty();
    assertThat(report.holdings()).isEmpty();
  }

  @Test
  void whatMotoDoesNotPlayIsNotTakenForNothing() {
    UseReport report = uses.collect(UseCollector.VPC_ASSOCIATIONS, vpc, Set.of(held, free));
    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("DescribeSecurityGroupVpcAssociations");
  }
}
