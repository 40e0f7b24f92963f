package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.operator.status.VpcStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody has to put right first: the condition says what, and the rest goes on. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class RefusalsTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("dns", 53, "10.0.0.2/32"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "10.1.0.0/16"));
  private static final RoleDoc BATCH = RoleDoc.of("batch").out(entry("https", 443, "10.1.0.0/16"));

  @Test
  void aNamespaceThatIsNoTenantIsToldSo() {
    scene.declare(WEB);
    long mark = scene.cloud().mark();
    scene.manage("Enforce", "5m", "[{namespaces: [somebody-else], roles: [\"*\"]}]");

    var web = scene.awaitReady("web", "NamespaceNotAllowed");
    assertThat(message(web)).contains(scene.namespace());
    assertThat(Scene.condition(web, "Stalled")).map(Condition::getStatus).contains("True");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    scene.manage("Enforce", "5m");
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB);

    scene.manage("Enforce", "5m", "[{namespaces: [somebody-else], roles: [\"*\"]}]");
    scene.awaitReady("web", "NamespaceNotAllowed");
    mark = scene.cloud().mark();
    scene.outsider().open(scene.group("web").id(), 22, "10.3.0.0/16", "the group is frozen");
    scene.apply(WEB.in());
    scene.awaitReady("web", "NamespaceNotAllowed");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @Test
  void aRoleThatTheNamespaceMayNotDeclareIsToldSo() {
    scene.declare(WEB, DB);
    scene.manage(
        "Enforce", "5m", "[{namespaces: [%s], roles: [\"w*\"]}]".formatted(scene.namespace()));

    assertThat(message(scene.awaitReady("db", "RoleNotAllowed"))).contains("db");
    scene.awaitReady("web", "Applied");
    assertThat(scene.findGroup("db")).isEmpty();

    scene.manage("Enforce", "5m");
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB);
  }

  @Test
  void ofTwoThatDeclareOneRoleTheOtherIsToldWhoWon() {
    scene.declare(WEB);
    scene.manage("Enforce", "5m");
    scene.awaitReady("web", "Applied");
    var second =
        Serialization.unmarshal(
            RoleDoc.of("web")
                .in(entry("open", 22, "0.0.0.0/0"))
                .manifest(scene.namespace(), scene.vpc()),
            RoleSecurityGroup.class);
    second.getMetadata().setName("web-again");
    scene.client().resource(second).create();

    assertThat(message(scene.awaitReady("web-again", "RoleConflict")))
        .contains(scene.namespace() + "/web");
    scene.assertExact(WEB);
    assertThat(scene.findGroup("web-again")).isEmpty();

    scene.delete("web-again");
    scene.awaitGone("web-again");
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB);
  }

  @Test
  void ofTwoManagedVpcsForOneVpcTheYoungerStandsBack() {
    scene.declare(WEB);
    scene.manage("Enforce", "5m");
    scene.awaitReady("web", "Applied");
    var rival = Serialization.unmarshal(Serialization.asYaml(scene.managedVpc()), ManagedVpc.class);
    rival.getMetadata().setName(scene.vpc() + "-rival");
    rival.getMetadata().setResourceVersion(null);
    rival.getMetadata().setUid(null);
    rival.getMetadata().setManagedFields(null);
    rival.setStatus(null);
    scene.client().resource(rival).create();
    try {
      await()
          .atMost(Scene.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          VpcStatus.orEmpty(scene.client().resource(rival).get().getStatus())
                              .conditions())
                      .anyMatch(
                          c ->
                              c.getType().equals("Ready")
                                  && c.getReason().equals("VpcConflict")
                                  && c.getMessage().contains(scene.vpc())));
      scene.awaitVpc("Applied");
    } finally {
      scene.client().resource(rival).delete();
    }
  }

  @Test
  void aDeniedActionIsNamedWithTheStatementThatIsMissing() {
    simulator.behaviour().deny("AuthorizeSecurityGroupIngress");
    scene.declare(WEB, DB, BATCH);
    scene.manage("Enforce", "5m");

    for (String role : new String[] {"web", "db"}) {
      var refused = scene.awaitReady(role, "AccessDenied");
      assertThat(message(refused))
          .contains(
              "AuthorizeSecurityGroupIngress",
              "UnauthorizedOperation",
              "{\"Effect\":\"Allow\",\"Action\":\"ec2:AuthorizeSecurityGroupIngress\",");
      assertThat(Scene.condition(refused, "Stalled")).map(Condition::getStatus).contains("True");
    }
    scene.awaitReady("batch", "Applied");
    scene.assertExact(WEB.in(), DB.in(), BATCH);
    scene.awaitEvent("web", "StepFailed");

    simulator.behaviour().allowAll();
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB, BATCH);
    assertThat(scene.get("web").getStatus().lastDrift()).isEmpty();
  }

  @Test
  void aDeniedReadChangesNothingAndSaysSo() {
    scene.declare(WEB);
    simulator.behaviour().deny("DescribeSecurityGroups");
    scene.manage("Enforce", "1s");

    assertThat(message(scene.awaitReady("web", "AccessDenied")))
        .contains("\"Action\":\"ec2:DescribeSecurityGroups\"");
    assertThat(scene.findGroup("web")).isEmpty();

    simulator.behaviour().allowAll();
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB);
  }
}
