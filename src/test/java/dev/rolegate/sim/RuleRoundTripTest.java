package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;

class RuleRoundTripTest {
  private static Cloud cloud;
  private static String web;

  @BeforeContainer
  static void start() {
    cloud = new Cloud();
    web = cloud.group("web");
  }

  @AfterContainer
  static void stop() {
    cloud.close();
  }

  @Property(tries = 150)
  @Label("what describe shows is a duplicate when added again, and revokes exactly that rule")
  void describedFormIsTheSameRule(@ForAll("permissions") IpPermission sent) {
    cloud.allow(web, sent);
    List<IpPermission> shown = cloud.describe(web).ipPermissions();
    assertThat(shown).hasSize(1);
    refused("InvalidPermission.Duplicate", () -> cloud.allow(web, shown.get(0)));
    refused("InvalidPermission.Duplicate", () -> cloud.allow(web, sent));
    cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(shown));
    assertThat(cloud.rules(web, false)).isEmpty();
  }

  @Provide
  Arbitrary<IpPermission> permissions() {
    return Combinators.combine(traffic(), Arbitraries.oneOf(ipv4(), ipv6()))
        .as(
            (traffic, range) ->
                range.toBuilder()
                    .ipProtocol(traffic.ipProtocol())
                    .fromPort(traffic.fromPort())
                    .toPort(traffic.toPort())
                    .build());
  }

  private static Arbitrary<IpPermission> traffic() {
    Arbitrary<IpPermission> ports =
        Combinators.combine(
                Arbitraries.of("tcp", "udp", "6", "17", "TCP"),
                Arbitraries.integers().between(0, 65535),
                Arbitraries.integers().between(0, 65535))
            .as((protocol, a, b) -> traffic(protocol, Math.min(a, b), Math.max(a, b)));
    Arbitrary<IpPermission> icmp =
        Combinators.combine(
                Arbitraries.of("icmp", "icmpv6", "1", "58"),
                Arbitraries.integers().between(0, 255),
                Arbitraries.integers().between(-1, 255))
            .as(RuleRoundTripTest::traffic);
    Arbitrary<IpPermission> other =
        Arbitraries.of("-1", "50", "47", "2", "255").map(name -> traffic(name, null, null));
    return Arbitraries.oneOf(ports, icmp, other);
  }

  private static IpPermission traffic(String protocol, Integer from, Integer to) {
    return IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to).build();
  }

  private static Arbitrary<IpPermission> ipv4() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 255).list().ofSize(4),
            Arbitraries.integers().between(0, 32))
        .as(
            (parts, length) ->
                IpPermission.builder()
                    .ipRanges(
                        IpRange.builder()
                            .cidrIp(
                                "%d.%d.%d.%d/%d"
                                    .formatted(
                                        parts.get(0),
                                        parts.get(1),
                                        parts.get(2),
                                        parts.get(3),
                                        length))
                            .build())
                    .build());
  }

  private static Arbitrary<IpPermission> ipv6() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 0xffff).list().ofSize(8),
            Arbitraries.integers().between(0, 128))
        .as(
            (parts, length) ->
                IpPermission.builder()
                    .ipv6Ranges(
                        Ipv6Range.builder()
                            .cidrIpv6(
                                String.join(
                                        ":",
                                        parts.stream().map(part -> "%04X".formatted(part)).toList())
                                    + "/"
                                    + length)
                            .build())
                    .build());
  }
}
