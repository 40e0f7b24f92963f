package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

class CreateSecurityGroupTest extends CloudTest {
  private static final String CHARACTERS =
      "strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

  @Test
  @DisplayName("[D] the answer has the id, the tags and the ARN; describe shows the group")
  void answer() {
    CreateSecurityGroupResponse made =
        cloud.ec2.createSecurityGroup(
            r ->
                r.vpcId(cloud.vpcId)
                    .groupName("web")
                    .description("Web servers")
                    .tagSpecifications(Cloud.tagged("security-group", "team", "shop")));
    assertThat(made.groupId()).matches("sg-[0-9a-f]{17}");
    assertThat(made.securityGroupArn())
        .isEqualTo("arn:aws:ec2:eu-west-1:111122223333:security-group/" + made.groupId());
    assertThat(made.tags()).extracting(Tag::key, Tag::value).hasSize(1);
    SecurityGroup group = cloud.describe(made.groupId());
    assertThat(group.groupName()).isEqualTo("web");
    assertThat(group.description()).isEqualTo("Web servers");
    assertThat(group.vpcId()).isEqualTo(cloud.vpcId);
    assertThat(group.ownerId()).isEqualTo(Cloud.ACCOUNT);
    assertThat(group.securityGroupArn()).isEqualTo(made.securityGroupArn());
    assertThat(group.tags()).isEqualTo(made.tags());
  }

  @Test
  @DisplayName("[D] a new group has no inbound rule and all outbound to 0.0.0.0/0")
  void defaultEgress() {
    SecurityGroup group = cloud.describe(cloud.group("web"));
    assertThat(group.ipPermissions()).isEmpty();
    assertThat(group.ipPermissionsEgress()).hasSize(1);
    IpPermission all = group.ipPermissionsEgress().get(0);
    assertThat(all.ipProtocol()).isEqualTo("-1");
    assertThat(all.fromPort()).isNull();
    assertThat(all.toPort()).isNull();
    assertThat(all.ipRanges()).extracting(r -> r.cidrIp()).containsExactly("0.0.0.0/0");
    assertThat(all.ipv6Ranges()).isEmpty();
  }

  @Test
  @DisplayName("[C] in a VPC with IPv6 a new group has all outbound to ::/0 as well")
  void defaultEgressIpv6() {
    String vpc = cloud.addVpc(Cloud.ACCOUNT, List.of("2001:db8:1::/56"));
    SecurityGroup group = cloud.describe(cloud.group(vpc, "web"));
    assertThat(group.ipPermissionsEgress()).hasSize(1);
    assertThat(group.ipPermissionsEgress().get(0).ipv6Ranges())
        .extracting(r -> r.cidrIpv6())
        .containsExactly("::/0");
  }

  @Test
  @DisplayName("[D] a group without a VPC goes into the default VPC")
  void intoDefaultVpc() {
    String id = cloud.ec2.createSecurityGroup(r -> r.groupName("a").description("b")).groupId();
    assertThat(cloud.describe(id).vpcId()).isNotEqualTo(cloud.vpcId).startsWith("vpc-");
  }

  @Test
  @DisplayName("[D] names are unique in a VPC whatever their case")
  void duplicateName() {
    cloud.group("Web");
    refused(
        "InvalidGroup.Duplicate",
        "The security group 'wEB' already exists for VPC '" + cloud.vpcId + "'",
        () -> cloud.group("wEB"));
    cloud.group(cloud.addVpc(Cloud.ACCOUNT, List.of()), "web");
  }

  @Test
  @DisplayName("[D] trailing spaces of a name are trimmed, so they make no new name")
  void trailingSpaces() {
    String id = cloud.group("web  ");
    assertThat(cloud.describe(id).groupName()).isEqualTo("web");
    refused("InvalidGroup.Duplicate", () -> cloud.group("web "));
  }

  @Test
  @DisplayName("[R] a name must not begin with sg-")
  void prefix() {
    refused(
        "InvalidParameterValue",
        "Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format"
            + " sg-*.",
        () -> cloud.group("sg-web"));
  }

  @Test
  @DisplayName("[D] the name default is reserved")
  void reserved() {
    refused("InvalidGroup.Reserved", () -> cloud.group("default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a'b", "a\"b", "a<b>", "a?b", "a|b", "a%b", "a~b", "a\\b", "a\tb", "a^b"})
  @DisplayName("[R] characters outside the set are refused in names and descriptions")
  void characters(String text) {
    refused("InvalidParameterValue", () -> cloud.group(text));
    refused(
        "InvalidParameterValue",
        "Invalid security group description. Valid descriptions are " + CHARACTERS,
        () ->
            cloud.ec2.createSecurityGroup(
                r -> r.vpcId(cloud.vpcId).groupName("ok").description(text)));
  }

  @Test
  @DisplayName("[D] every character of the set is accepted")
  void allCharacters() {
    String all = "aZ09 ._-:/()#,@[]+=&;{}!$*";
    String id =
        cloud
            .ec2
            .createSecurityGroup(r -> r.vpcId(cloud.vpcId).groupName(all).description(all))
            .groupId();
    assertThat(cloud.describe(id).groupName()).isEqualTo(all);
    assertThat(cloud.describe(id).description()).isEqualTo(all);
  }

  @Test
  @DisplayName("[R] characters beyond ASCII have an error of their own")
  void beyondAscii() {
    refused(
        "InvalidParameterValue",
        "Value (naïve) for parameter GroupDescription is invalid. Character sets beyond ASCII are"
            + " not supported.",
        () ->
            cloud.ec2.createSecurityGroup(
                r -> r.vpcId(cloud.vpcId).groupName("ok").description("naïve")));
  }

  @Test
  @DisplayName("[D] names and descriptions have at most 255 characters")
  void lengths() {
    cloud.group("n".repeat(255));
    refused("InvalidParameterValue", () -> cloud.group("n".repeat(256)));
    refused(
        "InvalidParameterValue",
        () ->
            cloud.ec2.createSecurityGroup(
                r -> r.vpcId(cloud.vpcId).groupName("ok").description("d".repeat(256))));
  }

  @Test
  @DisplayName("[D] a VPC that does not exist, and one whose id is malformed")
  void wrongVpc() {
    refused(
        "InvalidVpcID.NotFound",
        "The vpc ID 'vpc-0123456789abcdef0' does not exist",
        () -> cloud.group("vpc-0123456789abcdef0", "web"));
    refused("InvalidVpcID.Malformed", () -> cloud.group("net-1", "web"));
  }

  @Test
  @DisplayName("[D] name and description are required")
  void required() {
    refused(
        "MissingParameter",
        "The request must contain the parameter GroupName",
        () -> cloud.ec2.createSecurityGroup(r -> r.description("b")));
    refused(
        "MissingParameter",
        "The request must contain the parameter GroupDescription",
        () -> cloud.ec2.createSecurityGroup(r -> r.groupName("b")));
  }

  @Test
  @DisplayName("[D] without a default VPC a VPC must be named")
  void noDefaultVpc() {
    try (Cloud bare = new Cloud(SimulatorOptions.defaults().withDefaultVpc(false))) {
      refused(
          "VPCIdNotSpecified",
          () -> bare.ec2.createSecurityGroup(r -> r.groupName("a").description("b")));
    }
  }

  @Test
  @DisplayName("[D] the name of a deleted group is free again")
  void freedName() {
    String id = cloud.group("web");
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(id));
    assertThat(cloud.group("web")).isNotEqualTo(id);
  }

  @Test
  @DisplayName("[D] accounts and Regions do not see each other's groups")
  void separateWorlds() {
    String id = cloud.group("web");
    try (var other = cloud.client(Cloud.OTHER_ACCOUNT);
        var elsewhere = cloud.client(Cloud.ACCOUNT, "us-east-1")) {
      refused(
          "InvalidGroup.NotFound",
          "The security group '" + id + "' does not exist",
          () -> other.describeSecurityGroups(r -> r.groupIds(id)));
      refused(
          "InvalidGroup.NotFound",
          () ->
              elsewhere.authorizeSecurityGroupIngress(
                  r -> r.groupId(id).ipPermissions(Cloud.tcp(443, "10.0.0.0/8"))));
      assertThat(elsewhere.describeSecurityGroups().securityGroups())
          .extracting(SecurityGroup::groupName)
          .containsExactly("default");
    }
  }
}
