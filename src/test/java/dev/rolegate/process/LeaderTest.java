package dev.rolegate.process;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.process.Ground.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.e2e.Scene;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.log.CallRecord;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two operators of one lease. Each has an access key of its own, so that EC2's log tells which one
 * called.
 */
@Tag("process")
@RealApiServer
class LeaderTest {
  private static final String FIRST = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECOND = "AKIAI44QH8DHBEXAMPLE";
  private static final int GROUPS = 20;

  /** What a process that a signal ended gives. */
  private static final int SIGTERM = 128 + 15;

  private final String lease = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private Ground ground;
  private OperatorProcess leader;
  private OperatorProcess standby;

  @BeforeEach
  void open() {
    ground = new Ground("leader");
  }

  @AfterEach
  void close() {
    ground.close();
  }

  private void start(String duration, String renewDeadline, String retryPeriod) {
    ground.operators().elected(lease, duration, renewDeadline, retryPeriod);
    leader = ground.operators().start(Map.of("AWS_ACCESS_KEY_ID", FIRST)).awaitRole("leader");
    standby = ground.operators().start(Map.of("AWS_ACCESS_KEY_ID", SECOND)).awaitRole("standby");
  }

  @Test
  void theStandbyTakesOverAfterTheLeaderWasKilledInTheMiddleOfAPlan() {
    start("6s", "4s", "1s");
    ground.scene().manage("Enforce", "1m");
    ground.begin();
    Hold middle = ground.hold(Hold.nth("Authorize*", When.BEFORE, GROUPS));
    IntStream.range(0, GROUPS).forEach(i -> ground.document(role("r" + i)));
    ground.awaitHeld(List.of(middle));

    leader.kill();
    middle.drop();

    ground.converges();
    assertThat(mutating(SECOND)).isNotEmpty();
    standby.awaitRole("leader");
    assertThat(lease().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void aLeaderThatStoodStillBeyondItsLeaseChangesNothingMoreAndEnds() {
    start("6s", "4s", "1s");
    ground.scene().manage("Enforce", "1m");
    ground.document(role("narrow"));
    ground.converges();
    ground.begin();

    // Of one plan, each call that may be under way at once is written and has no answer.
    List<Hold> written =
        IntStream.range(0, WorkerSettings.DEFAULTS.parallel())
            .mapToObj(i -> ground.hold(Hold.next("CreateSecurityGroup", When.BEFORE)))
            .toList();
    ground.scene().manage("Enforce", "1m", "[]");
    IntStream.range(0, GROUPS).forEach(i -> ground.document(role("r" + i)));
    IntStream.range(0, GROUPS)
        .forEach(i -> ground.scene().awaitReady("r" + i, "NamespaceNotAllowed"));
    ground.scene().manage("Enforce", "1m");
    ground.awaitHeld(written);
    leader.freeze();
    assertThat(written).allMatch(hold -> hold.held().isPresent());
    int before = mutating(FIRST).size();
    ground.document(role("narrow").in(entry("https", 443, "10.1.0.0/17")));

    ground.converges();
    standby.awaitRole("leader");
    assertThat(mutating(SECOND)).isNotEmpty();
    assertThat(mutating(FIRST)).hasSize(before);
    written.forEach(Hold::release);
    leader.thaw();

    assertThat(leader.awaitExit()).isEqualTo(1);
    assertThat(leader.log()).contains("The lease is lost");
    List<CallRecord> landed = mutating(FIRST);
    assertThat(landed.subList(before, landed.size()))
        .hasSameSizeAs(written)
        .allMatch(call -> call.code().equals("InvalidGroup.Duplicate"))
        .extracting(CallRecord::client)
        .doesNotHaveDuplicates();
    assertThat(standby.probe("ready").body()).contains("\"leader\"");
    ground.converges();
    assertRulesWentById();
    leader = ground.operators().start().awaitRole("standby");
  }

  @Test
  void aGroupThatCameIntoUseWhileTheLeaderStoodStillIsNotDeleted() {
    start("6s", "4s", "1s");
    ground.scene().manage("Enforce", "1m");
    ground.document(role("gone"));
    ground.converges();
    var scene = ground.scene();

    Hold hold = ground.hold(When.AFTER, "RevokeSecurityGroupIngress").get(0);
    scene.delete("gone");
    ground.awaitHeld(List.of(hold));
    leader.freeze();
    String instance = scene.outsider().launch(scene.vpcId(), scene.group("gone").id());
    standby.awaitRole("leader");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Scene.condition(scene.get("gone"), "DeletionBlocked"))
                    .hasValueSatisfying(c -> assertThat(c.getMessage()).contains(instance)));
    hold.release();
    leader.thaw();
    assertThat(leader.awaitExit()).isEqualTo(1);

    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(role("gone")));
    assertThat(scene.cloud().countsSince(0)).doesNotContainKey("DeleteSecurityGroup");
    assertRulesWentById();
    scene.outsider().terminate(instance);
    scene.awaitGone("gone");
    assertThat(scene.findGroup("gone")).isEmpty();
  }

  @Test
  void aCleanStopHandsOverOnceItsLastCallHasEnded() {
    var holders = new CopyOnWriteArrayList<String>();
    // Nobody can wait that out here.
    start("600s", "400s", "1s");
    String first = lease().getHolderIdentity();
    try (var watch = watchLease(holders)) {
      assertThat(watch.isRunning()).isTrue();
      ground.scene().manage("Enforce", "1m");
      Hold hold = ground.hold(When.BEFORE, "CreateSecurityGroup").get(0);
      ground.document(role("web"));
      ground.awaitHeld(List.of(hold));

      leader.terminate();
      await().atMost(Scene.PATIENCE).until(() -> leader.log().contains("is shutting down"));
      assertThat(lease().getHolderIdentity()).isEqualTo(first);
      hold.release();

      standby.awaitRole("leader");
      assertThat(leader.awaitExit()).isEqualTo(SIGTERM);
      assertThat(leader.log()).contains("Gave the lease default/" + lease + " back");
      ground.converges();
      String second = lease().getHolderIdentity();
      assertThat(second).isNotEqualTo(first);
      await()
          .atMost(Scene.PATIENCE)
          .untilAsserted(
              () -> assertThat(holders.stream().distinct()).containsExactly(first, "", second));
      assertThat(mutating(FIRST)).extracting(CallRecord::code).containsExactly("OK");
    }
  }

  @Test
  void aStandbyIsReadyAndChangesNothing() {
    start("15s", "10s", "2s");
    ground.scene().manage("Enforce", "2s");
    ground.document(role("web"));
    ground.converges();
    String id = ground.scene().group("web").id();
    ground.begin();
    ground.scene().outsider().open(id, 22, "0.0.0.0/0", "");
    ground.converges();

    assertThat(ground.scene().cloud().since(0)).allMatch(LeaderTest::isFirst);
    for (OperatorProcess operator : List.of(leader, standby)) {
      assertThat(operator.probe("live").status()).isEqualTo(200);
      assertThat(operator.probe("ready").status()).isEqualTo(200);
    }
    assertThat(standby.probe("ready").body()).contains("\"standby\"");

    standby.terminate();
    assertThat(standby.awaitExit()).isEqualTo(SIGTERM);
    assertThat(standby.log()).doesNotContain("Gave the lease");
  }

  private SharedIndexInformer<Lease> watchLease(List<String> holders) {
    return ground
        .scene()
        .client()
        .resources(Lease.class)
        .inNamespace("default")
        .withName(lease)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Lease now) {
                holders.add(now.getSpec().getHolderIdentity());
              }

              @Override
              public void onUpdate(Lease before, Lease now) {
                String holder = now.getSpec().getHolderIdentity();
                holders.add(holder == null ? "" : holder);
              }

              @Override
              public void onDelete(Lease last, boolean unknown) {}
            });
  }

  private static boolean isFirst(CallRecord call) {
    return call.accessKey().equals(FIRST);
  }

  private List<CallRecord> mutating(String accessKey) {
    return ground.scene().cloud().since(0).stream()
        .filter(call -> call.mutating() && call.accessKey().equals(accessKey))
        .toList();
  }

  /** A rule named by content could be one that somebody added since; a new group has nobody's. */
  private void assertRulesWentById() {
    assertThat(
            ground.scene().cloud().since(0).stream()
                .filter(call -> call.action().startsWith("RevokeSecurityGroup")))
        .isNotEmpty()
        .allMatch(
            call ->
                call.params().containsKey("SecurityGroupRuleId.1")
                    || call.action().endsWith("Egress")
                        && "-1".equals(call.params().get("IpPermissions.1.IpProtocol")));
  }

  private LeaseSpec lease() {
    return ground
        .scene()
        .client()
        .resources(Lease.class)
        .inNamespace("default")
        .withName(lease)
        .get()
        .getSpec();
  }
}
