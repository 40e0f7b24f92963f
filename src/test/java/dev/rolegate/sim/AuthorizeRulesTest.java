package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.permission;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static dev.rolegate.sim.Cloud.tcpFrom;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class AuthorizeRulesTest extends CloudTest {

  @Test
  @DisplayName("[D] the answer lists every rule that was added, with id, ARN, tags and description")
  void answer() {
    String web = cloud.group("web");
    AuthorizeSecurityGroupIngressResponse answer =
        cloud.ec2.authorizeSecurityGroupIngress(
            r ->
                r.groupId(web)
                    .ipPermissions(
                        tcp(443, "10.0.0.0/8").toBuilder()
                            .ipRanges(
                                IpRange.builder().cidrIp("10.0.0.0/8").description("staff").build(),
                                IpRange.builder().cidrIp("172.16.0.0/12").build())
                            .build(),
                        tcpFrom(80, web))
                    .tagSpecifications(Cloud.tagged("security-group-rule", "role", "web")));
    assertThat(answer.returnValue()).isTrue();
    assertThat(answer.securityGroupRules())
        .hasSize(3)
        .allSatisfy(
            rule -> {
              assertThat(rule.securityGroupRuleId()).matches("sgr-[0-9a-f]{17}");
              assertThat(rule.securityGroupRuleArn())
                  .isEqualTo(
                      "arn:aws:ec2:eu-west-1:111122223333:security-group-rule/"
                          + rule.securityGroupRuleId());
              assertThat(rule.groupId()).isEqualTo(web);
              assertThat(rule.groupOwnerId()).isEqualTo(Cloud.ACCOUNT);
              assertThat(rule.isEgress()).isFalse();
              assertThat(rule.tags())
                  .containsExactly(Tag.builder().key("role").value("web").build());
            });
    SecurityGroupRule staff = answer.securityGroupRules().get(0);
    assertThat(staff.description()).isEqualTo("staff");
    assertThat(staff.cidrIpv4()).isEqualTo("10.0.0.0/8");
    assertThat(staff.fromPort()).isEqualTo(443);
    SecurityGroupRule self = answer.securityGroupRules().get(2);
    assertThat(self.referencedGroupInfo().groupId()).isEqualTo(web);
    assertThat(self.referencedGroupInfo().userId()).isEqualTo(Cloud.ACCOUNT);
    assertThat(self.referencedGroupInfo().vpcId()).isNull();
  }

  @Test
  @DisplayName("[D] outbound rules go to the outbound side")
  void egress() {
    String web = cloud.group("web");
    var answer =
        cloud.ec2.authorizeSecurityGroupEgress(
            r -> r.groupId(web).ipPermissions(tcp(443, "10.0.0.0/8")));
    assertThat(answer.securityGroupRules()).singleElement().matches(SecurityGroupRule::isEgress);
    assertThat(cloud.describe(web).ipPermissions()).isEmpty();
    assertThat(cloud.describe(web).ipPermissionsEgress()).hasSize(2);
  }

  @Test
  @DisplayName("[R] the duplicate's text spells out the rule; a description makes no other rule")
  void duplicate() {
    String web = cloud.group("web");
    cloud.allow(web, tcp(443, "0.0.0.0/0"));
    refused(
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW\" already"
            + " exists",
        () ->
            cloud.allow(
                web,
                tcp(443, "0.0.0.0/0").toBuilder()
                    .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").description("other").build())
                    .build()));
    refused(
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already exists",
        () ->
            cloud.ec2.authorizeSecurityGroupEgress(
                r -> r.groupId(web).ipPermissions(permission("-1", null, null, "0.0.0.0/0"))));
    cloud.allow(web, tcpFrom(443, web));
    refused(
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: "
            + web
            + ", TCP, from port: 443, to port: 443, ALLOW\" already"
            + " exists",
        () ->
            cloud.allow(
                web,
                Cloud.tcpWith(
                    443,
                    b ->
                        b.userIdGroupPairs(
                            UserIdGroupPair.builder().groupId(web).description("x").build()))));
  }

  @Test
  @DisplayName("[D] the same permission inbound and outbound, and other ports, are other rules")
  void notDuplicate() {
    String web = cloud.group("web");
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    cloud.allow(web, permission("tcp", 443, 444, "10.0.0.0/8"));
    cloud.allow(web, permission("udp", 443, 443, "10.0.0.0/8"));
    cloud.ec2.authorizeSecurityGroupEgress(
        r -> r.groupId(web).ipPermissions(tcp(443, "10.0.0.0/8")));
    assertThat(cloud.rules(web, false)).hasSize(3);
  }

  @Test
  @DisplayName(
      "[R] the same permission twice in one request is another error, and nothing is added")
  void twiceInOneRequest() {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        "The same permission must not appear multiple times",
        () ->
            cloud.ec2.authorizeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .ipPermissions(
                            tcp(80, "10.0.0.0/8"),
                            tcp(443, "10.0.0.0/8"),
                            permission("6", 443, 443, "10.1.2.3/8"))));
    assertThat(cloud.describe(web).ipPermissions()).isEmpty();
  }

  @Test
  @DisplayName("[I] one rule that exists already keeps the whole request from having an effect")
  void allOrNothing() {
    String web = cloud.group("web");
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    refused(
        "InvalidPermission.Duplicate",
        () ->
            cloud.ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(web).ipPermissions(tcp(80, "10.0.0.0/8"), tcp(443, "10.0.0.0/8"))));
    assertThat(cloud.rules(web, false)).hasSize(1);
  }

  @Test
  @DisplayName("[R] a permission without a source, and a request without permissions")
  void nothingToDo() {
    String web = cloud.group("web");
    refused(
        "MissingParameter",
        "Missing source specification: include source security group or CIDR information",
        () -> cloud.allow(web, Cloud.tcpWith(443, b -> b)));
    refused("MissingParameter", () -> cloud.ec2.authorizeSecurityGroupIngress(r -> r.groupId(web)));
    refused(
        "MissingParameter",
        "Source group ID missing.",
        () ->
            cloud.allow(
                web,
                Cloud.tcpWith(
                    443,
                    b ->
                        b.userIdGroupPairs(
                            UserIdGroupPair.builder().userId(Cloud.ACCOUNT).build()))));
  }

  @Test
  @DisplayName("[R] a rule's description: at most 255 characters of the set")
  void descriptions() {
    String web = cloud.group("web");
    for (String text : List.of("it's", "d".repeat(256), "naïve", "a?b")) {
      refused(
          "InvalidParameterValue",
          "Invalid rule description. Valid descriptions are strings less than 256 characters from"
              + " the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
          () -> cloud.allow(web, described(text)));
    }
    assertThat(cloud.allow(web, described("d".repeat(255))).description()).hasSize(255);
  }

  private static IpPermission described(String text) {
    return Cloud.tcpWith(
        443, b -> b.ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description(text).build()));
  }

  @Test
  @DisplayName("[D] the flat form adds one IPv4 rule; with IpPermissions as well it is refused [I]")
  void flatForm() {
    String web = cloud.group("web");
    var answer =
        cloud.ec2.authorizeSecurityGroupIngress(
            r -> r.groupId(web).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("10.0.0.1/8"));
    assertThat(answer.securityGroupRules().get(0).cidrIpv4()).isEqualTo("10.0.0.0/8");
    refused(
        "InvalidParameterCombination",
        () ->
            cloud.ec2.authorizeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .ipProtocol("tcp")
                        .fromPort(23)
                        .toPort(23)
                        .cidrIp("10.0.0.0/8")
                        .ipPermissions(tcp(24, "10.0.0.0/8"))));
    refused(
        "MissingParameter",
        "Missing source specification: include source security group or CIDR information",
        () ->
            cloud.ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(web).ipProtocol("tcp").fromPort(22).toPort(22)));
  }

  @Test
  @DisplayName(
      "[D] in the default VPC groups can be named, and a source group opens TCP, UDP, ICMP")
  void byName() {
    cloud.ec2.createSecurityGroup(r -> r.groupName("a").description("d"));
    cloud.ec2.createSecurityGroup(r -> r.groupName("b").description("d"));
    var answer =
        cloud.ec2.authorizeSecurityGroupIngress(r -> r.groupName("a").sourceSecurityGroupName("b"));
    assertThat(answer.securityGroupRules())
        .extracting(SecurityGroupRule::ipProtocol)
        .containsExactly("tcp", "udp", "icmp");
  }

  @Test
  @DisplayName("[D] the flat form is not supported for outbound rules")
  void flatEgress() {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        () ->
            cloud.ec2.authorizeSecurityGroupEgress(
                r -> r.groupId(web).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0")));
  }

  @Test
  @DisplayName("[D] tags of a rule must be specified for a security-group-rule")
  void wrongTagType() {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        () ->
            cloud.ec2.authorizeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .ipPermissions(tcp(443, "10.0.0.0/8"))
                        .tagSpecifications(Cloud.tagged("security-group", "a", "b"))));
  }

  @Test
  @DisplayName("[L] a rule that is made again has a new id")
  void newIds() {
    String web = cloud.group("web");
    String first = cloud.allow(web, tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web).securityGroupRuleIds(first));
    assertThat(cloud.allow(web, tcp(443, "10.0.0.0/8")).securityGroupRuleId()).isNotEqualTo(first);
  }
}
