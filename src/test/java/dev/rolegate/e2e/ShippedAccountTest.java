package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.AuditLog;
import dev.rolegate.kube.Grant;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.operator.Election;
import dev.rolegate.operator.OrderlyStop;
import dev.rolegate.sim.Simulator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The permissions that {@code deploy} gives the operator are those that its work takes: the API
 * server's audit log has no request that was refused, and each permission in at least one request.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@TestProfile(ShippedAccount.class)
class ShippedAccountTest {
  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "web"));
  private static final RoleDoc KEPT =
      RoleDoc.of("kept").in(entry("ssh", 22, "10.2.0.0/16")).with("deletionPolicy", "Retain");

  @Inject Operator operator;
  @Inject Election election;
  Simulator simulator;

  @Test
  void itIsDeniedNothingAndHasNothingThatItDoesNotUse() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    try (var scene = new Scene(simulator)) {
      playTheMainJob(scene);
    }
    try (var administrator = ApiServer.running().client()) {
      assertThat(holder(administrator)).isNotBlank();
      OrderlyStop.of(operator, election);
      assertThat(holder(administrator)).isNull();

      var requests = ApiServer.running().auditLog().of(ShippedAccount.USER);
      assertThat(requests).filteredOn(r -> r.code() == 403).as("denied").isEmpty();
      assertThat(unused(requests, grants(administrator))).as("granted, and not used").isEmpty();
    }
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

  private static void playTheMainJob(Scene scene) {
    scene.manage("Observe", "1s", tenants(scene));
    scene.declare(WEB, DB, KEPT);
    scene.awaitReady("web", "NamespaceNotAllowed");
    label(scene);
    scene.awaitReady("web", "Observed");

    scene.manage("Enforce", "1s", tenants(scene));
    for (RoleDoc doc : List.of(WEB, DB, KEPT)) {
      scene.awaitReady(doc.name(), "Applied");
    }
    scene.assertExact(WEB, DB, KEPT);
    scene.awaitEvent("web", "GroupCreated");

    repaired(scene, 1);
    repaired(scene, 2);

    scene.delete("db");
    scene.awaitGone("db");
    assertThat(scene.findGroup("db")).isEmpty();
    scene.awaitReady("web", "RulesWithheld");
    scene.delete("kept");
    scene.awaitGone("kept");
    assertThat(scene.findGroup("kept")).isPresent();
    scene.awaitEvent("kept", "GroupLeft");
  }

  private static String tenants(Scene scene) {
    return "[{namespaceSelector: {matchLabels: {scene: %s}}, roles: [\"*\"]}]"
        .formatted(scene.vpc());
  }

  private static void label(Scene scene) {
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
  private static void repaired(Scene scene, int times) {
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
