package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

class InstancesTest extends CloudTest {
  private String subnetId;
  private String web;

  @Override
  SimulatorOptions options() {
    return SimulatorOptions.defaults().withClock(Optional.empty(), 0);
  }

  @BeforeEach
  void addSubnet() {
    subnetId =
        cloud
            .ec2
            .createSubnet(r -> r.vpcId(cloud.vpcId).cidrBlock("10.0.1.0/24"))
            .subnet()
            .subnetId();
    web = cloud.group("web");
  }

  private Instance run(Consumer<RunInstancesRequest.Builder> more) {
    return cloud
        .ec2
        .runInstances(
            r -> {
              r.imageId("ami-0123456789abcdef0").minCount(1).maxCount(1);
              more.accept(r);
            })
        .instances()
        .get(0);
  }

  private Instance inSubnet(String... groups) {
    return run(r -> r.subnetId(subnetId).securityGroupIds(groups));
  }

  private Instance describe(String id) {
    return cloud
        .ec2
        .describeInstances(r -> r.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private void settle() {
    cloud.simulator.world().clock().advance(Duration.ofSeconds(1));
  }

  private static List<String> groups(Instance instance) {
    return instance.securityGroups().stream().map(GroupIdentifier::groupId).toList();
  }

  @Test
  @DisplayName("[D] an instance is pending, then running, with its groups and its tags")
  void run() {
    Instance started =
        run(
            r ->
                r.subnetId(subnetId)
                    .securityGroupIds(web)
                    .tagSpecifications(
                        Cloud.tagged("instance", "Name", "web-1"),
                        Cloud.tagged("network-interface", "Name", "web-1-eth0")));
    assertThat(started.state().nameAsString()).isEqualTo("pending");
    assertThat(groups(started)).containsExactly(web);
    assertThat(started.tags()).extracting(Tag::value).containsExactly("web-1");
    settle();
    assertThat(describe(started.instanceId()).state().nameAsString()).isEqualTo("running");
    assertThat(
            cloud
                .ec2
                .describeInstances(
                    r ->
                        r.filters(
                            filter("instance.group-id", web),
                            filter("network-interface.group-id", web),
                            filter("instance-state-name", "running"),
                            filter("tag:Name", "web-*")))
                .reservations())
        .hasSize(1);
    assertThat(
            cloud
                .ec2
                .describeNetworkInterfaces(r -> r.filters(filter("tag:Name", "web-1-eth0")))
                .networkInterfaces())
        .hasSize(1);
  }

  @Test
  @DisplayName("[D] termination frees the groups; interfaces not deleted with it become available")
  void terminate() {
    String id = inSubnet(web).instanceId();
    String extra =
        cloud
            .ec2
            .createNetworkInterface(r -> r.subnetId(subnetId))
            .networkInterface()
            .networkInterfaceId();
    cloud.ec2.attachNetworkInterface(
        r -> r.instanceId(id).networkInterfaceId(extra).deviceIndex(1));
    settle();
    cloud.ec2.terminateInstances(r -> r.instanceIds(id));
    refused("DependencyViolation", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)));
    settle();
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
    Instance gone = describe(id);
    assertThat(gone.state().nameAsString()).isEqualTo("terminated");
    assertThat(gone.securityGroups()).isEmpty();
    assertThat(gone.vpcId()).isNull();
    assertThat(
            cloud
                .ec2
                .describeNetworkInterfaces(r -> r.networkInterfaceIds(extra))
                .networkInterfaces()
                .get(0)
                .statusAsString())
        .isEqualTo("available");
    cloud.simulator.world().clock().advance(Duration.ofHours(2));
    refused("InvalidInstanceID.NotFound", () -> describe(id));
  }

  @Test
  @DisplayName("[R] an instance with several interfaces has no groups of its own to change")
  void severalInterfaces() {
    String id = inSubnet(web).instanceId();
    String other = cloud.group("other");
    cloud.ec2.modifyInstanceAttribute(r -> r.instanceId(id).groups(other));
    assertThat(groups(describe(id))).containsExactly(other);
    String extra =
        cloud
            .ec2
            .createNetworkInterface(r -> r.subnetId(subnetId))
            .networkInterface()
            .networkInterfaceId();
    cloud.ec2.attachNetworkInterface(
        r -> r.instanceId(id).networkInterfaceId(extra).deviceIndex(1));
    refused(
        "InvalidInstanceID",
        "There are multiple interfaces attached to instance '"
            + id
            + "'. Please specify an interface ID for the operation instead.",
        () -> cloud.ec2.modifyInstanceAttribute(r -> r.instanceId(id).groups(web)));
  }

  @Test
  @DisplayName("[D] a launch needs groups that exist, of the subnet's VPC, at most five")
  void launchGroups() {
    refused("InvalidGroup.NotFound", () -> inSubnet("sg-0123456789abcdef0"));
    String foreign = cloud.group(cloud.addVpc(Cloud.ACCOUNT, List.of()), "foreign");
    refused(
        "InvalidParameter",
        "Security group " + foreign + " and subnet " + subnetId + " belong to different networks.",
        () -> inSubnet(foreign));
    String[] six =
        List.of("a", "b", "c", "d", "e", "f").stream().map(cloud::group).toArray(String[]::new);
    refused("SecurityGroupsPerInstanceLimitExceeded", () -> inSubnet(six));
    assertThat(run(r -> {}).securityGroups())
        .extracting(GroupIdentifier::groupName)
        .containsExactly("default");
  }

  @Test
  @DisplayName("[D] a template keeps group ids unchecked; a launch through it then fails")
  void launchTemplate() {
    cloud.ec2.createLaunchTemplate(
        r ->
            r.launchTemplateName("fleet")
                .launchTemplateData(d -> d.imageId("ami-0123456789abcdef0").securityGroupIds(web)));
    var versions =
        cloud.ec2.describeLaunchTemplateVersions(
            r -> r.launchTemplateName("fleet").versions("$Latest"));
    assertThat(versions.launchTemplateVersions().get(0).launchTemplateData().securityGroupIds())
        .containsExactly(web);
    assertThat(groups(fromTemplate())).containsExactly(web);
    cloud.ec2.terminateInstances(
        r ->
            r.instanceIds(
                cloud
                    .ec2
                    .describeInstances()
                    .reservations()
                    .get(0)
                    .instances()
                    .get(0)
                    .instanceId()));
    settle();
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
    refused("InvalidGroup.NotFound", this::fromTemplate);
  }

  private Instance fromTemplate() {
    return cloud
        .ec2
        .runInstances(
            r ->
                r.minCount(1)
                    .maxCount(1)
                    .subnetId(subnetId)
                    .launchTemplate(t -> t.launchTemplateName("fleet")))
        .instances()
        .get(0);
  }

  @Test
  @DisplayName("[D] stopped and started; what is pending cannot be stopped")
  void stopAndStart() {
    String id = inSubnet(web).instanceId();
    refused("IncorrectInstanceState", () -> cloud.ec2.stopInstances(r -> r.instanceIds(id)));
    settle();
    cloud.ec2.stopInstances(r -> r.instanceIds(id));
    assertThat(describe(id).state().nameAsString()).isEqualTo("stopping");
    settle();
    assertThat(describe(id).state().nameAsString()).isEqualTo("stopped");
    assertThat(groups(describe(id))).containsExactly(web);
    cloud.ec2.startInstances(r -> r.instanceIds(id));
    settle();
    assertThat(describe(id).state().nameAsString()).isEqualTo("running");
  }
}
