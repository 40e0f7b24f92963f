package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.permission;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static dev.rolegate.sim.Cloud.tcp6;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The form in which rules are stored, and what is refused because it has none. */
class RuleFormTest extends CloudTest {

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
}
