package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class ScenarioTest extends CloudTest {
  private static final Path DEMO = Path.of("src/test/resources/demo/messy-vpc.yaml");
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";

  @TempDir private Path directory;

  private void load(String yaml) {
    try {
      cloud.simulator.load(Files.writeString(directory.resolve("scene.yaml"), yaml));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("the demo's VPC has its all-in-one group, forgotten groups and a managed interface")
  void demo() {
    cloud.simulator.load(DEMO);
    var groups =
        cloud.ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", VPC))).securityGroups();
    assertThat(groups)
        .extracting(SecurityGroup::groupName)
        .contains("app-everything", "launch-wizard-1", "launch-wizard-5", "shop-lb");
    assertThat(groups)
        .filteredOn(group -> group.groupName().equals("app-everything"))
        .flatExtracting(SecurityGroup::ipPermissions)
        .extracting(permission -> permission.fromPort())
        .containsExactlyInAnyOrder(22, 80, 443, 3306, 3389);
    assertThat(
            cloud.ec2.describeInstances().reservations().stream()
                .flatMap(one -> one.instances().stream())
                .map(Instance::state)
                .filter(state -> state.nameAsString().equals("terminated")))
        .hasSize(3);
    NetworkInterface balancer =
        cloud
            .ec2
            .describeNetworkInterfaces(r -> r.filters(filter("requester-managed", "true")))
            .networkInterfaces()
            .get(0);
    assertThat(balancer.requesterId()).isEqualTo("amazon-elb");
    refused(
        "AuthFailure",
        () ->
            cloud.ec2.modifyNetworkInterfaceAttribute(
                r ->
                    r.networkInterfaceId(balancer.networkInterfaceId())
                        .groups("sg-0a1b2c3d4e5f60100")));
  }

  @Test
  @DisplayName("[D] managed interfaces are listed on request only if their service hides them")
  void hidden() {
    load(
        """
        region: eu-west-1
        vpcs:
          - cidr: 10.40.0.0/16
            subnets: [{name: a, cidr: 10.40.1.0/24}]
            interfaces:
              - subnet: a
                manager: {requesterId: lambda, type: lambda, principal: lambda.amazonaws.com, hidden: true}
        """);
    assertThat(cloud.ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    assertThat(
            cloud
                .ec2
                .describeNetworkInterfaces(
                    r ->
                        r.overrideConfiguration(
                            o -> o.putRawQueryParameter("IncludeManagedResources", "true")))
                .networkInterfaces())
        .hasSize(1);
  }

  @Test
  @DisplayName("rules refer to groups of the scene and over peerings, which may be gone by now")
  void references() {
    load(
        """
        region: eu-west-1
        prefixLists:
          - {id: pl-0a1b2c3d4e5f60001, name: offices, maxEntries: 2, entries: [{cidr: 198.51.100.0/24}]}
        vpcs:
          - id: vpc-0a1b2c3d4e5f60001
            cidr: 10.50.0.0/16
            groups:
              - name: web
                ingress: [{port: 443, prefixList: pl-0a1b2c3d4e5f60001}]
                egress: [{port: 3306, group: sg-0a1b2c3d4e5f60002}]
          - id: vpc-0a1b2c3d4e5f60002
            cidr: 10.51.0.0/16
            groups: [{id: sg-0a1b2c3d4e5f60002, name: db}]
        peerings:
          - {requester: vpc-0a1b2c3d4e5f60001, accepter: vpc-0a1b2c3d4e5f60002, status: deleted}
        behaviour: {denied: [DeleteVpc]}
        """);
    cloud.simulator.world().clock().advance(Duration.ofSeconds(1));
    assertThat(
            cloud
                .ec2
                .describeStaleSecurityGroups(r -> r.vpcId("vpc-0a1b2c3d4e5f60001"))
                .staleSecurityGroupSet())
        .hasSize(1);
    refused(
        "UnauthorizedOperation", () -> cloud.ec2.deleteVpc(r -> r.vpcId("vpc-0a1b2c3d4e5f60001")));
  }

  @Test
  @DisplayName("mistakes are told with their place in the file")
  void mistakes() {
    assertThatThrownBy(() -> load("region: eu-west-1\nvpcs: [{cidr: 10.0.0.0/16, colour: red}]"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("scene.yaml: vpcs[0].colour: there is no such field here");
    assertThatThrownBy(() -> load("region: eu-west-1\nvpcs: [{id: vpc-1, cidr: 10.0.0.0/16}]"))
        .hasMessageContaining("vpcs[0].id: 'vpc-1' is no id of this kind");
    assertThatThrownBy(
            () ->
                load(
                    """
                    region: eu-west-1
                    vpcs:
                      - cidr: 10.40.0.0/16
                        groups: [{name: web, ingress: [{port: 80, cidr: 10.0.0.300/8}]}]
                    """))
        .hasMessageContaining(
            "vpcs[0].groups[0].ingress[0]: AuthorizeSecurityGroupIngress: InvalidParameterValue:"
                + " CIDR block 10.0.0.300/8 is malformed");
    assertThatThrownBy(() -> load("vpcs: []")).hasMessageContaining("region: is missing");
  }
}
