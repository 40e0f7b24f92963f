package dev.rolegate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.GroupSnapshot;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.e2e.CloudView;
import dev.rolegate.e2e.OrphanScene;
import dev.rolegate.e2e.Outsider;
import dev.rolegate.e2e.Scene;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.state.SecurityGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the operator while it retires groups and brings them back, at each kind of
 * call, before its effect and after it, when only the answer is missing. Each call that is held is
 * that of another group, so that one kill meets many.
 */
@Tag("process")
@RealApiServer
class OrphanKillTest {
  /** Two that are deleted first, and one for each call that is held while rules come back. */
  private static final int GROUPS = 10;

  private Ground ground;
  private Scene scene;
  private OrphanScene orphans;
  private OperatorProcess operator;
  private final Map<String, List<String>> rules = new HashMap<>();

  @BeforeEach
  void open() {
    ground = new Ground("orphan-kill");
    scene = ground.scene();
    orphans = new OrphanScene(scene);
    // All groups at once, and as long as it takes to meet each call that is held.
    ground.operators().alone().with("ROLEGATE_PARALLEL", "16").with("ROLEGATE_PASS_LIMIT", "1m");
    operator = ground.operators().start();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void losesNoRuleAndMakesNoGroupTwice() {
    List<String> first = groups(1, 2);
    manage("2s");
    first.forEach(id -> orphans.awaitReason(id, "Quarantined"));
    List<String> others = groups(3, GROUPS);
    // Uses are looked for once an hour, and whenever orphans are switched on.
    scene.manage("Enforce", "1s");
    scene.awaitChecks(2);
    manage("9d");
    others.forEach(id -> orphans.awaitPhase(id, OrphanPhase.CANDIDATE));
    List<String> all = new ArrayList<>(first);
    all.addAll(others);

    List<Hold> holds = new ArrayList<>(bothSides("DeleteSecurityGroup"));
    holds.add(ground.hold(Hold.next("CreateTags", When.BEFORE)));
    decideAtOnce(all, OrphanDecision.DELETE);
    killAt(holds);
    others.forEach(this::assertWhole);

    holds = List.of(ground.hold(Hold.next("CreateTags", When.AFTER)));
    operator = ground.operators().start();
    killAt(holds);
    others.forEach(this::assertWhole);
    final Map<String, GroupSnapshot> written = new HashMap<>();
    all.forEach(id -> written.put(id, orphans.get(id).getSpec().snapshot()));
    assertThat(written.values()).allSatisfy(snapshot -> assertThat(snapshot.rules()).hasSize(2));

    holds = bothSides("RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress");
    operator = ground.operators().start();
    killAt(holds);

    operator = ground.operators().start();
    all.forEach(id -> orphans.awaitPhase(id, OrphanPhase.DELETED));
    assertThat(all).allMatch(id -> orphans.live(id).isEmpty());
    all.forEach(id -> assertThat(orphans.get(id).getSpec().snapshot()).isEqualTo(written.get(id)));

    holds =
        bothSides(
            "CreateSecurityGroup",
            "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "DeleteTags");
    decideAtOnce(all, OrphanDecision.RESTORE);
    killAt(holds);
    operator = ground.operators().start();
    all.forEach(this::assertIsBack);
    assertThat(CloudView.groups(scene.cloud().now(), scene.vpcId()))
        .extracting(SecurityGroup::name)
        .doesNotHaveDuplicates();
  }

  private void manage(String gracePeriod) {
    orphans.manage("Enforce", "action: Delete, quarantinePeriod: 9d, gracePeriod: " + gracePeriod);
  }

  /** With a rule of each direction, neither of which EC2 gives by itself. */
  private List<String> groups(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number -> {
              String id = orphans.group("old-" + number);
              var egress =
                  scene.cloud().ruleIds(orphans.live(id).orElseThrow()).entrySet().stream()
                      .filter(rule -> rule.getKey().startsWith("egress"))
                      .map(Map.Entry::getValue)
                      .toList();
              scene.outsider().revokeEgress(id, egress);
              scene
                  .outsider()
                  .ec2()
                  .authorizeSecurityGroupEgress(
                      r -> r.groupId(id).ipPermissions(Outsider.tcp(443, "10.8.0.0/16", "out")));
              rules.put(id, orphans.rules(id));
              return id;
            })
        .toList();
  }

  /** Holds two calls of each action, one on either side of its effect. */
  private List<Hold> bothSides(String... actions) {
    List<Hold> holds = new ArrayList<>(ground.hold(When.BEFORE, actions));
    holds.addAll(ground.hold(When.AFTER, actions));
    return holds;
  }

  /** The operator comes to know of all at one time, so that one plan has it all. */
  private void decideAtOnce(List<String> ids, OrphanDecision decision) {
    operator.freeze();
    ids.forEach(id -> orphans.decide(id, decision));
    operator.thaw();
  }

  private void killAt(List<Hold> holds) {
    ground.awaitHeld(holds);
    operator.kill();
    assertThat(holds).as("calls under way at the kill").allMatch(hold -> hold.held().isPresent());
    ground.simulator().behaviour().endHolds(Hold.End.DROP);
  }

  private void assertWhole(String id) {
    assertThat(orphans.rules(id)).as(id).isEqualTo(rules.get(id));
  }

  private void assertIsBack(String id) {
    orphans.awaitReason(id, "Restored");
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> !orphans.get(id).hasFinalizer(OrphanScene.FINALIZER));
    var group = orphans.live(orphans.get(id).getStatus().restoredAs()).orElseThrow();
    assertThat(scene.cloud().rules(group)).as(id).isEqualTo(rules.get(id));
    assertThat(group.tags().values())
        .containsEntry("team", "gone")
        .doesNotContainKey(OrphanScene.MARK);
  }
}
