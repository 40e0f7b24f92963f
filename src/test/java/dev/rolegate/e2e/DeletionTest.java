package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.DriftKind;
import dev.rolegate.api.WithheldRule;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.state.NetworkInterface;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a group when its RoleSecurityGroup is deleted. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class DeletionTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web")
          .in(entry("https", 443, "10.1.0.0/16"), entry("notify", 9000, "db"))
          .out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB =
      RoleDoc.of("db")
          .in(entry("mysql", 3306, "web"), entry("replication", 3306, "db"))
          .out(entry("notify", 9000, "web"), entry("replication", 3306, "db"));

  @Test
  void anUnusedGroupGoesAndWhatReferredToItIsWithheld() {
    created("5m", WEB, DB);
    String https =
        scene
            .cloud()
            .ruleIds(scene.group("web"))
            .get(WEB.in(entry("https", 443, "10.1.0.0/16")).out().rules("").get(0));

    scene.delete("db");
    scene.awaitGone("db");

    assertThat(scene.findGroup("db")).isEmpty();
    scene.awaitEvent("db", "GroupDeleted");
    var web = scene.awaitReady("web", "RulesWithheld");
    assertThat(web.getStatus().withheld())
        .extracting(WithheldRule::rule, WithheldRule::reason)
        .containsExactlyInAnyOrder(
            tuple("ingress/notify", "RoleNotFound"), tuple("egress/mysql", "RoleNotFound"));
    assertThat(web.getStatus().lastDrift()).isEmpty();
    scene.assertExact(WEB.in(entry("https", 443, "10.1.0.0/16")).out());
    assertThat(scene.cloud().ruleIds(scene.group("web"))).containsValue(https);
  }

  @Test
  void aRetainedGroupStaysAsItIs() {
    created("5m", WEB, DB.with("deletionPolicy", "Retain"));
    var before = scene.group("db");
    long mark = scene.cloud().mark();

    scene.delete("db");
    scene.awaitGone("db");

    scene.awaitEvent("db", "GroupLeft");
    scene.awaitReady("web", "RulesWithheld");
    assertThat(scene.group("db")).isEqualTo(before);
    scene.assertExact(WEB);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(scene.managedVpc().getStatus().undeclared()).contains(before.id()));
  }

  @Test
  void aGroupInUseStaysEnforcedUntilItsHolderIsGone() {
    created("1s", WEB, DB);
    String group = scene.group("db").id();
    String instance = scene.outsider().launch(scene.vpcId(), group);
    String card =
        scene.cloud().now().all(NetworkInterface.class).stream()
            .filter(c -> c.vpcId().equals(scene.vpcId()))
            .findFirst()
            .orElseThrow()
            .id();
    long mark = scene.cloud().mark();

    scene.delete("db");

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Scene.condition(scene.get("db"), "DeletionBlocked"))
                    .hasValueSatisfying(
                        c -> {
                          assertThat(c.getStatus()).isEqualTo("True");
                          assertThat(c.getMessage()).contains(card, instance);
                        }));
    scene.awaitEvent("db", "DeletionBlocked");
    scene.assertExact(WEB, DB);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    scene.outsider().open(group, 22, "0.0.0.0/0", "while it is blocked");
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(WEB, DB));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.get("db").getStatus().lastDrift())
                    .anyMatch(d -> d.rule().contains("while it is blocked")));

    String mysql =
        scene
            .cloud()
            .ruleIds(scene.group("db"))
            .get("ingress tcp 3306-3306 " + scene.namespace() + "/web \"mysql: Needed for mysql\"");
    scene.outsider().revokeIngress(group, List.of(mysql));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.get("db").getStatus().lastDrift())
                    .anyMatch(
                        d -> d.kind() == DriftKind.MISSING_RULE && d.rule().contains("mysql")));
    scene.assertExact(WEB, DB);

    scene.outsider().terminate(instance);
    scene.awaitGone("db");
    assertThat(scene.findGroup("db")).isEmpty();
  }

  @Test
  void withoutItsManagedVpcAGroupIsLeft() {
    created("5m", WEB, DB);
    var before = scene.group("db");
    long mark = scene.cloud().mark();

    scene.deleteVpc();
    scene.awaitReady("db", "VpcNotDeclared");
    scene.delete("db");
    scene.awaitGone("db");

    scene.awaitEvent("db", "GroupLeft");
    assertThat(scene.group("db")).isEqualTo(before);
    assertThat(scene.cloud().since(mark)).isEmpty();
  }

  @Test
  void inObserveAGroupIsLeft() {
    created("5m", WEB, DB);
    var before = scene.group("db");
    long mark = scene.cloud().mark();

    scene.manage("Observe", "5m");
    scene.awaitReady("db", "Observed");
    scene.delete("db");
    scene.awaitGone("db");

    scene.awaitEvent("db", "GroupLeft");
    assertThat(scene.events("db")).extracting(Event::getReason).doesNotContain("GroupDeleted");
    assertThat(scene.group("db")).isEqualTo(before);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(Scene.condition(scene.awaitReady("web", "Observed"), "Ready"))
        .map(Condition::getStatus)
        .contains("True");
  }
}
