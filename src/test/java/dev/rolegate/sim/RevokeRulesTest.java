package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.permission;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static dev.rolegate.sim.Cloud.tcp6;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;

class RevokeRulesTest extends CloudTest {
  private String web;

  @BeforeEach
  void group() {
    web = cloud.group("web");
  }

  @Test
  @DisplayName("[D] by permission, without its description; the answer tells what was revoked")
  void byPermission() {
    var rule =
        cloud.allow(
            web,
            Cloud.tcpWith(
                443,
                b ->
                    b.ipRanges(
                        IpRange.builder().cidrIp("10.0.0.0/8").description("staff").build())));
    var answer =
        cloud.ec2.revokeSecurityGroupIngress(
            r -> r.groupId(web).ipPermissions(tcp(443, "10.0.0.0/8")));
    assertThat(answer.returnValue()).isTrue();
    assertThat(answer.unknownIpPermissions()).isEmpty();
    RevokedSecurityGroupRule revoked = answer.revokedSecurityGroupRules().get(0);
    assertThat(revoked.securityGroupRuleId()).isEqualTo(rule.securityGroupRuleId());
    assertThat(revoked.groupId()).isEqualTo(web);
    assertThat(revoked.isEgress()).isFalse();
    assertThat(revoked.ipProtocol()).isEqualTo("tcp");
    assertThat(revoked.fromPort()).isEqualTo(443);
    assertThat(revoked.cidrIpv4()).isEqualTo("10.0.0.0/8");
    assertThat(revoked.description()).isEqualTo("staff");
    assertThat(cloud.describe(web).ipPermissions()).isEmpty();
  }

  @Test
  @DisplayName("[D] other spellings of the protocol and the block name the same rule")
  void otherSpelling() {
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    cloud.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(web).ipPermissions(permission("6", 443, 443, "10.9.9.9/8")));
    assertThat(cloud.describe(web).ipPermissions()).isEmpty();
  }

  @Test
  @DisplayName("[D] outside the default VPC a missing rule fails the call and nothing is revoked")
  void missingRule() {
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    refused(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
        () ->
            cloud.ec2.revokeSecurityGroupIngress(
                r -> r.groupId(web).ipPermissions(tcp(443, "10.0.0.0/8"), tcp(80, "10.0.0.0/8"))));
    assertThat(cloud.rules(web, false)).hasSize(1);
  }

  @Test
  @DisplayName(
      "[I] the same for outbound rules; [C] ::/0 in a VPC without IPv6 is not there either")
  void missingEgress() {
    refused(
        "InvalidPermission.NotFound",
        () ->
            cloud.ec2.revokeSecurityGroupEgress(
                r -> r.groupId(web).ipPermissions(tcp(443, "10.0.0.0/8"))));
    refused(
        "InvalidPermission.NotFound",
        () ->
            cloud.ec2.revokeSecurityGroupEgress(
                r -> r.groupId(web).ipPermissions(tcp6(443, "::/0"))));
  }

  @Test
  @DisplayName("[D] in the default VPC the missing ones are listed and the others revoked")
  void defaultVpc() {
    String old = cloud.ec2.createSecurityGroup(r -> r.groupName("o").description("d")).groupId();
    cloud.allow(old, tcp(443, "10.0.0.0/8"));
    var answer =
        cloud.ec2.revokeSecurityGroupIngress(
            r -> r.groupId(old).ipPermissions(tcp(443, "10.0.0.0/8"), tcp(80, "10.0.0.0/8")));
    assertThat(answer.returnValue()).isTrue();
    assertThat(answer.unknownIpPermissions()).hasSize(1);
    assertThat(answer.unknownIpPermissions().get(0).fromPort()).isEqualTo(80);
    assertThat(answer.unknownIpPermissions().get(0).ipRanges())
        .isEqualTo(tcp(80, "10.0.0.0/8").ipRanges());
    assertThat(answer.revokedSecurityGroupRules()).hasSize(1);
    assertThat(cloud.describe(old).ipPermissions()).isEmpty();
  }

  @Test
  @DisplayName("[C] the outbound rule of a new group is revoked with ports 0 and 0")
  void defaultEgress() {
    cloud.ec2.revokeSecurityGroupEgress(
        r -> r.groupId(web).ipPermissions(permission("-1", 0, 0, "0.0.0.0/0")));
    assertThat(cloud.describe(web).ipPermissionsEgress()).isEmpty();
  }

  @Test
  @DisplayName("[L] by rule id; an id that is gone is not found, and then nothing is revoked")
  void byId() {
    String first = cloud.allow(web, tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    String second = cloud.allow(web, tcp(80, "10.0.0.0/8")).securityGroupRuleId();
    cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web).securityGroupRuleIds(first));
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '" + first + "' does not exist",
        () ->
            cloud.ec2.revokeSecurityGroupIngress(
                r -> r.groupId(web).securityGroupRuleIds(second, first)));
    assertThat(cloud.rules(web, false)).hasSize(1);
  }

  @Test
  @DisplayName("[I] ids of the other direction or of another group are not found")
  void foreignIds() {
    String inbound = cloud.allow(web, tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            cloud.ec2.revokeSecurityGroupEgress(r -> r.groupId(web).securityGroupRuleIds(inbound)));
    String db = cloud.group("db");
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(db).securityGroupRuleIds(inbound)));
  }

  @Test
  @DisplayName(
      "[E] ids without sgr- in front or too long behind it are malformed, short ones missing")
  void malformedIds() {
    for (String id : new String[] {"rule", "SGR-0123456789abcdef0", "sgr-0123456789abcdef01"}) {
      refused(
          "InvalidSecurityGroupRuleId.Malformed",
          () -> cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web).securityGroupRuleIds(id)));
    }
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            cloud.ec2.revokeSecurityGroupIngress(
                r -> r.groupId(web).securityGroupRuleIds("sgr-x")));
  }

  @Test
  @DisplayName("[R] neither permissions nor ids; [I] both")
  void oneForm() {
    refused(
        "MissingParameter",
        "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
        () -> cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web)));
    refused(
        "InvalidParameterCombination",
        () ->
            cloud.ec2.revokeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .securityGroupRuleIds("sgr-0123456789abcdef0")
                        .ipPermissions(tcp(443, "10.0.0.0/8"))));
  }

  @Test
  @DisplayName("[D] references are revoked by the group's id; the answer names the group")
  void reference() {
    String db = cloud.group("db");
    cloud.allow(web, Cloud.tcpFrom(443, db));
    var answer =
        cloud.ec2.revokeSecurityGroupIngress(
            r -> r.groupId(web).ipPermissions(Cloud.tcpFrom(443, db)));
    assertThat(answer.revokedSecurityGroupRules().get(0).referencedGroupId()).isEqualTo(db);
  }

  @Test
  @DisplayName("[D] the flat form revokes too")
  void flatForm() {
    cloud.allow(web, tcp(22, "10.0.0.0/8"));
    cloud.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(web).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("10.0.0.0/8"));
    assertThat(cloud.rules(web, false)).isEmpty();
  }
}
