package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.sim.log.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sprawl command through the AWS SDK, against the simulator. */
class SprawlOnEc2Test extends OnSimulator {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";

  private static final String SCENE =
      """
      region: eu-west-1
      vpcs:
        - id: vpc-0a1b2c3d4e5f60718
          cidr: 10.20.0.0/16
          subnets:
            - {name: a, cidr: 10.20.1.0/24, zone: eu-west-1a}
          groups:
            - {id: sg-0a1b2c3d4e5f60001, name: all, description: all, ingress: [
                {port: 22, cidr: 0.0.0.0/0}, {port: 80, cidr: 0.0.0.0/0},
                {port: 443, cidr: 0.0.0.0/0}, {port: 3306, cidr: 10.20.1.250/32}]}
            - {id: sg-0a1b2c3d4e5f60002, name: launch-wizard-1, description: x, ingress: [
                {port: 22, cidr: 0.0.0.0/0}]}
            - {id: sg-0a1b2c3d4e5f60003, name: app-1, description: x, ingress: [
                {port: 8080, cidr: 192.0.2.0/24}]}
            - {id: sg-0a1b2c3d4e5f60004, name: app-2, description: x, ingress: [
                {port: 8080, cidr: 192.0.2.0/24}]}
            - {id: sg-0a1b2c3d4e5f60005, name: reach, description: x, ingress: [
                {port: 22, group: sg-0a1b2c3d4e5f60009}]}
            - {id: sg-0a1b2c3d4e5f60006, name: shop/web, description: Rolegate shop/web}
          instances:
            - {subnet: a, groups: [all], tags: {Name: web-1}}
            - {subnet: a, groups: [all], tags: {Name: db-1}}
            - {subnet: a, groups: [app-1], tags: {Name: app-1}}
            - {subnet: a, groups: [app-2], tags: {Name: app-2}}
        - id: vpc-0a1b2c3d4e5f60719
          cidr: 10.30.0.0/16
          groups:
            - {id: sg-0a1b2c3d4e5f60009, name: far, description: x}
      launchTemplates:
        - {name: old, parameters: {ImageId: ami-0123456789abcdef0, SecurityGroupId.1: sg-0a1b2c3d4e5f60001}}
        - {name: new, parameters: {ImageId: ami-0123456789abcdef0, SecurityGroupId.1: sg-0a1b2c3d4e5f60006}}
      peerings:
        - {requester: vpc-0a1b2c3d4e5f60718, accepter: vpc-0a1b2c3d4e5f60719, status: deleted}
      """;

  private static final String DOCUMENTS =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata: {name: prod}
      spec: {vpcId: vpc-0a1b2c3d4e5f60718, region: eu-west-1}
      ---
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web, namespace: shop}
      spec: {vpc: prod, role: web, purpose: Web servers, owner: shop, egress: []}
      """;

  @BeforeEach
  void load() throws IOException {
    simulator.load(Files.writeString(folder.resolve("scene.yaml"), SCENE));
    Files.writeString(folder.resolve("documents.yml"), DOCUMENTS);
    simulator.calls().clear();
  }

  private CliRun sprawl(String... more) {
    String[] args = {"sprawl", "--vpc-id", VPC};
    return CliRun.of(
        (vpc, clusterId, externalId, documents) -> {
          throw new AssertionError("no plan was asked for");
        },
        Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private String documents() {
    return folder.resolve("documents.yml").toString();
  }

  @Test
  void without_documents_the_VPC_says_enough() {
    var run = sprawl("--region", "eu-west-1");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(VPC + ": 7 security groups, 5 findings\n")
        .contains(
            "not looked at: no documents are at hand",
            "AllInOne: sg-0a1b2c3d4e5f60001 (all), one group for 2 interfaces of 2 kinds",
            "LaunchWizard: 1 group of the launch wizard, 1 without an interface",
            "PerInstance: 2 groups for one instance each, named app-#",
            "StaleReference: 1 rule for sg-0a1b2c3d4e5f60009, which is gone",
            "DeadPeer: 1 rule of sg-0a1b2c3d4e5f60001 (all) for 10.20.1.250/32, which nothing has");
    assertThat(simulator.calls().all())
        .extracting(CallRecord::action)
        .containsExactlyInAnyOrder(
            "DescribeVpcs",
            "DescribeSecurityGroups",
            "DescribeNetworkInterfaces",
            "DescribeInstances",
            "DescribeLaunchTemplateVersions",
            "DescribeStaleSecurityGroups");
    assertThat(sprawl("--region", "eu-west-1").out()).isEqualTo(run.out());
  }

  @Test
  void with_documents_it_is_known_what_is_declared_and_JSON_has_it_all() throws IOException {
    var run = sprawl("-f", documents(), "--output", "json");
    assertThat(run.err()).isEmpty();
    JsonNode found = new ObjectMapper().readTree(run.out());
    assertThat(found.path("missing")).isEmpty();
    assertThat(found.path("counts").path("UndeclaredLaunch").asInt()).isEqualTo(1);
    JsonNode launch = null;
    for (JsonNode one : found.path("findings")) {
      assertThat(one.path("evidence")).isNotEmpty();
      assertThat(one.path("proposal").asText()).endsWith(".");
      if (one.path("kind").asText().equals("UndeclaredLaunch")) {
        launch = one;
      }
    }
    assertThat(launch).isNotNull();
    assertThat(launch.path("groupIds").get(0).asText()).isEqualTo("sg-0a1b2c3d4e5f60001");
  }

  @Test
  void what_is_missing_or_does_not_fit_is_told() {
    assertThat(sprawl().err()).startsWith("error: the Region is missing: write --region REGION");
    assertThat(sprawl("--region", "eu-west-1", "-o", "xml").err())
        .startsWith("error: --output is 'xml'; write text or json");
    assertThat(sprawl("-f", documents(), "--region", "eu-west-2").err())
        .startsWith("error: --region is eu-west-2, and the ManagedVpc of " + VPC);
    var other =
        CliRun.of(
            (vpc, clusterId, externalId, documents) -> null,
            "sprawl",
            "--vpc-id",
            "vpc-0a1b2c3d4e5f60799",
            "-f",
            documents());
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .startsWith("error: the files hold no ManagedVpc for vpc-0a1b2c3d4e5f60799");
    assertThat(sprawl("--region", "eu-west-3").err())
        .contains(VPC, "Check the VPC's id and Region");
  }
}
