package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.GroupSnapshot;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a group that nobody uses to one that is gone, and back. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class OrphanLifecycleTest extends OnOrphans {
  @Test
  void aGroupGoesStepByStepAndComesBackAsItWas() {
    String one = orphans.group("old-1");
    String two = orphans.group("old-2");
    scene.outsider().openTo(two, 8080, one);
    scene.outsider().openTo(one, 9090, two);
    var rulesOfOne = orphans.rules(one);
    var rulesOfTwo = orphans.rules(two);

    orphans.manage("Enforce", SHORT);
    var gone = orphans.awaitPhase(one, OrphanPhase.DELETED);
    orphans.awaitPhase(two, OrphanPhase.DELETED);

    assertThat(orphans.live(one)).isEmpty();
    assertThat(orphans.live(two)).isEmpty();
    assertThat(gone.hasFinalizer("rolegate.dev/orphan")).isTrue();
    assertThat(gone.getSpec().snapshot().rules()).hasSameSizeAs(rulesOfOne);
    assertThat(gone.getSpec().snapshot().references()).hasSize(1);
    assertThat(gone.getStatus().next().step()).isEqualTo("Forget");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(orphans.events(one))
                    .contains("OrphanFound", "OrphanQuarantined", "OrphanDeleted"));

    orphans.decide(one, OrphanDecision.RESTORE);
    orphans.decide(two, OrphanDecision.RESTORE);
    orphans.awaitReason(one, "Restored");
    orphans.awaitReason(two, "Restored");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(orphans.rules(orphans.get(one).getStatus().restoredAs()))
                  .isEqualTo(rulesOfOne);
              assertThat(orphans.rules(orphans.get(two).getStatus().restoredAs()))
                  .isEqualTo(rulesOfTwo);
              assertThat(orphans.get(one).hasFinalizer("rolegate.dev/orphan")).isFalse();
            });
    var back = orphans.live(orphans.get(one).getStatus().restoredAs()).orElseThrow();
    assertThat(back.name()).isEqualTo("old-1");
    assertThat(back.tags().values())
        .containsEntry("team", "gone")
        .doesNotContainKey("rolegate.dev/retired");
    scene.awaitChecks(3);
    assertThat(OrphanScene.phase(orphans.get(one))).contains(OrphanPhase.RESTORED);
    assertThat(orphans.get(back.id())).isNull();
  }

  @Test
  void aUseInTheGracePeriodEndsIt() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", "action: Delete, gracePeriod: 8s, quarantinePeriod: 2s");
    orphans.awaitPhase(id, OrphanPhase.CANDIDATE);
    var before = orphans.live(id);

    scene.outsider().launch(scene.vpcId(), id);
    orphans.awaitForgotten(id);

    scene.awaitChecks(3);
    assertThat(orphans.live(id)).isEqualTo(before);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.vpcEvents()).contains("OrphanDismissed"));
  }

  @Test
  void aUseInTheQuarantineGivesTheRulesBack() {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    assertThat(orphans.rules(id)).isEmpty();
    assertThat(orphans.live(id).orElseThrow().tags().values()).containsKey("rolegate.dev/retired");

    scene.outsider().launch(scene.vpcId(), id);
    var restored = orphans.awaitReason(id, "Restored");

    assertThat(orphans.rules(id)).isEqualTo(rules);
    assertThat(orphans.live(id).orElseThrow().tags().values())
        .doesNotContainKey("rolegate.dev/retired");
    assertThat(restored.getStatus().holder()).contains("eni-");
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> !orphans.get(id).hasFinalizer("rolegate.dev/orphan"));
  }

  @Test
  void aRuleThatAppearsInTheQuarantineGivesTheOthersBack() {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");

    scene.outsider().open(id, 443, "198.51.100.0/24", "new");
    orphans.awaitPhase(id, OrphanPhase.RESTORED);

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(orphans.rules(id))
                    .containsAll(rules)
                    .contains("ingress tcp 443-443 198.51.100.0/24 \"new\""));
  }

  @Test
  void aUseBetweenTheLastLookAndTheDeletionKeepsTheGroupAndGivesTheRulesBack() throws Exception {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    var hold = simulator.behaviour().hold(Hold.next("DeleteSecurityGroup", Failure.When.BEFORE));
    orphans.manage("Enforce", SHORT);
    assertThat(hold.await(Scene.PATIENCE)).isTrue();

    scene.outsider().launch(scene.vpcId(), id);
    hold.release();
    orphans.awaitReason(id, "Restored");

    assertThat(orphans.rules(id)).isEqualTo(rules);
  }

  @Test
  void keepAndDeleteAndRestoreOfAQuarantinedGroup() {
    String kept = orphans.group("old-kept");
    String restored = orphans.group("old-restored");
    String deleted = orphans.group("old-deleted");
    var rules = orphans.rules(kept);
    orphans.manage("Enforce", STAYING);
    for (String id : new String[] {kept, restored, deleted}) {
      orphans.awaitReason(id, "Quarantined");
    }

    orphans.decide(kept, OrphanDecision.KEEP);
    orphans.decide(restored, OrphanDecision.RESTORE);
    orphans.decide(deleted, OrphanDecision.DELETE);

    orphans.awaitPhase(kept, OrphanPhase.KEPT);
    orphans.awaitReason(restored, "Restored");
    orphans.awaitPhase(deleted, OrphanPhase.DELETED);
    assertThat(orphans.rules(kept)).isEqualTo(rules);
    assertThat(orphans.rules(restored)).isEqualTo(rules);
    assertThat(orphans.live(deleted)).isEmpty();
    scene.awaitChecks(3);
    assertThat(orphans.rules(kept)).isEqualTo(rules);
    assertThat(OrphanScene.phase(orphans.get(kept))).contains(OrphanPhase.KEPT);
  }

  @Test
  void decisionsAboutACandidate() {
    String kept = orphans.group("old-kept");
    String deleted = orphans.group("old-deleted");
    orphans.manage("Enforce", "action: Quarantine, gracePeriod: 9d, quarantinePeriod: 9d");
    orphans.awaitPhase(kept, OrphanPhase.CANDIDATE);
    orphans.awaitPhase(deleted, OrphanPhase.CANDIDATE);

    orphans.decide(kept, OrphanDecision.KEEP);
    orphans.decide(deleted, OrphanDecision.DELETE);

    orphans.awaitPhase(kept, OrphanPhase.KEPT);
    orphans.awaitPhase(deleted, OrphanPhase.DELETED);
    assertThat(orphans.rules(kept)).isNotEmpty();
  }

  @Test
  void observeFindsAndPlansAndChangesNothing() {
    String id = orphans.group("old-1");
    var before = orphans.live(id);
    long mark = scene.cloud().mark();

    orphans.manage("Observe", SHORT);
    orphans.awaitReason(id, "Observed");

    // The object's status is written before that of the ManagedVpc.
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.status().plan()).anyMatch(line -> line.contains(id)));
    assertThat(scene.status().orphans().candidates()).isPositive();
    scene.awaitChecks(3);
    assertThat(orphans.live(id)).isEqualTo(before);
    assertThat(OrphanScene.phase(orphans.get(id))).contains(OrphanPhase.CANDIDATE);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @Test
  void observeSaysLoudlyThatAUsedGroupStaysWithoutItsRules() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    orphans.manage("Observe", STAYING);
    scene.awaitVpc("Observed");
    long mark = scene.cloud().mark();

    scene.outsider().launch(scene.vpcId(), id);
    var object = orphans.awaitReason(id, "NotGivenBack");

    assertThat(OrphanScene.ready(object).orElseThrow().getMessage()).contains("Enforce", "eni-");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.vpcEvents()).contains("NotGivenBack"));
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Restored");
    assertThat(orphans.rules(id)).isNotEmpty();
  }

  @Test
  void aRestartAtEachStepChangesNothing() {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    orphans.manage("Enforce", "action: Delete, gracePeriod: 6s, quarantinePeriod: 6s");
    for (String reason : List.of("Unused", "Quarantined", "GroupDeleted")) {
      var before = orphans.awaitReason(id, reason);
      restart();
      assertThat(orphans.get(id).getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
    }
    assertThat(orphans.live(id)).isEmpty();
    orphans.decide(id, OrphanDecision.RESTORE);
    restart();
    var back = orphans.awaitReason(id, "Restored");
    assertThat(orphans.rules(back.getStatus().restoredAs())).isEqualTo(rules);
  }

  private void restart() {
    awaitPause();
    operator.stop();
    operator.start();
  }

  @Test
  void anObjectThatIsLostInQuarantineComesBackAndNothingIsDeletedByItself() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");

    orphans.lose(id);
    var found = orphans.awaitReason(id, "SnapshotLost");

    assertThat(OrphanScene.phase(found)).contains(OrphanPhase.QUARANTINED);
    assertThat(found.getStatus().conditions()).anyMatch(c -> c.getType().equals("SnapshotLost"));
    clock.advance(Duration.ofDays(30));
    scene.awaitChecks(3);
    assertThat(orphans.live(id)).isPresent();
    orphans.decide(id, OrphanDecision.DELETE);
    orphans.awaitPhase(id, OrphanPhase.DELETED);
  }

  @Test
  void aLostCandidateBeginsAnew() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", "action: Delete, gracePeriod: 9d, quarantinePeriod: 9d");
    var first = orphans.awaitPhase(id, OrphanPhase.CANDIDATE);

    orphans.lose(id);
    scene.manage("Enforce", "1s", Map.of());
    orphans.manage("Enforce", "action: Delete, gracePeriod: 9d, quarantinePeriod: 9d");

    var second = orphans.awaitPhase(id, OrphanPhase.CANDIDATE);
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    assertThat(orphans.rules(id)).isNotEmpty();
  }

  @Test
  void anEditedSnapshotIsNeverUsed() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");

    orphans
        .resource(id)
        .edit(
            object -> {
              var s = object.getSpec().snapshot();
              object.setSpec(
                  object
                      .getSpec()
                      .withSnapshot(
                          new GroupSnapshot(
                              s.taken(), "forged", s.ownerId(), s.tags(), s.rules(), null)));
              return object;
            });
    orphans.awaitReason(id, "SnapshotChanged");
    orphans.decide(id, OrphanDecision.RESTORE);

    clock.advance(Duration.ofDays(30));
    scene.awaitChecks(3);
    orphans.awaitReason(id, "SnapshotChanged");
    assertThat(orphans.live(id)).isPresent();
    assertThat(orphans.rules(id)).isEmpty();
  }

  @Test
  void theHoursLimitLetsTheOthersWait() {
    String one = orphans.group("old-1");
    String two = orphans.group("old-2");
    scene.manage(
        "Enforce",
        "1s",
        Map.of(
            "orphans",
            "{match: {names: [\"old-*\"]}, collectors: [], acceptUncovered: true, " + STAYING + "}",
            "limits",
            "{maxGroupDeletionsPerHour: 1}"));

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(List.of(reason(one), reason(two)))
                    .containsExactlyInAnyOrder("Quarantined", "QuarantineLimit"));
    scene.awaitChecks(3);
    assertThat(orphans.rules(one).isEmpty()).isNotEqualTo(orphans.rules(two).isEmpty());
  }

  private String reason(String id) {
    return OrphanScene.ready(orphans.get(id)).map(c -> c.getReason()).orElse("");
  }

  @Test
  void whatBelongsToSomebodyIsNoCandidateAndForgedTagsGainNothing() {
    String terraform =
        scene.outsider().createGroup(scene.vpcId(), "old-tf", Map.of("ManagedBy", "terraform"));
    String foreign =
        scene
            .outsider()
            .createGroup(scene.vpcId(), "old-foreign", Map.of("rolegate.dev/cluster", "other"));
    String used = orphans.group("old-used");
    scene.outsider().tag(used, forged("used"));
    scene.outsider().launch(scene.vpcId(), used);
    String unmatched = orphans.group("other");
    scene.outsider().tag(unmatched, forged("unmatched"));
    String plain = orphans.group("old-plain");

    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(plain, OrphanPhase.DELETED);
    orphans.awaitReason(unmatched, "NotRetirable");

    assertThat(orphans.get(terraform)).isNull();
    assertThat(orphans.get(foreign)).isNull();
    assertThat(orphans.get(used)).isNull();
    assertThat(orphans.get(defaultGroup())).isNull();
    for (String id : new String[] {terraform, foreign, used, unmatched}) {
      assertThat(orphans.rules(id)).as(id).isNotEmpty();
    }
  }

  private Map<String, String> forged(String name) {
    return Map.of(
        "rolegate.dev/cluster",
        "test",
        "rolegate.dev/vpc",
        scene.vpc(),
        "rolegate.dev/namespace",
        scene.namespace(),
        "rolegate.dev/name",
        name);
  }

  private String defaultGroup() {
    return scene.cloud().group(scene.vpcId(), "default").map(SecurityGroup::id).orElseThrow();
  }

  @Test
  void nothingIsTouchedOnceOrphansAreNoLongerLookedFor() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    scene.manage("Enforce", "1s", Map.of());
    scene.awaitChecks(2);
    long mark = scene.cloud().mark();

    scene.outsider().launch(scene.vpcId(), id);
    scene.awaitChecks(3);

    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(OrphanScene.phase(orphans.get(id))).contains(OrphanPhase.QUARANTINED);
    assertThat(scene.status().orphans()).isNull();
  }

  @Test
  void withoutAManagedVpcADeletedObjectGoesAndItsGroupStays() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");
    orphans.resource(id).delete();
    scene.awaitChecks(2);
    assertThat(orphans.get(id)).isNotNull();

    scene.deleteVpc();
    orphans.awaitForgotten(id);
    assertThat(orphans.live(id)).isPresent();
  }

  @Test
  void aDocumentThatAdoptsAQuarantinedGroupEndsTheQuarantine() {
    String id = orphans.group("old-1");
    orphans.manage("Enforce", STAYING);
    orphans.awaitReason(id, "Quarantined");

    scene.declare(RoleDoc.of("legacy").with("adopt", Map.of("groupId", id)));
    Map<String, String> fields = new TreeMap<>(OrphanScene.fields(STAYING));
    fields.put("adoptable", "[{groupId: %s, namespace: %s}]".formatted(id, scene.namespace()));
    scene.manage("Enforce", "1s", fields);

    var object = orphans.awaitPhase(id, OrphanPhase.RESTORED);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(orphans.live(id).orElseThrow().tags().values())
                    .containsKey("rolegate.dev/cluster")
                    .doesNotContainKey("rolegate.dev/retired"));
    scene.awaitChecks(2);
    assertThat(OrphanScene.ready(orphans.get(id)).orElseThrow().getReason()).isEqualTo("NoOrphan");
    assertThat(orphans.get(id).getSpec().snapshot()).isEqualTo(object.getSpec().snapshot());
  }

  @Test
  void anotherManagedVpcOfTheVpcTakesTheObjectsOver() {
    String id = orphans.group("old-1");
    var rules = orphans.rules(id);
    orphans.manage("Enforce", STAYING);
    var before = orphans.awaitReason(id, "Quarantined");
    scene.deleteVpc();
    String heir = scene.vpc() + "-heir";
    var vpc =
        Serialization.unmarshal(
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: ManagedVpc
            metadata: {name: %s}
            spec: {vpcId: %s, region: %s, mode: Enforce, drift: {interval: 1s}, orphans: {
              match: {names: ["old-*"]}, collectors: [], acceptUncovered: true, %s}}
            """
                .formatted(heir, scene.vpcId(), CloudView.REGION, STAYING),
            ManagedVpc.class);
    scene.client().resource(vpc).create();
    try {
      await()
          .atMost(Scene.PATIENCE)
          .untilAsserted(() -> assertThat(orphans.get(id).getSpec().managedVpc()).isEqualTo(heir));
      assertThat(orphans.get(id).getSpec().snapshot()).isEqualTo(before.getSpec().snapshot());
      assertThat(orphans.get(id).getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());

      orphans.decide(id, OrphanDecision.RESTORE);
      orphans.awaitReason(id, "Restored");
      await()
          .atMost(Scene.PATIENCE)
          .untilAsserted(() -> assertThat(orphans.rules(id)).isEqualTo(rules));
      assertThat(orphans.events(id)).contains("OrphanTakenOver");
    } finally {
      scene.client().resource(vpc).delete();
    }
  }
}
