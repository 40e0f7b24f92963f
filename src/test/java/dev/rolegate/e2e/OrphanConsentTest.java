package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limit of deletions and the approval of the platform team are for orphans too. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class OrphanConsentTest extends OnOrphans {
  private static final Duration HOUR = Duration.ofMinutes(61);

  private void manage(String mode, int limit) {
    scene.manage(
        mode,
        "1s",
        Map.of(
            "orphans",
            "{match: {names: [\"old-*\"]}, collectors: [], acceptUncovered: true, action: Delete,"
                + " gracePeriod: 2s, quarantinePeriod: 9d}",
            "limits",
            "{maxGroupDeletionsPerHour: " + limit + "}"));
  }

  private List<String> deleted(List<String> ids) {
    return ids.stream()
        .filter(
            id ->
                OrphanScene.phase(orphans.get(id))
                    .equals(java.util.Optional.of(OrphanPhase.DELETED)))
        .toList();
  }

  @Test
  void deletionsBeyondTheLimitAreListedAndWaitForTheHourOrAnApproval() {
    List<String> ids =
        List.of(orphans.group("old-1"), orphans.group("old-2"), orphans.group("old-3"));
    manage("Enforce", 20);
    ids.forEach(id -> orphans.awaitReason(id, "Quarantined"));
    manage("Enforce", 1);
    clock.advance(Duration.ofDays(10));

    scene.awaitHeld(2);
    await().atMost(Scene.PATIENCE).until(() -> deleted(ids).size() == 1);
    scene.awaitChecks(2);
    List<String> waiting = ids.stream().filter(id -> orphans.live(id).isPresent()).toList();
    assertThat(waiting).hasSize(2);
    for (String id : waiting) {
      assertThat(scene.status().approval().steps()).anyMatch(step -> step.contains(id));
      assertThat(OrphanScene.ready(orphans.get(id)).map(Condition::getMessage))
          .hasValueSatisfying(m -> assertThat(m).contains("maxGroupDeletionsPerHour"));
    }

    long observed = scene.cloud().mark();
    manage("Observe", 1);
    scene.awaitVpc("Observed");
    clock.advance(HOUR);
    scene.awaitChecks(3);
    assertThat(scene.cloud().mutatingSince(observed)).isEmpty();

    manage("Enforce", 1);
    await().atMost(Scene.PATIENCE).until(() -> deleted(ids).size() == 2);
    String hash = scene.awaitHeld(1);
    long mark = scene.cloud().mark();
    scene.approve("0123456789abcdef");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.vpcCondition("AwaitingApproval"))
                    .map(Condition::getReason)
                    .contains("ApprovalStale"));
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(scene.awaitHeld(1)).isEqualTo(hash);

    scene.approve(hash);
    ids.forEach(id -> orphans.awaitPhase(id, OrphanPhase.DELETED));
    assertThat(ids).allMatch(id -> orphans.live(id).isEmpty());
    await().atMost(Scene.PATIENCE).until(() -> scene.status().approval() == null);
    assertThat(scene.status().approved().hash()).isEqualTo(hash);
  }
}
