package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Vpc;

class NetworksTest extends CloudTest {
  private String subnetId;

  @BeforeEach
  void addSubnet() {
    subnetId = subnet(cloud.vpcId, "10.0.1.0/24");
  }

  private String subnet(String vpcId, String cidr) {
    return cloud.ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr)).subnet().subnetId();
  }

  private NetworkInterface card(String... groups) {
    return cloud
        .ec2
        .createNetworkInterface(r -> r.subnetId(subnetId).groups(groups))
        .networkInterface();
  }

  private List<String> groupsOf(String interfaceId) {
    return cloud
        .ec2
        .describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .get(0)
        .groups()
        .stream()
        .map(GroupIdentifier::groupId)
        .toList();
  }

  @Test
  @DisplayName("[D] each new VPC has a default group; with IPv6 it opens both families outbound")
  void createVpc() {
    Vpc vpc =
        cloud
            .ec2
            .createVpc(r -> r.cidrBlock("10.8.0.0/16").amazonProvidedIpv6CidrBlock(true))
            .vpc();
    assertThat(vpc.stateAsString()).isEqualTo("pending");
    assertThat(vpc.ipv6CidrBlockAssociationSet().get(0).ipv6CidrBlock()).endsWith("/56");
    var groups = cloud.ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc.vpcId())));
    assertThat(groups.securityGroups()).hasSize(1);
    IpPermission egress = groups.securityGroups().get(0).ipPermissionsEgress().get(0);
    assertThat(egress.ipRanges()).hasSize(1);
    assertThat(egress.ipv6Ranges()).hasSize(1);
  }

  @Test
  @DisplayName("[D] IPv6 added later opens only groups whose outbound rules nobody changed")
  void ipv6Later() {
    String untouched = cloud.group("untouched");
    String touched = cloud.group("touched");
    String rule = cloud.rules(touched, true).get(0).securityGroupRuleId();
    cloud.ec2.revokeSecurityGroupEgress(r -> r.groupId(touched).securityGroupRuleIds(rule));
    cloud.ec2.associateVpcCidrBlock(r -> r.vpcId(cloud.vpcId).amazonProvidedIpv6CidrBlock(true));
    assertThat(cloud.describe(untouched).ipPermissionsEgress().get(0).ipv6Ranges()).hasSize(1);
    assertThat(cloud.describe(touched).ipPermissionsEgress()).isEmpty();
  }

  @Test
  @DisplayName("[D] a VPC with subnets or groups of one's own is not deleted")
  void deleteVpc() {
    refused("DependencyViolation", () -> cloud.ec2.deleteVpc(r -> r.vpcId(cloud.vpcId)));
    cloud.ec2.deleteSubnet(r -> r.subnetId(subnetId));
    cloud.ec2.deleteVpc(r -> r.vpcId(cloud.vpcId));
    refused(
        "InvalidVpcID.NotFound",
        "The vpc ID '" + cloud.vpcId + "' does not exist",
        () -> cloud.ec2.describeVpcs(r -> r.vpcIds(cloud.vpcId)));
  }

  @Test
  @DisplayName("[D] VPCs come in pages of 5 to 1000 and by filters; unknown filters are refused")
  void describeVpcs() {
    for (int i = 1; i <= 7; i++) {
      String cidr = "10." + i + ".0.0/16";
      cloud.ec2.createVpc(r -> r.cidrBlock(cidr));
    }
    assertThat(cloud.ec2.describeVpcsPaginator(r -> r.maxResults(5)).vpcs()).hasSize(9);
    assertThat(cloud.ec2.describeVpcs(r -> r.filters(filter("cidr", "10.3.0.0/16"))).vpcs())
        .hasSize(1);
    refused("InvalidParameterValue", () -> cloud.ec2.describeVpcs(r -> r.maxResults(4)));
    refused(
        "InvalidParameterValue",
        "The filter 'colour' is invalid",
        () -> cloud.ec2.describeVpcs(r -> r.filters(filter("colour", "red"))));
  }

  @Test
  @DisplayName("[D] subnets lie within their VPC and apart from each other")
  void subnets() {
    refused("InvalidSubnet.Range", () -> subnet(cloud.vpcId, "10.9.0.0/24"));
    refused("InvalidSubnet.Conflict", () -> subnet(cloud.vpcId, "10.0.1.128/25"));
  }

  @Test
  @DisplayName("[D] an interface gets the VPC's default group if none is named")
  void defaultGroup() {
    NetworkInterface made = card();
    assertThat(made.groups()).extracting(GroupIdentifier::groupName).containsExactly("default");
    assertThat(made.privateIpAddress()).isEqualTo("10.0.1.4");
  }

  @Test
  @DisplayName("[D] groups given to an interface replace all that it had")
  void replaceGroups() {
    String a = cloud.group("a");
    String b = cloud.group("b");
    String id = card(a).networkInterfaceId();
    cloud.ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id).groups(b));
    assertThat(groupsOf(id)).containsExactly(b);
    refused(
        "InvalidParameterCombination",
        () -> cloud.ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id)));
    refused(
        "InvalidGroup.NotFound",
        () ->
            cloud.ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(id).groups(a, "sg-0123456789abcdef0")));
    assertThat(groupsOf(id)).as("after a refusal").containsExactly(b);
  }

  @Test
  @DisplayName("[D] an interface has at most five groups")
  void fiveGroups() {
    String id = card().networkInterfaceId();
    List<String> six = List.of("a", "b", "c", "d", "e", "f").stream().map(cloud::group).toList();
    refused(
        "SecurityGroupsPerInterfaceLimitExceeded",
        () -> cloud.ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id).groups(six)));
    cloud.ec2.modifyNetworkInterfaceAttribute(
        r -> r.networkInterfaceId(id).groups(six.subList(0, 5)));
    assertThat(groupsOf(id)).hasSize(5);
  }

  @Test
  @DisplayName("[R] a group of another VPC belongs to a different network")
  void foreignGroup() {
    String id = card().networkInterfaceId();
    String other = cloud.group(cloud.addVpc(Cloud.ACCOUNT, List.of()), "other");
    refused(
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
        () ->
            cloud.ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id).groups(other)));
  }

  @Test
  @DisplayName("[D] a group on an interface is not deleted until the interface is")
  void groupInUse() {
    String group = cloud.group("used");
    String id = card(group).networkInterfaceId();
    refused(
        "DependencyViolation",
        "resource " + group + " has a dependent object",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(group)));
    cloud.ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(group));
  }

  @Test
  @DisplayName("[D] interfaces are found by group, subnet and status; ids exclude page sizes")
  void findInterfaces() {
    String group = cloud.group("web");
    String id = card(group).networkInterfaceId();
    card();
    var found =
        cloud.ec2.describeNetworkInterfaces(
            r ->
                r.filters(
                    filter("group-id", group),
                    filter("group-name", "w*"),
                    filter("subnet-id", subnetId),
                    filter("status", "available"),
                    filter("requester-managed", "false")));
    assertThat(found.networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly(id);
    refused(
        "InvalidParameterCombination",
        () -> cloud.ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id).maxResults(5)));
    refused(
        "InvalidNetworkInterfaceID.NotFound",
        "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
        () -> groupsOf("eni-0123456789abcdef0"));
  }

  @Test
  @DisplayName("[D] a creation repeated with its client token makes nothing more")
  void clientToken() {
    NetworkInterface first = tokened("10.0.1.20");
    assertThat(tokened("10.0.1.20").networkInterfaceId()).isEqualTo(first.networkInterfaceId());
    refused("IdempotentParameterMismatch", () -> tokened("10.0.1.21"));
  }

  private NetworkInterface tokened(String address) {
    return cloud
        .ec2
        .createNetworkInterface(
            r -> r.subnetId(subnetId).privateIpAddress(address).clientToken("once"))
        .networkInterface();
  }
}
