package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Subnets;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.NamedRules;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Planner;
import dev.rolegate.plan.Quotas;
import dev.rolegate.topology.Claims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final String VPC =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata: {name: prod}
      spec:
        vpcId: vpc-0a1b2c3d4e5f60718
        region: eu-west-1
        tenants: [{namespaces: [shop], roles: [web, alb]}]
      """;
  private static final String WEB =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web, namespace: shop}
      spec:
        vpc: prod
        role: web
        purpose: Serves pages
        owner: team@example.com
        ingress:
        - name: https
          purpose: From the office
          ports: [{port: 443}]
          peers: [{cidr: 10.0.0.0/8}]
        egress: []
      """;

  @TempDir Path folder;
  private final List<DesiredVpc> asked = new ArrayList<>();
  private final List<String> externalIds = new ArrayList<>();
  private List<Group> live = List.of();

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("vpc.yaml"), VPC);
    Files.writeString(folder.resolve("web.yaml"), WEB);
  }

  /** Plans against what {@link #live} holds. */
  private final PlanSource plans =
      (vpc, clusterId, externalId, documents) -> {
        var desired =
            documents.apply(
                new PlanSource.Live(
                    Claims.of(live, clusterId, vpc.getMetadata().getName()),
                    VpcSnapshot.of(vpc.getSpec().vpcId(), false, live),
                    List.of(),
                    documented -> Map.of(),
                    (documented, exemptions) ->
                        new NamedRules.Found(
                            VpcSnapshot.of(vpc.getSpec().vpcId(), false, live),
                            exemptions,
                            Map.of()),
                    guardrails -> Subnets.UNKNOWN));
        asked.add(desired);
        externalIds.add(externalId);
        return new Planner(Quotas.DEFAULT)
            .plan(
                desired, VpcSnapshot.of(desired.vpcId(), false, live), Map.of(), Consent.UNLIMITED);
      };

  private CliRun plan(String... more) {
    List<String> args = new ArrayList<>(List.of("plan", "-f", folder.toString()));
    args.addAll(List.of(more));
    if (!args.contains("--cluster-id")) {
      args.addAll(List.of("--cluster-id", "test"));
    }
    return CliRun.of(plans, args.toArray(String[]::new));
  }

  @Test
  void changes_are_printed_and_give_2() {
    var run = plan();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .startsWith("ManagedVpc prod (vpc-0a1b2c3d4e5f60718): ")
        .contains("shop/web");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).clusterId()).isEqualTo("test");
  }

  @Test
  void the_samples_are_planned_without_a_complaint() {
    var run = CliRun.of(plans, "plan", "-f", "deploy/samples", "--cluster-id", "test");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
    assertThat(asked.get(0).groups())
        .extracting(g -> g.key().toString())
        .containsExactly("shop/alb", "shop/bastion", "shop/db", "shop/web");
    assertThat(asked.get(0).groups()).allSatisfy(g -> assertThat(g.withheld()).isEmpty());
  }

  private static final String CLOSED =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: Guardrail
      metadata: {name: closed}
      spec:
        title: HTTPS is not open to all private addresses
        severity: High
        action: Deny
        expression: '!rule.opens(443)'
        message: '"name the office instead"'
      ---
      apiVersion: rolegate.dev/v1alpha1
      kind: GuardrailException
      metadata: {name: office}
      spec:
        guardrail: closed
        managedVpc: other
        group: {namespace: shop, name: web}
        reason: The office has no fixed address
        acceptedBy: security@example.com
        expiresAt: "2999-01-31T12:00:00Z"
      """;

  @Test
  void a_rule_that_a_guardrail_denies_is_withheld_and_told() throws IOException {
    Files.writeString(folder.resolve("house.yaml"), CLOSED);
    var run = plan();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .contains("ingress rule https withheld, Guardrail: closed: name the office instead");
    assertThat(run.err())
        .contains("guardrail: High closed (Deny): shop/web ingress/https", "name the office");
    assertThat(asked.get(0).groups().get(0).rules()).isEmpty();
  }

  @Test
  void an_exception_in_the_files_lets_the_rule_pass() throws IOException {
    Files.writeString(
        folder.resolve("house.yaml"), CLOSED.replace("managedVpc: other", "managedVpc: prod"));
    var run = plan();
    assertThat(run.out()).doesNotContain("withheld");
    assertThat(run.err()).contains("(accepted by office)");
    assertThat(asked.get(0).groups().get(0).rules()).hasSize(1);
  }

  @Test
  void a_guardrail_that_cannot_be_judged_by_is_an_error_with_its_place() throws IOException {
    Files.writeString(folder.resolve("house.yaml"), CLOSED.replace("opens(443)", "openss(443)"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error: Guardrail closed: spec.expression, line 1, column ");
    assertThat(asked.get(0).groups().get(0).rules()).hasSize(1);
  }

  @Test
  void nothing_to_do_gives_0() throws IOException {
    Files.delete(folder.resolve("web.yaml"));
    var run = plan();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("nothing to do");
  }

  @Test
  void json_is_one_document_for_each_ManagedVpc() throws IOException {
    Files.writeString(
        folder.resolve("other.yaml"),
        VPC.replace("prod", "test").replace("vpc-0a1b2c3d4e5f60718", "vpc-0a1b2c3d"));
    var run = plan("--output", "json");
    assertThat(run.code()).isEqualTo(2);
    var mapper = new ObjectMapper();
    try (var documents = mapper.readerFor(Map.class).<Map<String, Object>>readValues(run.out())) {
      assertThat(documents.readAll())
          .extracting(d -> d.get("managedVpc"))
          .containsExactly("prod", "test");
    }
  }

  @Test
  void json_has_the_findings_of_guardrails_and_the_ends_of_rules() throws IOException {
    Files.writeString(
        folder.resolve("web.yaml"),
        WEB.replace("- name: https\n", "- name: https\n    expiresAt: \"2099-01-31T12:00:00Z\"\n"));
    Files.writeString(
        folder.resolve("guardrail.yaml"),
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: closed}
        spec:
          title: For tests
          severity: High
          action: Warn
          controls: [EC2.19]
          when: rule.direction == "ingress"
          expression: 'false'
          message: '"close it"'
        """);
    var run = plan("--output", "json");
    var json = new ObjectMapper().readTree(run.out());
    assertThat(json.findValuesAsText("expiresAt")).containsOnly("2099-01-31T12:00:00Z");
    var finding = json.path("findings").get(0);
    assertThat(finding.path("guardrail").asText()).isEqualTo("closed");
    assertThat(finding.path("severity").asText()).isEqualTo("High");
    assertThat(finding.path("action").asText()).isEqualTo("Warn");
    assertThat(finding.path("controls").get(0).asText()).isEqualTo("EC2.19");
    assertThat(finding.path("state").asText()).isEqualTo("Declared");
    assertThat(finding.path("verdict").asText()).isEqualTo("Broken");
    assertThat(finding.path("group").asText()).isEqualTo("shop/web");
    assertThat(finding.path("rule").path("name").asText()).isEqualTo("https");
    assertThat(finding.path("rule").path("from").asInt()).isEqualTo(443);
    assertThat(finding.path("message").asText()).isEqualTo("close it");
    assertThat(finding.path("exception").asText()).isEmpty();
    Files.delete(folder.resolve("guardrail.yaml"));
    assertThat(new ObjectMapper().readTree(plan("-o", "json").out()).path("findings")).isEmpty();
  }

  @Test
  void only_the_named_ManagedVpc_is_planned() throws IOException {
    Files.writeString(
        folder.resolve("other.yaml"),
        VPC.replace("prod", "test").replace("vpc-0a1b2c3d4e5f60718", "vpc-0a1b2c3d"));
    assertThat(plan("--vpc", "test").code()).isZero();
    assertThat(asked).extracting(DesiredVpc::name).containsExactly("test");
    var unknown = plan("--vpc", "staging");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("no ManagedVpc staging", "prod, test");
  }

  @Test
  void a_refused_declaration_is_an_error_beside_the_plan() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), WEB.replace("role: web", "role: db"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("ManagedVpc prod");
    assertThat(run.err()).startsWith("error: shop/web: RoleNotAllowed: ").contains("alb, web");
  }

  @Test
  void the_tags_of_a_live_group_settle_who_keeps_a_role() throws IOException {
    Files.writeString(
        folder.resolve("again.yaml"),
        WEB.replace("name: web, namespace", "name: again, namespace"));
    assertThat(plan().err()).startsWith("error: shop/web: RoleConflict: ");
    var key = new GroupKey("shop", "web");
    live =
        List.of(
            new Group(
                "sg-0a1b2c3d",
                "shop/web",
                "Rolegate shop/web",
                "vpc-0a1b2c3d4e5f60718",
                "111122223333",
                Ownership.groupTags("test", "prod", key, "web", "Serves pages", "team"),
                List.of(),
                true));
    assertThat(plan().err()).startsWith("error: shop/again: RoleConflict: ");
  }

  @Test
  void a_missing_grant_is_told_with_the_rule_and_consent_with_the_group() throws IOException {
    Files.writeString(
        folder.resolve("web.yaml"),
        WEB.replace("cidr: 10.0.0.0/8", "prefixList: {id: pl-6da54004}"));
    var run = plan();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("ForeignPeerNotGranted", "pl-6da54004");
    Files.writeString(
        folder.resolve("vpc.yaml"),
        VPC.replace("roles: [web, alb]", "roles: [web], grants: [ForeignPeers]"));
    assertThat(plan().out()).doesNotContain("ForeignPeerNotGranted");

    Files.writeString(
        folder.resolve("web.yaml"),
        WEB.replace("  egress: []", "  egress: []\n  adopt: {groupId: sg-0a1b2c3d}"));
    assertThat(plan().err()).startsWith("error: shop/web: AdoptionNotAllowed: ");
    Files.writeString(
        folder.resolve("web.yaml"),
        WEB.replace("  egress: []", "  egress: []\n  exposure: Public"));
    assertThat(plan().err()).startsWith("error: shop/web: ExposureNotGranted: ");
  }

  @Test
  void a_declaration_for_a_ManagedVpc_that_is_not_there_is_an_error() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), WEB.replace("vpc: prod", "vpc: prd"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("shop/web: spec.vpc names ManagedVpc prd", "only prod");
  }

  @Test
  void labels_of_Namespace_objects_choose_tenants() throws IOException {
    Files.writeString(
        folder.resolve("vpc.yaml"),
        VPC.replace("namespaces: [shop]", "namespaceSelector: {matchLabels: {team: shop}}"));
    assertThat(plan().err()).contains("NamespaceNotAllowed", "labels are not known");
    Files.writeString(
        folder.resolve("namespace.yaml"),
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: shop}}
        """);
    assertThat(plan().code()).isEqualTo(2);
  }

  @Test
  void without_a_ManagedVpc_nothing_can_be_planned() throws IOException {
    Files.delete(folder.resolve("vpc.yaml"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no ManagedVpc", "kubectl get managedvpc");
    assertThat(asked).isEmpty();
  }

  @Test
  void errors_in_files_are_all_told_and_nothing_is_planned() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), WEB.replace("port:", "prot:"));
    Files.writeString(folder.resolve("vpc.yaml"), VPC.replace("region:", "regoin:"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(2)
        .anySatisfy(
            l ->
                assertThat(l)
                    .contains("web.yaml, document 1, spec.ingress[0].ports[0].prot: unknown field"))
        .anySatisfy(l -> assertThat(l).contains("vpc.yaml, document 1, spec.regoin"));
    assertThat(asked).isEmpty();
  }

  @Test
  void wrong_arguments_give_1_and_say_what_is_right() {
    var noFiles = CliRun.of(plans, "plan", "--cluster-id", "test");
    assertThat(noFiles.code()).isEqualTo(1);
    assertThat(noFiles.err()).contains("--file", "Usage: rolegate plan");
    var format = plan("--output", "xml");
    assertThat(format.code()).isEqualTo(1);
    assertThat(format.err()).contains("'xml'", "text or json");
    var cluster = plan("--cluster-id", "");
    assertThat(cluster.code()).isEqualTo(1);
    assertThat(cluster.err()).contains("--cluster-id", "ROLEGATE_CLUSTER_ID");
    assertThat(asked).isEmpty();
  }

  @Test
  void standard_input_is_read() {
    var run =
        CliRun.withInput(plans, VPC + "---\n" + WEB, "plan", "-f", "-", "--cluster-id", "test");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void what_EC2_refuses_is_told_with_the_code_and_what_to_do() {
    var run =
        CliRun.of(
            (vpc, clusterId, externalId, documents) -> {
              throw new Ec2Exception(
                  Ec2Exception.Kind.UNAUTHORIZED,
                  "DescribeSecurityGroups",
                  "UnauthorizedOperation",
                  "You are not authorized",
                  null);
            },
            "plan",
            "-f",
            folder.toString(),
            "--cluster-id",
            "test");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "DescribeSecurityGroups failed (UnauthorizedOperation)", "ec2:DescribeSecurityGroups")
        .doesNotContain("Exception");
  }

  @Test
  void a_group_that_is_as_documented_needs_nothing() throws IOException {
    Files.writeString(
        folder.resolve("web.yaml"), WEB.replaceAll("(?s)  ingress:.*?  egress", "  egress"));
    plan();
    var web = asked.get(0).groups().get(0);
    live =
        List.of(
            new Group(
                "sg-0a1b2c3d",
                "shop/web",
                web.description(),
                "vpc-0a1b2c3d4e5f60718",
                "111122223333",
                Ownership.groupTags(
                    "test", "prod", web.key(), "web", "Serves pages", "team@example.com"),
                List.of(),
                true));
    assertThat(plan().code()).isZero();
  }

  @Test
  void the_external_id_of_the_status_is_taken_before_the_given_one() throws IOException {
    plan("--external-id", "given");
    plan();
    Files.writeString(
        folder.resolve("vpc.yaml"), VPC + "status: {externalId: made-by-the-operator}\n");
    plan("--external-id", "given");
    assertThat(externalIds).containsExactly("given", "", "made-by-the-operator");
  }
}
