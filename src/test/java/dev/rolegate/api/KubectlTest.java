package dev.rolegate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user sees of the custom resources through kubectl. */
@RealApiServer
class KubectlTest {

  private static final String VPC =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata: {name: columns}
      spec: {vpcId: vpc-0a1b2c3d4e5f60718, region: eu-west-1}
      """;

  private static final String WEB =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web}
      spec:
        vpc: prod
        role: web
        purpose: Web servers behind the public load balancer
        owner: team-shop@example.com
        ingress:
        - name: https
          purpose: The load balancer forwards HTTPS
          ports: [{port: 443}]
          peers: [{role: {name: alb}}]
        egress: []
      """;

  private static final String ORPHAN =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: OrphanedSecurityGroup
      metadata: {name: sg-0a1b2c3d4e5f60718}
      spec: {managedVpc: prod, groupId: sg-0a1b2c3d4e5f60718, groupName: launch-wizard-1}
      """;

  /** What belongs to no namespace would be in the way of other tests. */
  @AfterEach
  void forget(KubernetesClient client) {
    client.resources(ManagedVpc.class).withName("columns").delete();
    client.resources(OrphanedSecurityGroup.class).withName("sg-0a1b2c3d4e5f60718").delete();
  }

  /** GitOps tools apply on the server, and a role may lose its last rule. */
  @Test
  void appliesOnTheServerThatNothingMayLeaveAnyMore(Kubectl kubectl) {
    String some =
        WEB.replace(
            "egress: []",
            "egress: [{name: dns, purpose: Names, ports: [{port: 53}], peers: [{cidr: 10.0.0.2/32}]}]");
    for (String manifest : List.of(some, WEB)) {
      var applied =
          kubectl.runWithInput(
              manifest, "apply", "--server-side", "--field-manager", "gitops", "-f", "-");
      assertThat(applied.exit()).as(applied.stderr()).isZero();
    }

    assertThat(kubectl.run("get", "rsg", "web", "-o", "jsonpath={.spec.egress}").stdout())
        .isEqualTo("[]");
  }

  @Test
  void explainsTheSpecOfARole(Kubectl kubectl) {
    assertThat(explain(kubectl, "rsg"))
        .contains("one EC2 security group.", "spec <Object> -required-");
    assertThat(explain(kubectl, "rsg.spec"))
        .contains(
            "KIND: RoleSecurityGroup",
            "egress <[]Object> -required- Where the role's machines may open connections to.",
            "deletionPolicy <string> enum: Delete, Retain",
            "exposure <string> enum: Internal, Public",
            "owner <string> -required-",
            "Name of the EC2 security group. Default: <namespace>/<name>, such as shop/web.");
    assertThat(explain(kubectl, "rsg.spec.ingress.ports"))
        .contains("port <integer> Port, or first port of a range, such as 443.");
    assertThat(explain(kubectl, "mvpc.spec"))
        .contains(
            "mode <string> enum: Enforce, Observe",
            "vpcId <string> -required-",
            "adoptable <[]Object> Existing security groups that may be taken over",
            "limits <Object> What changed documents may cause without an approval.");
    assertThat(explain(kubectl, "rsg.spec.adopt"))
        .contains("An existing group to take over instead", "groupId <string> -required-");
    assertThat(explain(kubectl, "mvpc.spec.tenants"))
        .contains(
            "grants <[]string>",
            "What else these namespaces may declare. PublicExposure: groups with exposure: Public.");
  }

  @Test
  void showsTheStateOfARoleInColumns(Kubectl kubectl, KubernetesClient client) {
    assertThat(kubectl.runWithInput(WEB, "create", "-f", "-").exit()).isZero();
    var web = client.resources(RoleSecurityGroup.class).withName("web");
    web.editStatus(
        rsg -> {
          rsg.setStatus(
              new RoleSecurityGroupStatus(
                  1L,
                  List.of(condition("Ready", "Observed"), condition("InSync", "InSync")),
                  "sg-0a1b2c3d4e5f60718",
                  "shop/web",
                  RuleCounts.of(6, 5, 1),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  "2026-07-30T00:00:00Z"));
          return rsg;
        });

    assertThat(columns(kubectl, "rsg", "-o", "wide"))
        .containsExactly(
            "NAME ROLE VPC GROUP READY INSYNC RULES REASON REVIEW-DUE AGE",
            "web web prod sg-0a1b2c3d4e5f60718 True True 5/6 Observed 2026-07-30T00:00:00Z <age>");
    assertThat(columns(kubectl, "rsg")).startsWith("NAME ROLE VPC GROUP READY INSYNC RULES AGE");
  }

  @Test
  void showsTheStateOfAVpcInColumns(Kubectl kubectl, KubernetesClient client) {
    assertThat(kubectl.runWithInput(VPC, "create", "-f", "-").exit()).isZero();
    client
        .resources(ManagedVpc.class)
        .withName("columns")
        .editStatus(
            vpc -> {
              vpc.setStatus(
                  new ManagedVpcStatus(
                      1L,
                      List.of(condition("Ready", "Observed")),
                      4,
                      2,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      new ApprovalStatus("0123456789abcdef", 3, List.of()),
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null));
              return vpc;
            });

    assertThat(columns(kubectl, "mvpc", "columns"))
        .containsExactly(
            "NAME VPC REGION MODE READY GROUPS DRIFT HELD AGE",
            "columns vpc-0a1b2c3d4e5f60718 eu-west-1 Observe True 4 2 3 <age>");
  }

  @Test
  void showsTheStateOfAnOrphanInColumns(Kubectl kubectl, KubernetesClient client) {
    assertThat(kubectl.runWithInput(ORPHAN, "create", "-f", "-").exit()).isZero();
    client
        .resources(OrphanedSecurityGroup.class)
        .withName("sg-0a1b2c3d4e5f60718")
        .editStatus(
            orphan -> {
              orphan.setStatus(
                  new OrphanedSecurityGroupStatus(
                      1L,
                      OrphanPhase.QUARANTINED,
                      null,
                      null,
                      null,
                      null,
                      null,
                      new OrphanNext("Delete", "2026-02-07T12:00:00Z"),
                      "eni-1",
                      null,
                      null,
                      null,
                      null,
                      null,
                      null));
              return orphan;
            });

    assertThat(columns(kubectl, "osg", "sg-0a1b2c3d4e5f60718"))
        .containsExactly(
            "NAME GROUP VPC PHASE HOLDER NEXT WHEN AGE",
            "sg-0a1b2c3d4e5f60718 launch-wizard-1 prod Quarantined eni-1 Delete 2026-02-07T12:00:00Z"
                + " <age>");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce(Kubectl kubectl) {
    var wrong =
        WEB.replace("{port: 443}", "{port: 90, endPort: 80}")
            .replace("{role: {name: alb}}", "{cidr: 10.1.2.3/8, prefixList: {id: pl-6da54004}}");

    var refused = kubectl.runWithInput(wrong, "create", "-f", "-");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.stderr())
        .startsWith("The RoleSecurityGroup \"web\" is invalid:")
        .contains("spec.ingress[0].ports[0]: Invalid value: write the lower number as port")
        .contains("spec.ingress[0].peers[0]: Invalid value: write exactly one of role")
        .contains(
            "spec.ingress[0].peers[0].cidr: Invalid value: \"10.1.2.3/8\": write the block in its canonical");
  }

  @Test
  void refusesAMisspeltField(Kubectl kubectl) {
    var refused = kubectl.runWithInput(WEB.replace("ingress:", "ingres:"), "create", "-f", "-");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.stderr()).contains("unknown field \"spec.ingres\"");
  }

  private static Condition condition(String type, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("True")
        .withReason(reason)
        .withMessage("as of the test")
        .withLastTransitionTime("2026-01-31T12:00:00Z")
        .build();
  }

  /**
   * The text with every run of white space as one space. The server publishes new kinds with a
   * delay.
   */
  private static String explain(Kubectl kubectl, String path) {
    await().atMost(Duration.ofSeconds(30)).until(() -> kubectl.run("explain", path).exit() == 0);
    return kubectl.run("explain", path).stdout().replaceAll("\\s+", " ");
  }

  private static List<String> columns(Kubectl kubectl, String... resource) {
    var command = new String[resource.length + 1];
    command[0] = "get";
    System.arraycopy(resource, 0, command, 1, resource.length);
    return kubectl
        .run(command)
        .stdout()
        .lines()
        .map(line -> line.replaceAll("\\s+", " ").replaceAll(" \\d+s$", " <age>"))
        .toList();
  }
}
