package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;

class ModifyRulesTest extends CloudTest {
  private String web;
  private String rule;

  @BeforeEach
  void group() {
    web = cloud.group("web");
    rule =
        cloud
            .ec2
            .authorizeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .ipPermissions(tcp(443, "10.0.0.0/8"))
                        .tagSpecifications(Cloud.tagged("security-group-rule", "role", "web")))
            .securityGroupRules()
            .get(0)
            .securityGroupRuleId();
  }

  private static SecurityGroupRuleUpdate update(
      String id, Consumer<SecurityGroupRuleRequest.Builder> content) {
    return SecurityGroupRuleUpdate.builder()
        .securityGroupRuleId(id)
        .securityGroupRule(content)
        .build();
  }

  private static Consumer<SecurityGroupRuleRequest.Builder> tcpTo(int port, String cidr) {
    return b -> b.ipProtocol("tcp").fromPort(port).toPort(port).cidrIpv4(cidr);
  }

  private void modify(SecurityGroupRuleUpdate... updates) {
    assertThat(
            cloud
                .ec2
                .modifySecurityGroupRules(r -> r.groupId(web).securityGroupRules(updates))
                .returnValue())
        .isTrue();
  }

  private SecurityGroupRule read(String id) {
    return cloud
        .ec2
        .describeSecurityGroupRules(r -> r.securityGroupRuleIds(id))
        .securityGroupRules()
        .get(0);
  }

  @Test
  @DisplayName("[E] the whole content is replaced; id and tags stay")
  void replaces() {
    modify(update(rule, b -> tcpTo(8443, "172.16.0.0/12").accept(b.description("new"))));
    SecurityGroupRule now = read(rule);
    assertThat(now.fromPort()).isEqualTo(8443);
    assertThat(now.cidrIpv4()).isEqualTo("172.16.0.0/12");
    assertThat(now.description()).isEqualTo("new");
    assertThat(now.tags()).hasSize(1);
  }

  @Test
  @DisplayName("[L] a description that is left out is cleared")
  void clearsDescription() {
    modify(update(rule, b -> tcpTo(443, "10.0.0.0/8").accept(b.description("text"))));
    assertThat(read(rule).description()).isEqualTo("text");
    modify(update(rule, tcpTo(443, "10.0.0.0/8")));
    assertThat(read(rule).description()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.5/8", "10.0.0.0", "300.0.0.0/8"})
  @DisplayName("[L] blocks are not put into canonical form but refused")
  void nonCanonical(String cidr) {
    refused("InvalidParameterValue", () -> modify(update(rule, tcpTo(443, cidr))));
    assertThat(read(rule).cidrIpv4()).isEqualTo("10.0.0.0/8");
  }

  @Test
  @DisplayName("[L] the same for IPv6")
  void nonCanonicalIpv6() {
    String id = cloud.allow(web, Cloud.tcp6(443, "2001:db8::/64")).securityGroupRuleId();
    refused(
        "InvalidParameterValue",
        () ->
            modify(
                update(
                    id,
                    b ->
                        b.ipProtocol("tcp")
                            .fromPort(443)
                            .toPort(443)
                            .cidrIpv6("2001:DB8:0:0::/64"))));
    modify(
        update(id, b -> b.ipProtocol("tcp").fromPort(443).toPort(443).cidrIpv6("2001:db8:1::/48")));
    assertThat(read(id).cidrIpv6()).isEqualTo("2001:db8:1::/48");
  }

  @Test
  @DisplayName("[E] the kind of source cannot change")
  void kindStays() {
    refused(
        "InvalidParameterValue",
        "Invalid rule type for security group rule '"
            + rule
            + "'. You may not specify CidrIpv6 for an existing IPv4 CIDR rule.",
        () ->
            modify(update(rule, b -> b.ipProtocol("tcp").fromPort(1).toPort(1).cidrIpv6("::/0"))));
    refused(
        "InvalidParameterValue",
        () ->
            modify(
                update(
                    rule, b -> b.ipProtocol("tcp").fromPort(1).toPort(1).referencedGroupId(web))));
  }

  @Test
  @DisplayName("[D] a reference can be turned to another group")
  void reference() {
    String db = cloud.group("db");
    String id = cloud.allow(web, Cloud.tcpFrom(3306, web)).securityGroupRuleId();
    modify(update(id, b -> b.ipProtocol("tcp").fromPort(3306).toPort(3306).referencedGroupId(db)));
    assertThat(read(id).referencedGroupInfo().groupId()).isEqualTo(db);
    refused(
        "InvalidGroup.NotFound",
        () ->
            modify(
                update(
                    id,
                    b ->
                        b.ipProtocol("tcp")
                            .fromPort(1)
                            .toPort(1)
                            .referencedGroupId("sg-0123456789abcdef0"))));
  }

  @Test
  @DisplayName("[R] all protocols do not go with ports here; without ports they do")
  void allProtocols() {
    refused(
        "InvalidParameterValue",
        "You may not specify all protocols and specific ports. Please specify each protocol and port"
            + " range combination individually, or all protocols and no port range.",
        () ->
            modify(
                update(
                    rule, b -> b.ipProtocol("-1").fromPort(0).toPort(0).cidrIpv4("10.0.0.0/8"))));
    modify(update(rule, b -> b.ipProtocol("-1").cidrIpv4("10.0.0.0/8")));
    assertThat(read(rule).ipProtocol()).isEqualTo("-1");
    assertThat(read(rule).fromPort()).isEqualTo(-1);
  }

  @Test
  @DisplayName("[E] two rules may swap their contents in one call")
  void swap() {
    String other = cloud.allow(web, tcp(80, "10.0.0.0/8")).securityGroupRuleId();
    modify(update(rule, tcpTo(80, "10.0.0.0/8")), update(other, tcpTo(443, "10.0.0.0/8")));
    assertThat(read(rule).fromPort()).isEqualTo(80);
    assertThat(read(other).fromPort()).isEqualTo(443);
  }

  @Test
  @DisplayName("[E] the same content twice, a collision with a third rule, the same id twice")
  void collisions() {
    String other = cloud.allow(web, tcp(80, "10.0.0.0/8")).securityGroupRuleId();
    cloud.allow(web, tcp(22, "10.0.0.0/8"));
    refused(
        "InvalidParameterValue",
        "The same permission must not appear multiple times",
        () -> modify(update(rule, tcpTo(1, "10.0.0.0/8")), update(other, tcpTo(1, "10.0.0.0/8"))));
    refused("InvalidPermission.Duplicate", () -> modify(update(rule, tcpTo(22, "10.0.0.0/8"))));
    refused(
        "InvalidParameterValue",
        () -> modify(update(rule, tcpTo(1, "10.0.0.0/8")), update(rule, tcpTo(2, "10.0.0.0/8"))));
    assertThat(read(rule).fromPort()).isEqualTo(443);
  }

  @Test
  @DisplayName("[E] one bad update leaves all rules as they were")
  void allOrNothing() {
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            modify(
                update(rule, tcpTo(1, "10.0.0.0/8")),
                update("sgr-0123456789abcdef0", tcpTo(2, "10.0.0.0/8"))));
    assertThat(read(rule).fromPort()).isEqualTo(443);
    refused(
        "InvalidSecurityGroupRuleId.Malformed",
        () -> modify(update("rule", tcpTo(1, "10.0.0.0/8"))));
  }

  @Test
  @DisplayName("[D] rules of both directions are modified by one call")
  void bothDirections() {
    String outbound = cloud.rules(web, true).get(0).securityGroupRuleId();
    modify(update(rule, tcpTo(1, "10.0.0.0/8")), update(outbound, tcpTo(2, "10.0.0.0/8")));
    assertThat(read(outbound).isEgress()).isTrue();
    assertThat(read(outbound).fromPort()).isEqualTo(2);
  }

  @Test
  @DisplayName("[E] no source, two sources, no protocol, no ports, no rules")
  void incomplete() {
    refused(
        "MissingParameter",
        "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or"
            + " referencedGroupId",
        () -> modify(update(rule, b -> b.ipProtocol("tcp").fromPort(1).toPort(1))));
    refused(
        "InvalidParameterCombination",
        () ->
            modify(
                update(
                    rule,
                    b ->
                        b.ipProtocol("tcp")
                            .fromPort(1)
                            .toPort(1)
                            .cidrIpv4("10.0.0.0/8")
                            .cidrIpv6("::/0"))));
    refused("InvalidParameterValue", () -> modify(update(rule, b -> b.cidrIpv4("10.0.0.0/8"))));
    refused(
        "InvalidParameterValue",
        () -> modify(update(rule, b -> b.ipProtocol("tcp").cidrIpv4("10.0.0.0/8"))));
    refused("MissingParameter", () -> modify());
  }
}
