package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.scenario.ScenarioException;
import dev.rolegate.sim.state.ServiceResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** What a scene says of other services, and of the versions of launch templates. */
class ServiceScenarioTest extends CloudTest {
  private static final String NETWORK =
      """
      region: eu-west-1
      vpcs:
        - id: vpc-0a1b2c3d4e5f60001
          cidr: 10.50.0.0/16
          subnets: [{id: subnet-0a1b2c3d4e5f60001, name: a, cidr: 10.50.1.0/24}]
          groups: [{id: sg-0a1b2c3d4e5f60001, name: legacy}, {id: sg-0a1b2c3d4e5f60002, name: old}]
        - id: vpc-0a1b2c3d4e5f60002
          cidr: 10.51.0.0/16
          groups: [{id: sg-0a1b2c3d4e5f60003, name: legacy}]
      """;

  @TempDir private Path directory;

  private void load(String yaml) {
    try {
      cloud.simulator.load(Files.writeString(directory.resolve("scene.yaml"), NETWORK + yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ServiceResource> there() {
    return cloud.simulator.services().all(Cloud.REGION, Cloud.ACCOUNT);
  }

  @Test
  @DisplayName("groups and subnets are named by name or id, parts have their own")
  void services() {
    load(
        """
        services:
          - kind: AWS::Lambda::Function
            name: report
            vpc: vpc-0a1b2c3d4e5f60001
            groups: [legacy, sg-0aaaaaaaaaaaaaaa1]
            subnets: [a]
            facts: {State: Inactive}
            parts: [{name: "1", groups: [old]}]
        """);
    assertThat(there()).hasSize(1);
    ServiceResource one = there().get(0);
    assertThat(one.groups()).containsExactly("sg-0a1b2c3d4e5f60001", "sg-0aaaaaaaaaaaaaaa1");
    assertThat(one.subnets()).containsExactly("subnet-0a1b2c3d4e5f60001");
    assertThat(one.vpcId()).isEqualTo("vpc-0a1b2c3d4e5f60001");
    assertThat(one.parts().get(0).groups()).containsExactly("sg-0a1b2c3d4e5f60002");
    assertThat(
            new OtherServices(cloud.simulator, Cloud.ACCOUNT)
                .get("lambda", "/2015-03-31/functions")
                .body())
        .contains("\"State\":\"Inactive\"");
  }

  @Test
  @DisplayName("Spot requests get an id where none is given, and tags")
  void spot() {
    load(
        """
        services:
          - {kind: AWS::EC2::SpotInstanceRequest, groups: [old], tags: {team: shop}}
        """);
    var found = cloud.ec2.describeSpotInstanceRequests().spotInstanceRequests();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).spotInstanceRequestId()).matches("sir-[0-9a-f]{8}");
    assertThat(found.get(0).launchSpecification().securityGroups().get(0).groupId())
        .isEqualTo("sg-0a1b2c3d4e5f60002");
    assertThat(found.get(0).launchSpecification().securityGroups().get(0).groupName())
        .isEqualTo("old");
    assertThat(found.get(0).tags().get(0).value()).isEqualTo("shop");
  }

  @Test
  @DisplayName("launch templates have several versions, and any as the default")
  void templates() {
    load(
        """
        launchTemplates:
          - name: fleet
            parameters: {SecurityGroupId.1: sg-0a1b2c3d4e5f60001}
            versions:
              - {SecurityGroupId.1: sg-0a1b2c3d4e5f60002}
              - {NetworkInterface.1.DeviceIndex: "0",
                 NetworkInterface.1.SecurityGroupId.1: sg-0a1b2c3d4e5f60003}
            defaultVersion: 2
        """);
    List<LaunchTemplateVersion> versions =
        cloud
            .ec2
            .describeLaunchTemplateVersions(r -> r.launchTemplateName("fleet"))
            .launchTemplateVersions();
    assertThat(versions)
        .extracting(LaunchTemplateVersion::versionNumber)
        .containsExactly(1L, 2L, 3L);
    assertThat(versions)
        .extracting(LaunchTemplateVersion::defaultVersion)
        .containsExactly(false, true, false);
    assertThat(versions.get(1).launchTemplateData().securityGroupIds())
        .containsExactly("sg-0a1b2c3d4e5f60002");
    assertThat(versions.get(2).launchTemplateData().networkInterfaces().get(0).groups())
        .containsExactly("sg-0a1b2c3d4e5f60003");
  }

  @Test
  @DisplayName("the scene of the documentation can be played")
  void documented() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/simulator-network.md"));
    String scene = page.replaceFirst("(?s).*?```yaml\n(.*?)```.*", "$1");
    cloud.simulator.load(Files.writeString(directory.resolve("documented.yaml"), scene));
    assertThat(there())
        .extracting(ServiceResource::kind)
        .containsExactlyInAnyOrder(
            "AWS::Lambda::Function",
            "AWS::ECS::Service",
            "AWS::EC2::SpotInstanceRequest",
            "AWS::Config::ConfigurationRecorder",
            "AWS::MSK::Cluster");
    assertThat(cloud.ec2.describeLaunchTemplates().launchTemplates().get(0).defaultVersionNumber())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("mistakes are told with their place in the file")
  void mistakes() {
    wrong("{kind: Function, name: x}", "services[0].kind: 'Function' must be CloudFormation's");
    wrong("{kind: 'AWS::Lambda::Function'}", "services[0].name: is missing");
    wrong(
        "{kind: 'AWS::Lambda::Function', name: x, groups: [legacy]}",
        "services[0].groups: there are several groups 'legacy'; give vpc, or the id");
    wrong(
        "{kind: 'AWS::Lambda::Function', name: x, groups: [none]}",
        "services[0].groups: there is no group 'none'");
    wrong(
        "{kind: 'AWS::Lambda::Function', name: x, subnets: [none]}",
        "services[0].subnets: there is no subnet 'none'");
    wrong(
        "{kind: 'AWS::Lambda::Function', name: x, tags: {a: b}}",
        "services[0].tags: only kinds of EC2 have tags here");
    wrong("{kind: 'AWS::EC2::SpotFleet', name: x}", "services[0].name: 'x' is no id of this kind");
    wrong(
        "{kind: 'AWS::Lambda::Function', name: x, colour: red}",
        "services[0].colour: there is no such field here");
  }

  private void wrong(String resource, String message) {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
      Path file =
          Files.writeString(
              directory.resolve("wrong.yaml"), NETWORK + "services: [" + resource + "]\n");
      assertThatThrownBy(() -> simulator.load(file))
          .isInstanceOf(ScenarioException.class)
          .hasMessageContaining("wrong.yaml: " + message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
