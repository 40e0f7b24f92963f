package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.sim.log.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report command through the AWS SDK, against the simulator. */
class ReportOnEc2Test extends OnSimulator {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";
  private static final String OTHER = "vpc-0a1b2c3d4e5f60719";

  private static final String SCENE =
      """
      region: eu-west-1
      vpcs:
        - id: vpc-0a1b2c3d4e5f60718
          cidr: 10.20.0.0/16
          subnets:
            - {name: a, cidr: 10.20.1.0/24, zone: eu-west-1a}
          groups:
            - {id: sg-0a1b2c3d4e5f60001, name: all, description: all of it, ingress: [
                {port: 22, cidr: 0.0.0.0/1}, {port: 22, cidr: 128.0.0.0/1},
                {port: 3306, cidr: 10.20.1.0/24, description: temporary}]}
            - {id: sg-0a1b2c3d4e5f60002, name: listed, description: x, ingress: [
                {port: 23, prefixList: pl-0a1b2c3d4e5f60001}]}
            - {id: sg-0a1b2c3d4e5f60003, name: forgotten, description: x}
            - id: sg-0a1b2c3d4e5f60004
              name: shop/web
              description: Rolegate shop/web
              tags:
                rolegate.dev/cluster: test
                rolegate.dev/vpc: prod
                rolegate.dev/namespace: shop
                rolegate.dev/name: web
                rolegate.dev/role: web
                rolegate.dev/purpose: Web servers of the shop
                rolegate.dev/owner: shop@example.com
              ingress: [{port: 443, cidr: 0.0.0.0/0, description: "https: Customers"}]
          instances:
            - {subnet: a, groups: [all], tags: {Name: web-1}}
            - {subnet: a, groups: [shop/web], tags: {Name: web-2}}
        - id: vpc-0a1b2c3d4e5f60719
          cidr: 10.30.0.0/16
      prefixLists:
        - {id: pl-0a1b2c3d4e5f60001, name: wide, maxEntries: 3, entries: [{cidr: 0.0.0.0/0}]}
      """;

  private static final String DOCUMENTS =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata: {name: prod}
      spec:
        vpcId: vpc-0a1b2c3d4e5f60718
        region: eu-west-1
        tenants: [{namespaces: [shop], roles: [web], grants: [PublicExposure]}]
      ---
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web, namespace: shop}
      spec:
        vpc: prod
        role: web
        purpose: Web servers of the shop
        owner: shop@example.com
        exposure: Public
        review: {every: 30d, lastReviewed: "2020-01-01"}
        ingress:
        - name: https
          purpose: Customers reach the shop over HTTPS
          ports: [{port: 443}]
          peers: [{cidr: 0.0.0.0/0}]
        egress: []
      ---
      apiVersion: rolegate.dev/v1alpha1
      kind: GuardrailException
      metadata: {name: old-ssh}
      spec:
        guardrail: world-open-admin
        managedVpc: prod
        groupId: sg-0a1b2c3d4e5f60001
        reason: It goes with the migration
        acceptedBy: ciso@example.com
        expiresAt: EXPIRES
      """;

  @BeforeEach
  void load() throws IOException {
    simulator.load(Files.writeString(folder.resolve("scene.yaml"), SCENE));
    Files.writeString(
        folder.resolve("documents.yml"),
        DOCUMENTS.replace("EXPIRES", LocalDate.now().plusDays(30) + "T00:00:00Z"));
    simulator.calls().clear();
  }

  private CliRun report(String... args) {
    return CliRun.of(
        (vpc, clusterId, externalId, documents) -> {
          throw new AssertionError("no plan was asked for");
        },
        Stream.concat(Stream.of("report"), Stream.of(args)).toArray(String[]::new));
  }

  private JsonNode json(String... args) throws IOException {
    var run =
        report(
            Stream.concat(
                    Stream.of("--region", "eu-west-1", "--vpc", VPC, "-o", "json"), Stream.of(args))
                .toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static JsonNode topic(JsonNode report, String id) {
    for (JsonNode topic : report.at("/vpcs/0/topics")) {
      if (topic.path("id").asText().equals(id)) {
        return topic;
      }
    }
    throw new AssertionError("no topic " + id);
  }

  private static List<String> found(JsonNode topic, String field) {
    List<String> found = new ArrayList<>();
    topic
        .path("findings")
        .forEach(one -> found.add(one.path("by").asText() + " " + one.path(field).asText()));
    return found;
  }

  private String documents() {
    return folder.resolve("documents.yml").toString();
  }

  @Test
  void halves_of_the_world_and_prefix_lists_are_found_with_their_rules() throws IOException {
    JsonNode report = json();
    assertThat(found(topic(report, "administration"), "rule"))
        .contains(
            "world-open-admin ingress tcp 22 0.0.0.0/1",
            "world-open-admin ingress tcp 22 128.0.0.0/1");
    assertThat(found(topic(report, "world"), "rule"))
        .contains("world-open-high-risk ingress tcp 23 pl-0a1b2c3d4e5f60001");
    for (JsonNode finding : topic(report, "administration").path("findings")) {
      assertThat(finding.path("ruleId").asText()).startsWith("sgr-");
      assertThat(finding.path("fix").asText()).isNotEmpty();
    }
    assertThat(found(topic(report, "databases"), "rule"))
        .containsExactly("database-from-roles ingress tcp 3306 10.20.1.0/24");
    assertThat(found(topic(report, "internal"), "rule"))
        .contains("vpc-wide-ingress ingress tcp 3306 10.20.1.0/24");
    assertThat(found(topic(report, "time"), "rule"))
        .containsExactly("temporary-needs-expiry ingress tcp 3306 10.20.1.0/24");
    // What AWS's controls compare with is the block of everything only.
    assertThat(found(topic(report, "controls"), "rule"))
        .noneMatch(finding -> finding.startsWith("literal-ec2-13"));
  }

  @Test
  void without_documents_tags_tell_and_the_report_says_so() throws IOException {
    JsonNode report = json();
    assertThat(topic(report, "owners").path("notes").toString())
        .contains("shop@example.com", "role shop/web by its tags");
    assertThat(topic(report, "owners").path("notLookedAt").toString())
        .contains("none were given", "-f");
  }

  @Test
  void documents_tell_exposure_review_and_exceptions() throws IOException {
    JsonNode report = json("-f", documents());
    assertThat(topic(report, "world").path("findings").toString())
        .doesNotContain("sg-0a1b2c3d4e5f60004");
    assertThat(topic(report, "time").path("notes").toString())
        .contains("the review of shop/web was due 2020-01-31", "exception old-ssh");
    assertThat(found(topic(report, "administration"), "acceptedBy"))
        .contains("world-open-admin old-ssh");
    assertThat(report.at("/vpcs/0/accepted").asInt()).isEqualTo(2);
    assertThat(topic(report, "owners").path("notLookedAt")).isEmpty();
  }

  @Test
  void guardrails_of_the_files_stand_for_the_shipped_ones() throws IOException {
    Files.writeString(
        folder.resolve("house.yaml"),
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: database-from-roles}
        spec:
          title: Databases are anybody's
          severity: Low
          action: Warn
          scope: All
          subject: Rule
          expression: "true"
          message: "''"
        """);
    JsonNode report = json("-f", folder.resolve("house.yaml").toString());
    assertThat(topic(report, "databases").path("findings")).isEmpty();
  }

  @Test
  void a_guardrail_that_cannot_be_judged_by_is_told_and_the_rest_is_printed() throws IOException {
    Files.writeString(
        folder.resolve("house.yaml"),
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: database-from-roles}
        spec:
          title: Broken
          severity: Low
          action: Warn
          scope: All
          subject: Rule
          expression: "rule.nothing"
          message: "''"
        """);
    var run =
        report(
            "--region", "eu-west-1", "--vpc", VPC, "-f", folder.resolve("house.yaml").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error: Guardrail database-from-roles: spec.expression");
    assertThat(run.out()).contains("not looked at: guardrail database-from-roles");
  }

  @Test
  void every_VPC_of_the_Region_is_looked_at_and_HTML_has_them_all() {
    var run = report("--region", "eu-west-1", "-o", "html");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("<!DOCTYPE html>")
        .contains("Security groups of " + VPC, "Security groups of " + OTHER);
    assertThat(simulator.calls().all())
        .extracting(CallRecord::action)
        .allMatch(action -> action.matches("Describe.*|Get.*Entries"));
  }

  @Test
  void calls_grow_by_the_thousand_groups_and_not_by_the_group() throws IOException {
    json();
    long before = simulator.calls().all().size();
    var many = new StringBuilder("region: eu-west-1\nvpcs:\n  - id: vpc-0a1b2c3d4e5f60720\n");
    many.append("    cidr: 10.40.0.0/16\n    groups:\n");
    for (int i = 0; i < 600; i++) {
      many.append(
          "      - {name: g-%d, description: x, ingress: [{port: 22, cidr: 10.0.0.%d/32}]}\n"
              .formatted(i, i % 250));
    }
    simulator.load(Files.writeString(folder.resolve("many.yaml"), many.toString()));
    simulator.calls().clear();
    var run = report("--region", "eu-west-1", "--vpc", "vpc-0a1b2c3d4e5f60720", "-o", "json");
    assertThat(run.code()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).at("/vpcs/0/groups").asInt()).isEqualTo(601);
    // 601 groups: one page of groups, rules in filters of 200, stale references in pages of 255.
    assertThat(simulator.calls().all().size()).isLessThanOrEqualTo((int) before + 6);
  }

  @Test
  void with_uses_other_services_are_asked_and_denied_ones_are_told() throws IOException {
    JsonNode report = json("--uses");
    JsonNode sprawl = topic(report, "sprawl");
    assertThat(sprawl.path("notes").toString()).contains("sg-0a1b2c3d4e5f60003 (forgotten)");
    assertThat(sprawl.path("notLookedAt").toString()).doesNotContain("--uses");
    assertThat(json().at("/vpcs/0/topics").toString()).contains("add --uses");
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeSubnets, internal, ec2:DescribeSubnets",
    "DescribeSecurityGroupRules, world, ec2:DescribeSecurityGroupRules",
    "DescribeNetworkInterfaces, reach, ec2:DescribeNetworkInterfaces",
    "DescribeInstances, sprawl, ec2:DescribeInstances",
    "DescribeStaleSecurityGroups, sprawl, ec2:DescribeStaleSecurityGroups",
    "DescribeLaunchTemplateVersions, sprawl, ec2:DescribeLaunchTemplateVersions",
    "DescribeVpcs, internal, ec2:DescribeVpcs",
    "GetManagedPrefixListEntries, world, ec2:GetManagedPrefixListEntries",
  })
  void what_is_denied_is_a_gap_with_what_to_allow(String action, String id, String permission)
      throws IOException {
    simulator.behaviour().deny(action);
    JsonNode report = json();
    assertThat(topic(report, id).path("notLookedAt").toString()).contains(permission);
    assertThat(topic(report, "administration").path("findings")).isNotEmpty();
  }

  @Test
  void without_the_groups_there_is_no_report() {
    simulator.behaviour().deny("DescribeSecurityGroups");
    var run = report("--region", "eu-west-1", "--vpc", VPC);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("allow the action ec2:DescribeSecurityGroups");
  }

  @Test
  void a_VPC_that_does_not_exist_is_told_and_the_others_are_printed() {
    var one = report("--region", "eu-west-1", "--vpc", "vpc-0a1b2c3d4e5f60799");
    assertThat(one.code()).isEqualTo(1);
    assertThat(one.out()).isEmpty();
    assertThat(one.err()).contains("vpc-0a1b2c3d4e5f60799", "Check the VPC's id and Region");
    var both = report("--region", "eu-west-1", "--vpc", VPC, "--vpc", "vpc-0a1b2c3d4e5f60799");
    assertThat(both.code()).isEqualTo(1);
    assertThat(both.out()).contains(VPC + " in eu-west-1", "not looked at: vpc-0a1b2c3d4e5f60799");
    assertThat(both.err()).contains("vpc-0a1b2c3d4e5f60799");
  }

  @Test
  void wrong_arguments_are_told_with_what_to_write() {
    assertThat(report("--region", "eu-west-1", "-o", "pdf").err())
        .startsWith("error: --output is 'pdf'; write text, html or json");
    assertThat(report("--region", "eu-west-1", "--vpc", "prod").err())
        .startsWith("error: --vpc is 'prod'; write the VPC's id in AWS");
    assertThat(report("--region", "Ireland").err())
        .startsWith("error: --region is 'Ireland'; write its code, as eu-west-1");
    assertThat(report("--vpc", VPC, "-f", documents(), "--region", "eu-west-2").err())
        .startsWith("error: --region is eu-west-2, and the ManagedVpc of " + VPC);
    assertThat(report("-f", folder.resolve("none.yaml").toString()).err())
        .startsWith("error: ")
        .contains("none.yaml");
  }
}
