package dev.rolegate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.api.PeerSpec.RoleRef;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A resource means the same from a file, which no API server has completed, as from an API server.
 */
class ResourceReadingTest {

  private static final String WEB =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web, namespace: shop}
      spec:
        vpc: prod
        role: web
        purpose: Web servers
        owner: team-shop@example.com
        ingress:
        - name: https
          purpose: The load balancer forwards HTTPS
          ports: [{port: 443}]
          peers: [{role: {name: alb}}]
        egress: []
      """;

  private final KubernetesSerialization yaml = new KubernetesSerialization();

  @Test
  void completesARoleSecurityGroup() {
    var spec = yaml.unmarshal(WEB, RoleSecurityGroup.class).getSpec();

    assertThat(spec.ingress())
        .containsExactly(
            new RuleSpec(
                "https",
                "The load balancer forwards HTTPS",
                List.of(new PortSpec("tcp", 443, null, null, null)),
                List.of(new PeerSpec(new RoleRef("alb", null), null, null, null, null)),
                null));
    assertThat(spec.suspend()).isFalse();
    assertThat(spec.groupName()).isNull();
    assertThat(spec.exposure()).isEqualTo(Exposure.INTERNAL);
    assertThat(spec.adopt()).isNull();
    assertThat(spec.deletionPolicy()).as("absent stays absent").isNull();
  }

  @Test
  void retainsAnAdoptedGroupUnlessDeleteIsWritten() {
    var adopts = WEB + "  adopt: {groupId: sg-0a1b2c3d}\n";

    var spec = yaml.unmarshal(adopts, RoleSecurityGroup.class).getSpec();
    assertThat(spec.adopt()).isEqualTo(new AdoptSpec("sg-0a1b2c3d"));
    assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.RETAIN);

    var deletes = yaml.unmarshal(adopts + "  deletionPolicy: Delete\n", RoleSecurityGroup.class);
    assertThat(deletes.getSpec().deletionPolicy()).isEqualTo(DeletionPolicy.DELETE);
  }

  @Test
  void completesAManagedVpc() {
    var spec =
        yaml.unmarshal(
                """
                apiVersion: rolegate.dev/v1alpha1
                kind: ManagedVpc
                metadata: {name: prod}
                spec:
                  vpcId: vpc-0a1b2c3d4e5f60718
                  region: eu-west-1
                  tenants:
                  - {namespaceSelector: {matchLabels: {team: shop}}, roles: [web]}
                  - {namespaces: [edge], roles: [alb], grants: [PublicExposure, ForeignPeers]}
                  adoptable: [{groupId: sg-0a1b2c3d, namespace: shop}]
                  limits: {maxNarrowedPercent: 0}
                """,
                ManagedVpc.class)
            .getSpec();

    assertThat(spec.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(spec.drift().interval()).isEqualTo("5m");
    assertThat(spec.tenants())
        .containsExactly(
            new TenantSpec(
                List.of(),
                new NamespaceSelector(Map.of("team", "shop"), List.of()),
                List.of("web"),
                List.of()),
            new TenantSpec(
                List.of("edge"),
                null,
                List.of("alb"),
                List.of(Grant.PUBLIC_EXPOSURE, Grant.FOREIGN_PEERS)));
    assertThat(spec.adoptable()).containsExactly(new AdoptableSpec("sg-0a1b2c3d", "shop"));
    assertThat(spec.limits()).isEqualTo(new LimitsSpec(5, 0));
  }

  @Test
  void readsWhatItWrote() {
    var read = yaml.unmarshal(WEB, RoleSecurityGroup.class);
    read.setStatus(
        new RoleSecurityGroupStatus(
            2L,
            List.of(),
            "sg-0a1b2c3d4e5f60718",
            "shop/web",
            RuleCounts.of(6, 5, 1),
            "abc",
            List.of("authorize ingress/https"),
            List.of(new WithheldRule("ingress/https", "RoleNotFound", "no role alb in shop")),
            List.of(
                new DriftRecord(
                    "2026-01-31T12:00:00Z",
                    DriftKind.EXTRA_RULE,
                    "ingress tcp 22 0.0.0.0/0",
                    "sgr-1a2b3c4d",
                    DriftAction.REMOVED)),
            List.of("0a1b2c3d4e"),
            null,
            null));

    var again = yaml.unmarshal(yaml.asYaml(read), RoleSecurityGroup.class);

    assertThat(again.getSpec()).isEqualTo(read.getSpec());
    assertThat(again.getStatus()).isEqualTo(read.getStatus());
    assertThat(yaml.asYaml(read)).contains("5/6").contains("ExtraRule").contains("Removed");
  }

  @Test
  void readsTheStatusOfAManagedVpcThatItWrote() {
    var vpc = new ManagedVpc();
    vpc.setStatus(
        new ManagedVpcStatus(
            2L,
            List.of(),
            4,
            2,
            null,
            "abc",
            List.of("held"),
            List.of("sg-1a2b3c4d"),
            new AccountStatus("111122223333", "111122223333"),
            "external",
            "nonce",
            new ApprovalStatus("0a1b2c3d4e5f6071", 3, List.of("revoke")),
            new ApprovedStatus("1a2b3c4d5e6f7081", "2026-01-31T12:00:00Z", List.of("0a1b2c3d4e")),
            List.of(new DeletionRecord("sg-0a1b2c3d", "2026-01-31T12:00:00Z")),
            List.of("sg-0f1e2d3c"),
            new OrphanCounts(3, 20, 0, 1, List.of("Lambda: denied")),
            new SprawlStatus(
                List.of(new SprawlCount("LaunchWizard", 1, 14)),
                List.of(
                    new SprawlFindingStatus(
                        "LaunchWizard", "14 groups", 14, List.of("sg-1a2b3c4d"), "Retire them.")),
                List.of("instances: denied")),
            new UnmanagedStatus(
                3,
                1,
                1,
                0,
                List.of(
                    new CondemnedRule(
                        "sg-0a1b2c3d",
                        "sgr-0a1b2c3d",
                        "ingress tcp 22 0.0.0.0/0",
                        List.of("world-open-admin"),
                        "2026-01-31T12:00:00Z",
                        "2026-02-07T12:00:00Z",
                        null)),
                List.of(
                    new RemediatedRule(
                        "sg-0a1b2c3d",
                        "sgr-1a2b3c4d",
                        "ingress tcp 3389 0.0.0.0/0",
                        "2026-01-31T12:00:00Z")),
                List.of("sg-1a2b3c4d: it belongs to Terraform")),
            new DefaultGroupStatus("sg-0f1e2d3c", 2)));

    var again = yaml.unmarshal(yaml.asYaml(vpc), ManagedVpc.class);

    assertThat(again.getStatus()).isEqualTo(vpc.getStatus());
  }

  @Test
  void knowsNothingAppliedFromNotKnown() {
    var none = yaml.unmarshal(WEB + "status: {applied: []}\n", RoleSecurityGroup.class);
    assertThat(none.getStatus().applied()).isEmpty();
    assertThat(yaml.asYaml(none)).contains("applied: []");

    var unknown = yaml.unmarshal(WEB + "status: {}\n", RoleSecurityGroup.class);
    assertThat(unknown.getStatus().applied()).isNull();
  }

  @Test
  void writesNoFieldThatIsAbsent() {
    assertThat(yaml.asJson(yaml.unmarshal(WEB, RoleSecurityGroup.class).getSpec()))
        .doesNotContain("null")
        .contains("\"egress\":[]");
  }

  @Test
  void namesTheListThatHasAnEmptyEntry() {
    assertThatThrownBy(
            () -> yaml.unmarshal(WEB.replace("[{port: 443}]", "[null]"), RoleSecurityGroup.class))
        .hasStackTraceContaining("ports has an empty entry: write it out, or remove its dash");
  }

  /**
   * The operator's own client may be told to be lenient; a file with a slip of the pen must not
   * pass.
   */
  @Test
  void namesAnUnknownField() {
    assertThatThrownBy(
            () ->
                yaml.unmarshal(
                    WEB.replace("egress: []", "egress: []\n  ingres: []"), RoleSecurityGroup.class))
        .hasStackTraceContaining("Unrecognized field \"ingres\"");
  }

  @Test
  void passesOverWhatANewerRolegateLeftInTheStatus() {
    var read =
        yaml.unmarshal(
            WEB + "status: {groupId: sg-1a2b3c4d, later: 1, rules: {summary: 1/1, later: 2}}\n",
            RoleSecurityGroup.class);

    assertThat(read.getStatus().groupId()).isEqualTo("sg-1a2b3c4d");
    assertThat(read.getStatus().rules().summary()).isEqualTo("1/1");
  }
}
