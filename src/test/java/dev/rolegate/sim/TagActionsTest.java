package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class TagActionsTest extends CloudTest {
  private String web;

  @BeforeEach
  void group() {
    web = cloud.group("web");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void tagged(String id, Tag... tags) {
    cloud.ec2.createTags(r -> r.resources(id).tags(tags));
  }

  private List<Tag> tags() {
    return cloud.describe(web).tags();
  }

  @Test
  @DisplayName("[D] tags are added and their values replaced, on groups, rules and VPCs")
  void create() {
    tagged(web, tag("a", "1"), tag("b", ""));
    tagged(web, tag("a", "2"));
    assertThat(tags()).containsExactly(tag("a", "2"), tag("b", ""));
    String rule = cloud.rules(web, true).get(0).securityGroupRuleId();
    tagged(rule, tag("r", "x"));
    assertThat(cloud.rules(web, true).get(0).tags()).containsExactly(tag("r", "x"));
    tagged(cloud.vpcId, tag("v", "y"));
    assertThat(cloud.ec2.describeTags(r -> r.filters(filter("resource-type", "vpc"))).tags())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resourceId()).isEqualTo(cloud.vpcId);
              assertThat(one.resourceTypeAsString()).isEqualTo("vpc");
              assertThat(one.key()).isEqualTo("v");
              assertThat(one.value()).isEqualTo("y");
            });
  }

  @Test
  @DisplayName("[D] a resource has at most 50 tags")
  void tooMany() {
    Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toArray(Tag[]::new);
    tagged(web, fifty);
    refused("TagLimitExceeded", () -> tagged(web, tag("one", "more")));
    tagged(web, tag("k1", "other"));
    assertThat(tags()).hasSize(50);
    refused(
        "TagLimitExceeded",
        () ->
            cloud.ec2.createSecurityGroup(
                r ->
                    r.vpcId(cloud.vpcId)
                        .groupName("b")
                        .description("d")
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType("security-group")
                                .tags(
                                    IntStream.range(0, 51)
                                        .mapToObj(i -> tag("k" + i, "v"))
                                        .toList())
                                .build())));
  }

  @Test
  @DisplayName("[D] keys have at most 128 characters, values 256")
  void lengths() {
    tagged(web, tag("k".repeat(128), "v".repeat(256)));
    refused("InvalidParameterValue", () -> tagged(web, tag("k".repeat(129), "v")));
    refused("InvalidParameterValue", () -> tagged(web, tag("k", "v".repeat(257))));
    refused("InvalidParameterValue", () -> tagged(web, tag("", "v")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:cloudformation:stack-name", "AWS:x"})
  @DisplayName("[R] keys that begin with aws: are reserved, however they are set or deleted")
  void reserved(String key) {
    String message = "Tag keys starting with 'aws:' are reserved for internal use";
    refused("InvalidParameterValue", message, () -> tagged(web, tag(key, "v")));
    refused(
        "InvalidParameterValue",
        message,
        () -> cloud.ec2.deleteTags(r -> r.resources(web).tags(tag(key, null))));
    refused(
        "InvalidParameterValue",
        message,
        () ->
            cloud.ec2.createSecurityGroup(
                r ->
                    r.groupName("b")
                        .description("d")
                        .tagSpecifications(Cloud.tagged("security-group", key, "v"))));
  }

  @Test
  @DisplayName("[R] the same key twice in one request")
  void duplicateKey() {
    refused(
        "InvalidParameterValue",
        "Duplicate tag key 'a' specified.",
        () -> tagged(web, tag("a", "1"), tag("a", "2")));
    tagged(web, tag("a", "1"), tag("A", "2"));
    assertThat(tags()).hasSize(2);
  }

  @Test
  @DisplayName("[D] deleted by key whatever the value, by key and value, or all of them")
  void delete() {
    tagged(web, tag("a", "1"), tag("b", "2"), tag("c", ""), tag("d", "4"), tag("e", "5"));
    cloud.ec2.deleteTags(r -> r.resources(web).tags(tag("a", null)));
    cloud.ec2.deleteTags(r -> r.resources(web).tags(tag("b", "other"), tag("c", "")));
    cloud.ec2.deleteTags(r -> r.resources(web).tags(tag("d", "4")));
    assertThat(tags()).containsExactly(tag("b", "2"), tag("e", "5"));
    cloud.ec2.deleteTags(r -> r.resources(web));
    assertThat(tags()).isEmpty();
  }

  @Test
  @DisplayName("[D] a missing resource has the code of its kind, and nothing is tagged")
  void missing() {
    refused(
        "InvalidGroup.NotFound",
        () ->
            cloud.ec2.createTags(
                r -> r.resources(web, "sg-0123456789abcdef0").tags(tag("a", "1"))));
    refused("InvalidVpcID.NotFound", () -> tagged("vpc-0123456789abcdef0", tag("a", "1")));
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () -> tagged("sgr-0123456789abcdef0", tag("a", "1")));
    refused("InvalidID", "The ID 'thing' is not valid", () -> tagged("thing", tag("a", "1")));
    assertThat(tags()).isEmpty();
  }

  @Test
  @DisplayName("[D] DescribeTags filters by key, value, resource and tag, and pages")
  void describe() {
    IntStream.range(0, 6).forEach(i -> tagged(web, tag("k" + i, "v" + i)));
    assertThat(cloud.ec2.describeTags(r -> r.filters(filter("key", "k1"))).tags()).hasSize(1);
    assertThat(cloud.ec2.describeTags(r -> r.filters(filter("value", "v*"))).tags()).hasSize(6);
    assertThat(cloud.ec2.describeTags(r -> r.filters(filter("tag:k2", "v2"))).tags()).hasSize(1);
    assertThat(cloud.ec2.describeTags(r -> r.filters(filter("resource-id", web))).tags())
        .hasSize(6);
    var page = cloud.ec2.describeTags(r -> r.maxResults(5));
    assertThat(page.tags()).hasSize(5);
    assertThat(cloud.ec2.describeTags(r -> r.nextToken(page.nextToken())).tags()).hasSize(1);
    refused("InvalidParameterValue", () -> cloud.ec2.describeTags(r -> r.maxResults(4)));
  }
}
