package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * What keeps a group whose RoleSecurityGroup is deleted, and who lets it go. {@link DeletionTest}
 * has the group without use, the one in use by interfaces, the retained one, and the ones without
 * ManagedVpc and in Observe; {@link ConsentTest} the adopted one; {@link UninstallTest} the deleted
 * kind.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class DeletionTableTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "web"));
  private static final String NOBODY = "[{namespaces: [somebody-else], roles: [\"*\"]}]";

  private String db;

  private void created() {
    created(WEB, DB);
    db = scene.group("db").id();
  }

  /** Deletes the role, and sees that its group is kept and enforced while this holds it. */
  private void assertBlocked(String... named) {
    long mark = scene.cloud().mark();
    scene.delete("db");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Scene.condition(scene.get("db"), "DeletionBlocked"))
                    .map(Condition::getMessage)
                    .hasValueSatisfying(m -> assertThat(m).contains(named)));
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    scene.assertExact(WEB, DB);

    scene.outsider().open(db, 22, "0.0.0.0/0", "while it is blocked");
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(WEB, DB));
  }

  private void assertGoesNow() {
    scene.awaitGone("db");
    assertThat(scene.findGroup("db")).isEmpty();
    scene.assertExact(WEB.out());
  }

  private void letIn(String groupId, String from) {
    scene
        .outsider()
        .ec2()
        .authorizeSecurityGroupIngress(
            r ->
                r.groupId(groupId)
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("tcp")
                            .fromPort(5432)
                            .toPort(5432)
                            .userIdGroupPairs(UserIdGroupPair.builder().groupId(from).build())
                            .build()));
  }

  @Test
  void aReferenceFromAGroupOfSomebodyElseKeepsTheGroup() {
    created();
    String legacy = scene.outsider().createGroup(scene.vpcId(), "legacy", Map.of());
    letIn(legacy, db);

    assertBlocked(legacy, "legacy", "tcp 5432");

    scene.outsider().ec2().deleteSecurityGroup(r -> r.groupId(legacy));
    assertGoesNow();
  }

  @Test
  void aReferenceFromAPeeredVpcKeepsTheGroup() {
    created();
    var ec2 = scene.outsider().ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.77.0.0/16")).vpc().vpcId();
    String peering =
        ec2.createVpcPeeringConnection(r -> r.vpcId(scene.vpcId()).peerVpcId(vpc))
            .vpcPeeringConnection()
            .vpcPeeringConnectionId();
    ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering));
    String far = scene.outsider().createGroup(vpc, "far", Map.of());
    letIn(far, db);

    assertBlocked(vpc, peering);

    ec2.deleteSecurityGroup(r -> r.groupId(far));
    assertGoesNow();
  }

  @Test
  void anAssociationWithAnotherVpcKeepsTheGroup() {
    created();
    var ec2 = scene.outsider().ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.78.0.0/16")).vpc().vpcId();
    ec2.associateSecurityGroupVpc(r -> r.groupId(db).vpcId(vpc));

    assertBlocked("association with " + vpc);

    ec2.disassociateSecurityGroupVpc(r -> r.groupId(db).vpcId(vpc));
    assertGoesNow();
  }

  @Test
  void holdersThatMayNotBeReadKeepTheGroup() {
    created();
    simulator.behaviour().deny("DescribeSecurityGroupReferences");

    assertBlocked("unknown", "DescribeSecurityGroupReferences", "UnauthorizedOperation");

    simulator.behaviour().allowAll();
    assertGoesNow();
  }

  @Test
  void holdersThatCannotBeReadJustNowKeepTheGroup() {
    created();
    simulator
        .behaviour()
        .fail(
            Failure.rate(
                "DescribeNetworkInterfaces", Failure.When.BEFORE, Failure.Kind.UNAVAILABLE, 1));

    assertBlocked("unknown", "DescribeNetworkInterfaces");

    simulator.behaviour().noFailures();
    assertGoesNow();
  }

  @Test
  void aGroupWhoseNamespaceIsNoTenantAnyMoreIsLeft() {
    created();
    var before = scene.group("db");
    scene.manage("Enforce", "1s", NOBODY);
    scene.awaitReady("db", "NamespaceNotAllowed");
    long mark = scene.cloud().mark();
    scene.outsider().open(db, 22, "0.0.0.0/0", "the group is frozen");
    scene.awaitChecks(2);

    scene.delete("db");
    scene.awaitGone("db");

    scene.awaitEvent("db", "GroupLeft");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(scene.group("db").tags()).isEqualTo(before.tags());
    assertThat(scene.group("db").rules()).containsAll(before.rules()).hasSize(2);
  }

  @Test
  void aGroupThatLostItsDeclarationIsReportedAndNeverTouched() {
    created();
    scene.outsider().open(db, 22, "0.0.0.0/0", "nobody answers for it now");
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(WEB, DB));
    var before = scene.group("db");
    awaitPause();
    operator.stop();
    var role = scene.client().resources(RoleSecurityGroup.class).inNamespace(scene.namespace());
    role.withName("db").edit(r -> without(r));
    scene.delete("db");
    scene.awaitGone("db");
    long mark = scene.cloud().mark();
    operator.start();

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.status().undeclared()).contains(db));
    scene.awaitReady("web", "RulesWithheld");
    assertThat(scene.group("db")).isEqualTo(before);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  private static RoleSecurityGroup without(RoleSecurityGroup role) {
    role.getMetadata().setFinalizers(List.of());
    return role;
  }
}
