package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class RuleDescriptionsTest extends CloudTest {
  private String web;
  private String rule;

  @BeforeEach
  void group() {
    web = cloud.group("web");
    rule = cloud.allow(web, tcp(443, "10.0.0.0/8")).securityGroupRuleId();
  }

  private String text() {
    return cloud.rules(web, false).get(0).description();
  }

  private static IpPermission described(String text) {
    return Cloud.tcpWith(
        443, b -> b.ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description(text).build()));
  }

  private static SecurityGroupRuleDescription byId(String id, String text) {
    return SecurityGroupRuleDescription.builder().securityGroupRuleId(id).description(text).build();
  }

  @Test
  @DisplayName("[D] by permission: set, replaced, removed by leaving it out")
  void byPermission() {
    for (String text : new String[] {"one", "two", null}) {
      assertThat(
              cloud
                  .ec2
                  .updateSecurityGroupRuleDescriptionsIngress(
                      r -> r.groupId(web).ipPermissions(described(text)))
                  .returnValue())
          .isTrue();
      assertThat(text()).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("[D] by rule id: set, and removed by leaving it out")
  void byRuleId() {
    for (String text : new String[] {"one", null}) {
      cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
          r -> r.groupId(web).securityGroupRuleDescriptions(byId(rule, text)));
      assertThat(text()).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("[D] descriptions of references and of outbound rules")
  void otherKinds() {
    String db = cloud.group("db");
    String id = cloud.allow(db, Cloud.tcpFrom(3306, web)).securityGroupRuleId();
    cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
        r ->
            r.groupId(db)
                .ipPermissions(
                    Cloud.tcpWith(
                        3306,
                        b ->
                            b.userIdGroupPairs(
                                UserIdGroupPair.builder()
                                    .groupId(web)
                                    .description("from web")
                                    .build()))));
    assertThat(cloud.rules(db, false).get(0).description()).isEqualTo("from web");
    assertThat(cloud.describe(db).ipPermissions().get(0).userIdGroupPairs().get(0).description())
        .isEqualTo("from web");
    String outbound = cloud.rules(db, true).get(0).securityGroupRuleId();
    cloud.ec2.updateSecurityGroupRuleDescriptionsEgress(
        r -> r.groupId(db).securityGroupRuleDescriptions(byId(outbound, "all")));
    assertThat(cloud.rules(db, true).get(0).description()).isEqualTo("all");
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            cloud.ec2.updateSecurityGroupRuleDescriptionsEgress(
                r -> r.groupId(db).securityGroupRuleDescriptions(byId(id, "x"))));
  }

  @Test
  @DisplayName("[R] a rule that is not there is not found, and nothing is updated")
  void missing() {
    refused(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
        () ->
            cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
                r -> r.groupId(web).ipPermissions(described("x"), tcp(80, "10.0.0.0/8"))));
    assertThat(text()).isNull();
    refused(
        "InvalidSecurityGroupRuleId.Malformed",
        () ->
            cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
                r -> r.groupId(web).securityGroupRuleDescriptions(byId("x", "y"))));
  }

  @Test
  @DisplayName("[R] the same character set as on authorize")
  void characters() {
    refused(
        "InvalidParameterValue",
        () ->
            cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
                r -> r.groupId(web).securityGroupRuleDescriptions(byId(rule, "it's"))));
  }

  @Test
  @DisplayName("[D] either permissions or ids")
  void oneForm() {
    refused(
        "MissingParameter",
        () -> cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(r -> r.groupId(web)));
    refused(
        "InvalidParameterCombination",
        () ->
            cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
                r ->
                    r.groupId(web)
                        .ipPermissions(described("x"))
                        .securityGroupRuleDescriptions(byId(rule, "y"))));
  }
}
