package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupSpec;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody takes the finalizer off an OrphanedSecurityGroup and deletes it, so that nothing in the
 * cluster knows any more what its group was like.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class OrphanLossTest extends OnOrphans {
  @Test
  void ofADeletedGroupChangesNothingAndTouchesNoGroupOfItsName() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(id, OrphanPhase.DELETED);
    String namesake = orphans.group("old-1");
    scene.outsider().launch(scene.vpcId(), namesake);
    var before = orphans.live(namesake);
    long mark = scene.cloud().mark();

    orphans.lose(id);
    scene.awaitChecks(4);

    assertThat(orphans.get(id)).isNull();
    assertThat(orphans.get(namesake)).isNull();
    assertThat(orphans.live(namesake)).isEqualTo(before);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileRulesAreGivenBackIsToldAndTheGroupStays(boolean used) {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    simulator.behaviour().deny("AuthorizeSecurityGroupEgress");
    if (used) {
      scene.outsider().launch(scene.vpcId(), id);
    } else {
      orphans.decide(id, OrphanDecision.RESTORE);
    }
    orphans.eventually(() -> assertThat(orphans.rules(id)).hasSize(1));

    orphans.lose(id);
    assertIsToldAndStays(id, used ? "in use: interface eni-" : "rules that it may have lost");
  }

  @Test
  void whileADeletedGroupIsMadeAnewIsToldAtTheNewOne() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(id, OrphanPhase.DELETED);
    simulator.behaviour().deny("AuthorizeSecurityGroupIngress");
    orphans.decide(id, OrphanDecision.RESTORE);
    orphans.eventually(() -> assertThat(orphans.get(id).getStatus().restoredAs()).isNotNull());
    String anew = orphans.get(id).getStatus().restoredAs();

    orphans.lose(id);
    assertIsToldAndStays(anew, "rules that it may have lost");
    assertThat(orphans.get(id)).isNull();
  }

  /** As one that lost its snapshot, whatever time passes, until somebody decides. */
  private void assertIsToldAndStays(String id, String told) {
    OrphanedSecurityGroup found = orphans.awaitReason(id, "SnapshotLost");
    assertThat(OrphanScene.phase(found)).contains(OrphanPhase.QUARANTINED);
    assertThat(found.getStatus().conditions()).anyMatch(c -> c.getType().equals("SnapshotLost"));
    orphans.eventually(
        () ->
            assertThat(OrphanScene.ready(orphans.get(id)).orElseThrow().getMessage())
                .containsIgnoringCase(told));
    simulator.behaviour().allowAll();
    long mark = scene.cloud().mark();
    orphans.manage("Enforce", SHORT);
    scene.awaitChecks(3);
    clock.advance(Duration.ofDays(30));
    scene.awaitChecks(3);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(orphans.isMarked(id)).isTrue();

    var rules = orphans.rules(id);
    orphans.decide(id, OrphanDecision.KEEP);
    orphans.awaitPhase(id, OrphanPhase.KEPT);
    orphans.eventually(() -> assertThat(orphans.isMarked(id)).isFalse());
    assertThat(orphans.rules(id)).isEqualTo(rules);
  }

  @Test
  void rightBeforeTheGroupIsMadeAnewLeavesAWholeOne() throws Exception {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(id, OrphanPhase.DELETED);
    var hold = simulator.behaviour().hold(Hold.next("CreateSecurityGroup", When.BEFORE));
    orphans.decide(id, OrphanDecision.RESTORE);
    assertThat(hold.await(Scene.PATIENCE)).isTrue();

    orphans.lose(id);
    hold.release();
    orphans.eventually(
        () ->
            assertThat(scene.cloud().group(scene.vpcId(), "old-1"))
                .hasValueSatisfying(
                    anew -> {
                      assertThat(scene.cloud().rules(anew)).isEqualTo(rules);
                      assertThat(orphans.isMarked(anew.id())).isFalse();
                    }));
    assertThat(orphans.get(id)).isNull();
  }

  /** The group of an object that went while nobody looked for orphans. */
  private String lostInQuarantine() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    scene.manage("Enforce", "1s", Map.of());
    scene.awaitChecks(2);
    orphans.lose(id);
    return id;
  }

  /** As a crash leaves it right after the object was made again. */
  @Test
  void isRememberedWhereTheNewObjectSaysNothingYet() {
    String id = lostInQuarantine();
    var object = new OrphanedSecurityGroup();
    object.setMetadata(new ObjectMetaBuilder().withName(id).build());
    object.setSpec(new OrphanedSecurityGroupSpec(scene.vpc(), id, "old-1", null, null));
    scene.client().resource(object).create();

    orphans.manage("Enforce", STAYING);
    var told = orphans.awaitReason(id, "SnapshotLost");
    assertThat(OrphanScene.phase(told)).contains(OrphanPhase.QUARANTINED);
    assertThat(orphans.isMarked(id)).isTrue();
  }

  /** It is no orphan by then, so that nothing else would tell that it has no rules. */
  @Test
  void isToldWhereTheGroupWasExemptedMeanwhile() {
    String id = lostInQuarantine();
    long mark = scene.cloud().mark();

    orphans.manage("Enforce", STAYING + ", keep: {names: [\"old-1\"]}");
    var told = orphans.awaitReason(id, "SnapshotLost");
    assertThat(OrphanScene.phase(told)).contains(OrphanPhase.QUARANTINED);
    assertThat(OrphanScene.ready(told).orElseThrow().getMessage())
        .contains("Its rules cannot be given back", "spec.orphans.keep", "spec.decision to Keep")
        .doesNotContain("to Delete");
    orphans.eventually(
        () -> assertThat(scene.managedVpc().getStatus().orphans().quarantined()).isEqualTo(1));
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    orphans.decide(id, OrphanDecision.KEEP);
    orphans.awaitPhase(id, OrphanPhase.KEPT);
    orphans.eventually(() -> assertThat(orphans.isMarked(id)).isFalse());
  }

  /** The tag alone, by somebody who may tag, is told as a loss and changes nothing. */
  @Test
  void isNotPlayedByAForgedMark() {
    String used = orphans.group("old-used");
    scene.outsider().launch(scene.vpcId(), used);
    String unused = orphans.group("old-unused");
    Map<String, String> forged = Map.of(OrphanScene.MARK, "test");
    scene.outsider().tag(used, forged);
    scene.outsider().tag(unused, forged);
    var before = List.of(orphans.live(used), orphans.live(unused));

    orphans.manage("Enforce", SHORT);
    orphans.awaitReason(unused, "SnapshotLost");
    orphans.awaitReason(used, "SnapshotLost");
    clock.advance(Duration.ofDays(30));
    scene.awaitChecks(4);
    assertThat(List.of(orphans.live(used), orphans.live(unused))).isEqualTo(before);

    orphans.decide(used, OrphanDecision.DELETE);
    orphans.decide(unused, OrphanDecision.DELETE);
    scene.awaitChecks(4);
    assertThat(List.of(orphans.live(used), orphans.live(unused))).isEqualTo(before);

    orphans.decide(unused, OrphanDecision.KEEP);
    orphans.awaitPhase(unused, OrphanPhase.KEPT);
    assertThat(orphans.live(unused).map(SecurityGroup::rules))
        .isEqualTo(before.get(1).map(SecurityGroup::rules));
    assertThat(orphans.isMarked(unused)).isFalse();
  }
}
