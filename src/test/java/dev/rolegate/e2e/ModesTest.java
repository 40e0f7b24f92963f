package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left alone: everything in Observe, a suspended group, and what is not Rolegate's. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class ModesTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "web"));

  @BeforeEach
  void declare() {
    scene.declare(WEB, DB);
  }

  @Test
  void observeShowsThePlanAndChangesNothingUntilEnforce() {
    long mark = scene.cloud().mark();
    scene.manage("Observe", "1s");

    var web = scene.awaitReady("web", "Observed");
    assertThat(Scene.condition(web, "Ready")).map(Condition::getStatus).contains("True");
    assertThat(Scene.condition(web, "InSync")).map(Condition::getStatus).contains("False");
    assertThat(web.getStatus().groupId()).isNull();
    assertThat(web.getStatus().plan())
        .anyMatch(line -> line.contains("create group"))
        .anyMatch(line -> line.contains("+ tcp 443 10.1.0.0/16  \"https: Needed for https\""));
    scene.awaitVpc("Observed");
    assertThat(scene.managedVpc().getStatus().drift()).isEqualTo(7);
    scene.awaitChecks(3);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(scene.findGroup("web")).isEmpty();

    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB);
    assertThat(scene.cloud().mutatingSince(mark)).hasSize(7);

    scene.manage("Observe", "1s");
    scene.awaitReady("web", "Observed");
    mark = scene.cloud().mark();
    scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "forgotten test");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.get("web").getStatus().plan())
                    .anyMatch(
                        line -> line.contains("- tcp 22 0.0.0.0/0  \"forgotten test\"  sgr-")));
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(scene.get("web").getStatus().lastDrift()).isEmpty();
  }

  @Test
  void aSuspendedGroupIsLeftAloneAndTheOthersAreNot() {
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
    scene.apply(WEB.with("suspend", true));
    scene.awaitReady("web", "Suspended");

    String left = scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "debugging");
    scene.outsider().open(scene.group("db").id(), 22, "0.0.0.0/0", "debugging");
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(DB));
    scene.awaitChecks(2);
    assertThat(scene.group("web").rule(left)).isPresent();
    var web = scene.get("web");
    assertThat(Scene.condition(web, "Ready")).map(Condition::getReason).contains("Suspended");
    assertThat(Scene.condition(web, "InSync")).map(Condition::getStatus).contains("False");

    scene.apply(WEB);
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB, DB);
    assertThat(scene.get("web").getStatus().lastDrift()).anyMatch(d -> left.equals(d.ruleId()));
  }

  @Test
  void forgedTagsAreReportedAndMoveNobody() {
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    String id =
        scene
            .outsider()
            .createGroup(scene.vpcId(), "forged-web", scene.group("web").tags().values());
    scene.outsider().open(id, 22, "0.0.0.0/0", "https: Needed for https");
    var forged = scene.cloud().group(scene.vpcId(), "forged-web").orElseThrow();

    scene.apply(WEB.in(entry("https", 443, "10.2.0.0/16")));
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB.in(entry("https", 443, "10.2.0.0/16")));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.managedVpc().getStatus().undeclared()).contains(id));
    assertThat(scene.managedVpc().getStatus().undeclared()).contains(scene.bystanders().forged());
    assertThat(scene.cloud().group(scene.vpcId(), "forged-web")).contains(forged);

    scene.delete("web");
    scene.awaitGone("web");
    assertThat(scene.findGroup("web")).isEmpty();
    assertThat(scene.cloud().group(scene.vpcId(), "forged-web")).contains(forged);
  }

  @Test
  void aForeignGroupOfTheDeclaredNameIsNeverChanged() {
    scene.outsider().createGroup(scene.vpcId(), scene.namespace() + "/web", Map.of());
    var foreign = scene.group("web");
    scene.manage("Enforce", "1s");

    scene.awaitReady("web", "OwnershipUnproven");
    scene.awaitChecks(2);
    assertThat(scene.group("web")).isEqualTo(foreign);
    assertThat(scene.findGroup("db")).isPresent();

    scene.outsider().ec2().deleteSecurityGroup(r -> r.groupId(foreign.id()));
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB);
  }
}
