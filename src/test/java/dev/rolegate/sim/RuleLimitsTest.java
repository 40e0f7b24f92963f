package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static dev.rolegate.sim.Cloud.tcp6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.WeighsAsRules;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;

class RuleLimitsTest extends CloudTest {
  private static final String MESSAGE =
      "The maximum number of rules per security group has been reached.";

  private record Weighed(String id, String owner, Tags tags, int weight, String addressFamily)
      implements WeighsAsRules {
    @Override
    public Weighed withTags(Tags newTags) {
      return new Weighed(id, owner, newTags, weight, addressFamily);
    }

    @Override
    public String resourceType() {
      return "prefix-list";
    }
  }

  private void fill(String group, int count, IntFunction<IpPermission> permission) {
    List<IpPermission> all = IntStream.range(0, count).mapToObj(permission).toList();
    cloud.ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(all));
  }

  @Test
  @DisplayName("[D] 60 IPv4 and 60 IPv6 rules inbound, counted apart, and the same outbound")
  void familiesApart() {
    String web = cloud.group("web");
    fill(web, 60, i -> tcp(i, "10.0.0.0/8"));
    fill(web, 60, i -> tcp6(i, "2001:db8::/32"));
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        MESSAGE,
        () -> cloud.allow(web, tcp(60, "10.0.0.0/8")));
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        MESSAGE,
        () -> cloud.allow(web, tcp6(60, "2001:db8::/32")));
    cloud.ec2.authorizeSecurityGroupEgress(r -> r.groupId(web).ipPermissions(tcp(1, "10.0.0.0/8")));
  }

  @Test
  @DisplayName("[D] a reference counts in both families")
  void references() {
    String web = cloud.group("web");
    fill(web, 60, i -> tcp6(i, "2001:db8::/32"));
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        MESSAGE,
        () -> cloud.allow(web, Cloud.tcpFrom(1, web)));
  }

  @Test
  @DisplayName("[D] a call that would go past the limit adds nothing")
  void atomic() {
    String web = cloud.group("web");
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        MESSAGE,
        () -> fill(web, 61, i -> tcp(i, "10.0.0.0/8")));
    assertThat(cloud.rules(web, false)).isEmpty();
  }

  @Test
  @DisplayName("[D] a prefix list counts with its weight, in its family")
  void prefixLists() {
    cloud.put(new Weighed("pl-00000000000000001", Cloud.ACCOUNT, Tags.NONE, 58, "IPv4"));
    String web = cloud.group("web");
    cloud.allow(web, Cloud.tcpList(443, "pl-00000000000000001"));
    fill(web, 60, i -> tcp6(i, "2001:db8::/32"));
    fill(web, 2, i -> tcp(i, "10.0.0.0/8"));
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        MESSAGE,
        () -> cloud.allow(web, tcp(60, "10.0.0.0/8")));
    assertThat(cloud.rules(web, false))
        .anyMatch(rule -> "pl-00000000000000001".equals(rule.prefixListId()));
  }

  @Test
  @DisplayName("[D] a prefix list must exist; its id has two spellings of codes")
  void missingPrefixList() {
    String web = cloud.group("web");
    refused(
        "InvalidPrefixListID.NotFound",
        "The prefix list ID 'pl-0123456789abcdef0' does not exist",
        () -> cloud.allow(web, Cloud.tcpList(443, "pl-0123456789abcdef0")));
    refused("InvalidPrefixListId.Malformed", () -> cloud.allow(web, Cloud.tcpList(443, "list")));
  }

  @Test
  @DisplayName("[D] groups per Region are limited")
  void groups() {
    SimulatorOptions few = SimulatorOptions.defaults().withQuotas(new Quotas(4, 60, 5));
    try (Cloud small = new Cloud(few)) {
      small.group("a");
      small.group("b");
      refused(
          "SecurityGroupLimitExceeded",
          "The maximum number of security groups has been reached.",
          () -> small.group("c"));
    }
  }
}
