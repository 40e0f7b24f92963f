package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

class DescribeRulesTest extends CloudTest {
  private String web;
  private SecurityGroupRule rule;

  @BeforeEach
  void group() {
    web = cloud.group("web");
    rule = cloud.allow(web, tcp(443, "10.0.0.0/8"));
  }

  private List<String> found(Filter... filters) {
    return cloud
        .ec2
        .describeSecurityGroupRules(r -> r.filters(filters))
        .securityGroupRules()
        .stream()
        .map(SecurityGroupRule::securityGroupRuleId)
        .toList();
  }

  @Test
  @DisplayName("[D] all-protocol rules show the ports -1 here")
  void allProtocols() {
    SecurityGroupRule outbound = cloud.rules(web, true).get(0);
    assertThat(outbound.ipProtocol()).isEqualTo("-1");
    assertThat(outbound.fromPort()).isEqualTo(-1);
    assertThat(outbound.toPort()).isEqualTo(-1);
    assertThat(outbound.isEgress()).isTrue();
    assertThat(outbound.hasTags()).as("an empty list of tags").isTrue();
  }

  @Test
  @DisplayName("[D] filters by group, by rule id and by tag")
  void filters() {
    String id = rule.securityGroupRuleId();
    cloud.ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("k").value("v1").build()));
    assertThat(found(filter("group-id", web))).hasSize(2);
    assertThat(found(filter("security-group-rule-id", id))).containsExactly(id);
    assertThat(found(filter("tag:k", "v?"))).containsExactly(id);
    assertThat(found(filter("tag:k", "other"))).isEmpty();
    refused(
        "InvalidParameterValue",
        "The filter 'is-egress' is invalid",
        () -> found(filter("is-egress", "true")));
  }

  @Test
  @DisplayName("[L] by ids; a missing one fails the call")
  void byId() {
    String id = rule.securityGroupRuleId();
    assertThat(
            cloud
                .ec2
                .describeSecurityGroupRules(r -> r.securityGroupRuleIds(id))
                .securityGroupRules())
        .containsExactly(rule.toBuilder().tags(List.of()).build());
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID 'sgr-0123456789abcdef0' does not exist",
        () ->
            cloud.ec2.describeSecurityGroupRules(
                r -> r.securityGroupRuleIds("sgr-0123456789abcdef0")));
    refused(
        "InvalidSecurityGroupRuleId.Malformed",
        () -> cloud.ec2.describeSecurityGroupRules(r -> r.securityGroupRuleIds("rule-1")));
  }

  @Test
  @DisplayName("[D] pages of MaxResults rules")
  void paging() {
    IntStream.range(0, 10).forEach(i -> cloud.allow(web, tcp(i, "10.0.0.0/8")));
    var pages =
        cloud
            .ec2
            .describeSecurityGroupRulesPaginator(
                r -> r.maxResults(5).filters(filter("group-id", web)))
            .stream()
            .toList();
    assertThat(pages).extracting(page -> page.securityGroupRules().size()).containsExactly(5, 5, 2);
    refused(
        "InvalidParameterValue",
        () -> cloud.ec2.describeSecurityGroupRules(r -> r.maxResults(1001)));
  }
}
