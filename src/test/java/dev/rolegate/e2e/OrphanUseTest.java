package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.model.UseCollector;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.log.CallRecord;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is looked at before a step, and what comes between the last look and the step. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class OrphanUseTest extends OnOrphans {
  /** With every collector that there is. */
  private void manage(String more) {
    scene.manage("Enforce", "1s", Map.of("orphans", "{match: {names: [\"old-*\"]}, " + more + "}"));
  }

  @Test
  void withEveryCollectorAGroupIsDeletedOnceTheKindsNobodyLooksAtAreAccepted() {
    String id = orphans.group("old-1");
    long mark = scene.cloud().mark();
    manage(SHORT);
    var object = orphans.awaitReason(id, "KindsUncovered");

    assertThat(object.getStatus().uncovered()).contains("AWS::APS::Scraper");
    assertThat(orphans.rules(id)).isEmpty();
    var asked =
        scene.cloud().since(mark).stream().map(CallRecord::service).collect(Collectors.toSet());
    assertThat(asked)
        .containsAll(
            Arrays.stream(UseCollector.values())
                .filter(UseCollector::isOfAws)
                .flatMap(collector -> collector.permissions().stream())
                .map(permission -> permission.substring(0, permission.indexOf(':')))
                .collect(Collectors.toSet()));
    clock.advance(Duration.ofDays(1));
    scene.awaitChecks(3);
    assertThat(orphans.live(id)).isPresent();

    manage(SHORT + ", acceptUncovered: true");
    orphans.awaitPhase(id, OrphanPhase.DELETED);
    assertThat(orphans.live(id)).isEmpty();
  }

  @Test
  void whileOneCollectorIsDeniedNothingMoves() {
    String id = orphans.group("old-1");
    String quarantined = orphans.group("old-2");
    scene.outsider().launch(scene.vpcId(), id);
    manage(STAYING + ", acceptUncovered: true");
    orphans.awaitReason(quarantined, "Quarantined");
    simulator.behaviour().deny("lambda:ListFunctions");
    orphans.awaitReason(quarantined, "UseUnknown");
    String fresh = orphans.group("old-3");
    long mark = scene.cloud().mark();

    manage(SHORT + ", acceptUncovered: true");
    assertThat(orphans.get(quarantined).getStatus().unknown())
        .anyMatch(m -> m.contains("lambda:ListFunctions"));
    clock.advance(Duration.ofDays(30));
    scene.awaitChecks(4);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(scene.status().orphans().unknown()).isPositive();
    assertThat(orphans.get(fresh)).isNull();

    simulator.behaviour().allowAll();
    orphans.awaitPhase(quarantined, OrphanPhase.DELETED);
    orphans.awaitPhase(fresh, OrphanPhase.DELETED);
    assertThat(orphans.rules(id)).hasSize(2);
  }

  @Test
  void aUseBetweenTheMarkAndTheFirstRuleKeepsEveryRule() throws Exception {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    var hold = simulator.behaviour().hold(Hold.next("CreateTags", When.BEFORE));
    orphans.manage("Enforce", STAYING);
    orphans.awaitPhase(id, OrphanPhase.QUARANTINED);
    assertThat(hold.await(Scene.PATIENCE)).isTrue();
    long mark = scene.cloud().mark();

    scene.outsider().launch(scene.vpcId(), id);
    // What was read before is not believed any more.
    clock.advance(Duration.ofSeconds(3));
    hold.release();
    var restored = orphans.awaitReason(id, "Restored");

    assertThat(orphans.rules(id)).isEqualTo(rules);
    assertThat(orphans.isMarked(id)).isFalse();
    assertThat(restored.getStatus().holders()).anyMatch(h -> h.contains("eni-"));
    assertThat(scene.cloud().mutatingSince(mark)).noneMatch(action -> action.contains("Revoke"));
  }

  @Test
  void aRuleElsewhereBetweenTheLastLookAndTheDeletionGivesTheRulesBack() throws Exception {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    String other = orphans.group("other");
    scene.outsider().launch(scene.vpcId(), other);
    var hold = simulator.behaviour().hold(Hold.next("DeleteSecurityGroup", When.BEFORE));
    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(id, OrphanPhase.QUARANTINED);
    orphans.eventually(() -> assertThat(hold.held()).isPresent());

    scene.outsider().openTo(other, 8080, id);
    hold.release();
    var restored = orphans.awaitReason(id, "Restored");

    assertThat(orphans.rules(id)).isEqualTo(rules);
    assertThat(restored.getStatus().holders()).anyMatch(h -> h.contains(other));
  }

  @Test
  void aDeletedGroupIsRememberedForNinetyDaysAndNoLonger() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", SHORT);
    var gone = orphans.awaitPhase(id, OrphanPhase.DELETED);
    long mark = scene.cloud().mark();

    clock.advance(Duration.ofDays(89));
    scene.awaitChecks(3);
    var object = orphans.get(id);
    assertThat(object.hasFinalizer(OrphanScene.FINALIZER)).isTrue();
    assertThat(object.getSpec().snapshot()).isEqualTo(gone.getSpec().snapshot());
    assertThat(OrphanScene.ready(object).map(Condition::getMessage))
        .hasValueSatisfying(m -> assertThat(m).contains("kept until"));

    clock.advance(Duration.ofDays(1));
    await().atMost(Scene.PATIENCE).until(() -> orphans.get(id) == null);
    scene.awaitChecks(2);
    assertThat(orphans.get(id)).isNull();
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }
}
