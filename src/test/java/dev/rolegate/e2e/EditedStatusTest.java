package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statuses written by hand: who may write them can stop things, and can take no group by it. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class EditedStatusTest extends OnScene {
  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));
  private static final RoleDoc EVIL = RoleDoc.of("evil").in(entry("ssh", 22, "0.0.0.0/0"));

  private void patch(HasMetadata resource, String status) {
    scene
        .client()
        .resource(resource)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": " + status + "}");
  }

  @Test
  void theIdOfAVictimsGroup() {
    created(WEB, EVIL);
    var web = scene.group("web");
    var evil = scene.group("evil");
    scene.manage("Enforce", "5m");
    scene.awaitVpc("Applied");
    long mark = scene.cloud().mark();

    patch(scene.get("evil"), "{\"groupId\": \"%s\"}".formatted(web.id()));
    scene.apply(EVIL.in(entry("ssh", 22, "0.0.0.0/0"), entry("rdp", 3389, "0.0.0.0/0")));
    assertThat(message(scene.awaitReady("evil", "OwnershipLost"))).contains(web.id());
    scene.delete("evil");
    scene.manage("Enforce", "1s");
    scene.awaitChecks(2);
    scene.awaitReady("web", "Applied");

    assertThat(scene.group("web")).isEqualTo(web);
    assertThat(scene.group("evil")).isEqualTo(evil);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @Test
  void emptiedRulesAndForgedConditions() {
    created(WEB);
    await().atMost(Scene.PATIENCE).until(() -> !scene.get("web").getStatus().applied().isEmpty());
    var before = scene.get("web").getStatus();
    long mark = scene.cloud().mark();

    patch(
        scene.get("web"),
        """
        {"applied": [], "groupId": null, "conditions": [{"type": "Ready", "status": "False",
         "reason": "Forged", "message": "call 0900-1234", "lastTransitionTime": "2020-01-01T00:00:00Z"}]}
        """);
    scene.apply(WEB.with("suspend", true));
    scene.awaitReady("web", "Suspended");
    scene.apply(WEB);
    var after = scene.awaitReady("web", "Applied").getStatus();

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(scene.get("web").getStatus().applied()).isEqualTo(before.applied()));
    assertThat(after.groupId()).isEqualTo(before.groupId());
    assertThat(after.conditions()).extracting(Condition::getReason).doesNotContain("Forged");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    scene.assertExact(WEB);
  }

  @Test
  void anotherAccountAndAnApprovalOfItsOwn() {
    created(WEB);
    long mark = scene.cloud().mark();
    var account = scene.status().account();

    patch(scene.managedVpc(), "{\"account\": {\"id\": \"444455556666\"}}");
    scene.awaitVpc("AccountChanged");
    assertThat(message(scene.awaitReady("web", "AccountChanged"))).contains("444455556666");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    patch(
        scene.managedVpc(),
        """
        {"account": {"id": "%s", "vpcOwner": "%s"}, "nonce": "guessed",
         "approved": {"hash": "0123456789abcdef", "time": "2020-01-01T00:00:00Z", "open": []}}
        """
            .formatted(account.id(), account.vpcOwner()));
    scene.approve("0123456789abcdef");
    scene.awaitReady("web", "Applied");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    scene.assertExact(WEB);
  }
}
