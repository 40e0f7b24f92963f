package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.permission;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static dev.rolegate.sim.Cloud.tcp6;
import static dev.rolegate.sim.Cloud.tcpFrom;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "100.68.0.18/18, 100.68.0.0/18",
    "10.1.2.3/32, 10.1.2.3/32",
    "10.1.2.3/0, 0.0.0.0/0",
  })
  @DisplayName("[D] host bits of IPv4 blocks are cleared, then duplicates are found")
  void ipv4Canonical(String sent, String stored) {
    String web = cloud.group("web");
    assertThat(cloud.allow(web, tcp(443, sent)).cidrIpv4()).isEqualTo(stored);
    refused("InvalidPermission.Duplicate", () -> cloud.allow(web, tcp(443, stored)));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:0DB8:0:0:0:0:0:5/64, 2001:db8::/64",
    "2001:DB8::1/128, 2001:db8::1/128",
    "::/0, ::/0",
    "2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1::/64",
  })
  @DisplayName("[L] IPv6 blocks are stored as RFC 5952 writes them")
  void ipv6Canonical(String sent, String stored) {
    String web = cloud.group("web");
    assertThat(cloud.allow(web, tcp6(443, sent)).cidrIpv6()).isEqualTo(stored);
    refused("InvalidPermission.Duplicate", () -> cloud.allow(web, tcp6(443, stored)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, icmp",
    "6, tcp",
    "17, udp",
    "58, icmpv6",
    "TCP, tcp",
    "Udp, udp",
    "ICMP, icmp",
    "ICMPv6, icmpv6",
    "-1, -1",
    "0, 0",
    "2, 2",
    "4, 4",
    "27, 27",
    "41, 41",
    "47, 47",
    "50, 50",
    "51, 51",
    "88, 88",
    "89, 89",
    "94, 94",
    "103, 103",
    "112, 112",
    "132, 132",
    "255, 255",
  })
  @DisplayName("[L] four protocol numbers become names, names lose their case, the rest stays")
  void protocols(String sent, String stored) {
    String web = cloud.group("web");
    assertThat(cloud.allow(web, permission(sent, 8, 8, "10.0.0.0/8")).ipProtocol())
        .isEqualTo(stored);
    assertThat(cloud.describe(web).ipPermissions().get(0).ipProtocol()).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"-1", "50", "41"})
  @DisplayName(
      "[D] where a protocol has no ports, those that are sent are ignored, also for identity")
  void withoutPorts(String protocol) {
    String web = cloud.group("web");
    SecurityGroupRule rule = cloud.allow(web, permission(protocol, 22, 80, "10.0.0.0/8"));
    assertThat(rule.fromPort()).isEqualTo(-1);
    assertThat(rule.toPort()).isEqualTo(-1);
    IpPermission shown = cloud.describe(web).ipPermissions().get(0);
    assertThat(shown.fromPort()).isNull();
    assertThat(shown.toPort()).isNull();
    refused(
        "InvalidPermission.Duplicate",
        () -> cloud.allow(web, permission(protocol, null, null, "10.0.0.0/8")));
  }

  @Test
  @DisplayName("[D] ICMPv6 without type and code means all of them")
  void icmpv6() {
    String web = cloud.group("web");
    SecurityGroupRule rule = cloud.allow(web, permission("icmpv6", null, null, "10.0.0.0/8"));
    assertThat(rule.fromPort()).isEqualTo(-1);
    assertThat(rule.toPort()).isEqualTo(-1);
    IpPermission shown = cloud.describe(web).ipPermissions().get(0);
    assertThat(shown.fromPort()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "tcp|none|none|Invalid value for portRange. Must specify both from and to ports with TCP/UDP.",
        "udp|80|none|Invalid value for portRange. Must specify both from and to ports with TCP/UDP.",
        "tcp|-1|-1|TCP/UDP (from) port (-1) out of range",
        "tcp|80|70000|TCP/UDP (to) port (70000) out of range",
        "tcp|80|70|Invalid TCP/UDP port range (80:70)",
        "icmp|0|65535|ICMP code (65535) out of range",
        "icmp|256|0|ICMP type (256) out of range",
        "icmp|-1|0|ICMP code (0) must be -1 when the ICMP type is -1",
        "icmp|none|none|Invalid value for portRange. Must specify both type and code with ICMP.",
        "all|none|none|Invalid value 'all' for IP protocol. Unknown protocol.",
        "esp|none|none|Invalid value 'esp' for IP protocol. Unknown protocol.",
        "256|none|none|Invalid value '256' for IP protocol. Unknown protocol.",
        "none|80|80|Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
      })
  @DisplayName("[R] wrong protocols and ports (order of ports and all-types [I])")
  void wrongTraffic(String protocol, Integer from, Integer to, String message) {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        message,
        () -> cloud.allow(web, permission(protocol, from, to, "10.0.0.0/8")));
    assertThat(cloud.describe(web).ipPermissions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33", "10.0.0.0", "300.0.0.0/8", "::/0", "10.0.0/8", "web", "010.0.0.0/8"})
  @DisplayName("[R] IPv4 blocks that are malformed")
  void malformedIpv4(String cidr) {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        "CIDR block " + cidr + " is malformed",
        () -> cloud.allow(web, tcp(443, cidr)));
  }

  @ParameterizedTest
  @CsvSource({"2001:db8::/129", "2001:db8::", "10.0.0.0/8", "g::/64"})
  @DisplayName("[R] IPv6 blocks that are malformed")
  void malformedIpv6(String cidr) {
    String web = cloud.group("web");
    refused(
        "InvalidParameterValue",
        "CIDR block " + cidr + " is malformed",
        () -> cloud.allow(web, tcp6(443, cidr)));
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
