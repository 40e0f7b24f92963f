package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.AuditLog;
import dev.rolegate.kube.Grant;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.operator.Election;
import dev.rolegate.operator.OrderlyStop;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.simulated.PolicyUse;
import dev.rolegate.simulated.ShippedPolicies;
import dev.rolegate.simulated.ShippedPolicies.Tier;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The permissions that {@code deploy} gives the operator, of Kubernetes and of AWS at once, are
 * those that its work takes: neither the API server's audit log nor EC2's call log has a request
 * that was refused, and each permission is in at least one. The operator runs in an account of its
 * own with EKS Pod Identity, so that it also assumes the role of the VPC's account.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@TestProfile(ShippedAccount.class)
class ShippedAccountTest {
  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("mysql", 3306, "db"));
  private static final RoleDoc CHANGED =
      WEB.in(entry("https", 443, "10.2.0.0/16"))
          .out(new RoleDoc.Entry("mysql", "Another reason", 3306, 3306, List.of("db")))
          .with("purpose", "Another purpose");
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "web"));
  private static final RoleDoc KEPT =
      RoleDoc.of("kept").in(entry("ssh", 22, "10.2.0.0/16")).with("deletionPolicy", "Retain");

  private static final String ACCOUNT = "111122223333";
  private static final Map<String, String> SESSION_TAGS =
      Map.of("kubernetes-namespace", ShippedAccount.NAMESPACE);

  @Inject Operator operator;
  @Inject Election election;
  Simulator simulator;
  private Scene scene;
  private ShippedPolicies shipped;

  @Test
  void itIsDeniedNothingAndHasNothingThatItDoesNotUse() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    try (var opened = new Scene(simulator)) {
      scene = opened;
      shipped = new ShippedPolicies(ACCOUNT, CloudView.REGION, scene.vpcId(), "test");
      attachPolicies();
      observe();
      enforce();
      change();
      adopt();
      retire();
      delete();
      for (String kind : List.of("guardrailexception", "guardrail", "addressset")) {
        assertThat(scene.kubectl().run("delete", kind, "shipped").exit()).isZero();
      }
    }
    try (var administrator = ApiServer.running().client()) {
      assertThat(holder(administrator)).isNotBlank();
      OrderlyStop.of(operator, election);
      assertThat(holder(administrator)).isNull();

      var requests = ApiServer.running().auditLog().of(ShippedAccount.USER);
      assertThat(requests).filteredOn(r -> r.code() == 403).as("denied").isEmpty();
      assertThat(unused(requests, grants(administrator))).as("granted, and not used").isEmpty();
    }
    var calls = simulator.calls().all();
    assertThat(calls).hasSize((int) simulator.calls().count());
    assertThat(calls).filteredOn(call -> call.status() == 403).as("denied by AWS").isEmpty();
    var files = Stream.concat(Tier.ADOPT.files().stream(), Stream.of("assume")).toList();
    assertThat(new PolicyUse(calls).unused(shipped, files)).as("allowed, and not used").isEmpty();
  }

  private static String holder(KubernetesClient administrator) {
    return administrator
        .resources(Lease.class)
        .inNamespace(ShippedAccount.NAMESPACE)
        .withName("rolegate")
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  private static List<Grant> grants(KubernetesClient administrator) {
    return Stream.concat(
            Grant.ofClusterRole(administrator, "rolegate").stream(),
            Grant.ofRole(administrator, ShippedAccount.NAMESPACE, "rolegate-leader").stream())
        .toList();
  }

  private static List<Grant> unused(List<AuditLog.Request> requests, List<Grant> grants) {
    assertThat(grants).hasSizeGreaterThan(10);
    return grants.stream().filter(grant -> requests.stream().noneMatch(grant::covers)).toList();
  }

  /** Before the operator's first call has any effect. */
  private void attachPolicies() {
    Hold first = simulator.behaviour().hold(Hold.next("AssumeRole", When.BEFORE));
    manage("Observe", "[]");
    await().atMost(Scene.PATIENCE).until(() -> first.held().isPresent());
    assertThat(scene.cloud().since(0)).isEmpty();
    var policies =
        Stream.concat(
                shipped.policies(Tier.ADOPT).stream(),
                Stream.of(shipped.policy("orphans"), shipped.policy("retire")))
            .toList();
    shipped.attachAcross(simulator, policies, scene.status().externalId(), SESSION_TAGS);
    first.drop();
  }

  private void manage(String mode, String adoptable) {
    manage(mode, adoptable, Map.of());
  }

  private void manage(String mode, String adoptable, Map<String, String> more) {
    String tenants =
        "[{namespaceSelector: {matchLabels: {scene: %s}}, roles: [\"*\"], grants: [ForeignPeers]}]"
            .formatted(scene.vpc());
    Map<String, String> all = new HashMap<>(more);
    all.putAll(Map.of("roleArn", shipped.roleArn(), "adoptable", adoptable));
    scene.manage(mode, "1s", tenants, all);
  }

  private void observe() {
    house();
    scene.declare(WEB, DB, KEPT, files(0));
    scene.awaitReady("web", "NamespaceNotAllowed");
    label();
    scene.awaitReady("web", "Observed");
  }

  /**
   * A guardrail that asks what prefix lists hold and which subnets there are, an exception that has
   * no end yet, and addresses.
   */
  private void house() {
    for (String manifest :
        List.of(
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: Guardrail
            metadata: {name: shipped}
            spec: {title: Neither the world nor a subnet, severity: High, action: Warn,
              expression: '!rule.fromWorld() && !rule.coversSubnet()', message: '"close it"'}
            """,
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: GuardrailException
            metadata: {name: shipped}
            spec: {guardrail: shipped, managedVpc: %s, group: {namespace: %s, name: web}, reason: For tests,
              acceptedBy: nobody, expiresAt: '2999-01-01T00:00:00Z'}
            """
                .formatted(scene.vpc(), scene.namespace()),
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: AddressSet
            metadata: {name: shipped}
            spec: {purpose: The office, owner: platform@example.com, kind: Office, entries: [{cidr: 203.0.113.0/24, description: Gate}]}
            """)) {
      assertThat(scene.kubectl().runWithInput(manifest, "apply", "-f", "-").exit()).isZero();
    }
  }

  private void enforce() {
    manage("Enforce", "[]");
    for (RoleDoc doc : List.of(WEB, DB, KEPT, files(0))) {
      scene.awaitReady(doc.name(), "Applied");
    }
    scene.assertExact(WEB, DB, KEPT);
    scene.awaitEvent("web", "GroupCreated");
    repaired(1);
    repaired(2);
  }

  /** In place where EC2 can: peers of both sorts, descriptions of both directions, tags. */
  private void change() {
    scene.apply(CHANGED);
    scene.apply(files(1));
    scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "for a moment");
    scene.awaitReady("files", "Applied");
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(CHANGED));
    scene.awaitReady("web", "Applied");
    assertThat(scene.group("web").tags().values())
        .containsEntry("rolegate.dev/purpose", "Another purpose");
  }

  private RoleDoc files(int list) {
    simulator.world().open(ACCOUNT, CloudView.REGION);
    var lists =
        scene.cloud().now().all(PrefixList.class).stream()
            .filter(one -> one.weight() == 1)
            .toList();
    var peer = Map.of("prefixList", Map.of("id", lists.get(list).id()));
    return RoleDoc.of("files")
        .with(
            "egress",
            List.of(
                Map.of(
                    "name",
                    "https",
                    "purpose",
                    "Objects of the shop",
                    "ports",
                    List.of(Map.of("port", 443)),
                    "peers",
                    List.of(peer))));
  }

  /** A group of somebody else, narrowed once that is approved, and one that has lost its proof. */
  private void adopt() {
    String found = scene.outsider().createGroup(scene.vpcId(), "legacy", Map.of());
    scene.outsider().open(found, 443, "10.1.0.0/16", "by hand");
    String lost = scene.group("files").id();
    String consent = "{groupId: %s, namespace: " + scene.namespace() + "}";
    manage("Enforce", "[" + consent.formatted(found) + "]");
    scene.declare(RoleDoc.of("legacy").with("adopt", Map.of("groupId", found)));
    scene.approve(scene.awaitHeld(2));
    scene.awaitReady("legacy", "Applied");
    assertThat(scene.cloud().group(scene.vpcId(), "legacy"))
        .hasValueSatisfying(group -> assertThat(group.rules()).isEmpty());

    strip(lost);
    scene.awaitReady("files", "OwnershipLost");
    manage("Enforce", "[" + consent.formatted(found) + ", " + consent.formatted(lost) + "]");
    scene.awaitReady("files", "Applied");
    assertThat(scene.group("files").tags().values())
        .containsEntry("rolegate.dev/namespace", scene.namespace());
  }

  /** As whoever manages the organization might; the shipped control policy keeps others from it. */
  private void strip(String groupId) {
    simulator
        .world()
        .update(
            CloudView.REGION,
            state -> {
              var group = state.find(SecurityGroup.class, groupId).orElseThrow();
              return state.with(group.withTags(group.tags().without("rolegate.dev/namespace")));
            });
  }

  /** One group is used again while it waits, and one is deleted and comes back. */
  private void retire() {
    var orphans = new OrphanScene(scene);
    String used = orphans.group("old-used");
    String retired = orphans.group("old-retired");
    manage(
        "Enforce",
        "[]",
        OrphanScene.fields("action: Delete, gracePeriod: 8s, quarantinePeriod: 9d"));
    orphans.awaitPhase(used, OrphanPhase.CANDIDATE);
    scene.outsider().launch(scene.vpcId(), used);
    orphans.awaitForgotten(used);
    orphans.decide(retired, OrphanDecision.DELETE);
    orphans.awaitPhase(retired, OrphanPhase.DELETED);
    orphans.decide(retired, OrphanDecision.RESTORE);
    orphans.awaitReason(retired, "Restored");
    manage("Enforce", "[]");
  }

  private void delete() {
    scene.delete("db");
    scene.awaitGone("db");
    assertThat(scene.findGroup("db")).isEmpty();
    scene.awaitReady("web", "RulesWithheld");
    scene.delete("kept");
    scene.awaitGone("kept");
    assertThat(scene.findGroup("kept")).isPresent();
    scene.awaitEvent("kept", "GroupLeft");
  }

  private void label() {
    scene
        .client()
        .namespaces()
        .withName(scene.namespace())
        .edit(
            n ->
                new NamespaceBuilder(n)
                    .editMetadata()
                    .addToLabels("scene", scene.vpc())
                    .endMetadata()
                    .build());
  }

  /** The same drift again is the same event with a higher count. */
  private void repaired(int times) {
    var group = scene.group("web");
    String https =
        scene.cloud().ruleIds(group).entrySet().stream()
            .filter(rule -> rule.getKey().contains("443"))
            .findFirst()
            .orElseThrow()
            .getValue();
    scene.outsider().describe(group.id(), https, "not what the document says");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.events("web"))
                    .filteredOn(e -> e.getReason().equals("DriftRepaired"))
                    .anyMatch(
                        e -> times == 1 || e.getSeries() != null && e.getSeries().getCount() > 1));
    scene.assertExact(WEB);
  }
}
