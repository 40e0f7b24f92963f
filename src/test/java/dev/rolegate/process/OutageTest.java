package dev.rolegate.process;

import static dev.rolegate.process.Ground.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.e2e.CloudView;
import dev.rolegate.e2e.Scene;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.SecurityGroup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the operator needs goes away for a while, and comes back. */
@Tag("process")
@RealApiServer
class OutageTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Ground ground;
  private Proxy wire;

  @BeforeEach
  void open() {
    ground = new Ground("outage");
  }

  @AfterEach
  void close() {
    ground.close();
    if (wire != null) {
      wire.close();
    }
  }

  /**
   * A whole minute with the settings of production. A pod that has ended is started again, as the
   * kubelet would do it.
   */
  @Test
  void withoutApiServerForAMinuteALeaderEndsAStandbyWaitsAndNobodyChangesAnything() {
    var scene = ground.scene();
    wire = new Proxy(URI.create(ApiServer.running().config().getMasterUrl()));
    var operators =
        ground
            .operators()
            .apiServer(wire.port())
            .elected("test-" + UUID.randomUUID(), "15s", "10s", "2s");
    var leader = operators.start().awaitRole("leader");
    var standby = operators.start().awaitRole("standby");
    scene.manage("Enforce", "2s");
    ground.document(role("web"));
    ground.converges();
    ground.begin();

    Instant back = Instant.now().plus(MINUTE);
    wire.cut();
    ground.document(role("db"));
    assertThat(leader.awaitExit()).isEqualTo(1);
    assertThat(leader.log()).contains("The lease is lost");
    scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "");
    List<String> rules = scene.cloud().rules(scene.group("web"));
    long mark = scene.cloud().mark();
    for (int i = 0; i < 2 || Instant.now().isBefore(back); i++) {
      assertThat(operators.start().awaitExit()).as("a start without API server").isNotZero();
      assertThat(standby.probe("live").status()).isEqualTo(200);
      assertThat(standby.probe("ready").body()).contains("\"standby\"");
    }
    assertThat(scene.cloud().since(mark)).as("without a leader nobody even looks").isEmpty();
    assertThat(scene.cloud().rules(scene.group("web"))).isEqualTo(rules);
    assertThat(scene.findGroup("db")).isEmpty();

    wire.mend();
    standby.awaitRole("leader");
    var successor = operators.start().awaitRole("standby");
    ground.converges();
    assertThat(CloudView.groups(scene.cloud().now(), scene.vpcId()))
        .extracting(SecurityGroup::name)
        .doesNotHaveDuplicates();

    wire.cut();
    standby.terminate();
    assertThat(standby.awaitExit(OperatorProcess.GRACE)).isNotZero();
    wire.mend();
    successor.awaitRole("leader");
  }

  @Test
  void withoutEc2TheStatusSaysSoAndTheWorkGoesOnAfterwards() {
    var scene = ground.scene();
    wire = new Proxy(ground.simulator().endpoint());
    var operator = ground.operators().ec2(wire.port()).alone().start();
    scene.manage("Enforce", "2s");
    ground.document(role("web"));
    ground.converges();
    ground.begin();

    wire.cut();
    scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "");
    awaitVpcReady("False", "no answer from EC2");
    assertThat(operator.awaitReady().isAlive()).isTrue();
    ground.document(role("db"));
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.get("db").hasFinalizer("rolegate.dev/finalizer"));
    assertThat(scene.findGroup("db")).isEmpty();

    wire.mend();
    ground.converges();
    scene.awaitVpc("Applied");
  }

  private void awaitVpcReady(String status, String text) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(VpcStatus.orEmpty(ground.scene().managedVpc().getStatus()).conditions())
                    .filteredOn(c -> c.getType().equals("Ready"))
                    .singleElement()
                    .satisfies(
                        c -> {
                          assertThat(c.getStatus()).isEqualTo(status);
                          assertThat(c.getMessage()).contains(text);
                        }));
  }

  @Test
  void credentialsThatEndAreRenewed() {
    var scene = ground.scene();
    ground.operators().alone().start();
    scene.manageAs("arn:aws:iam::111122223333:role/rolegate", "Enforce", "2s");
    ground.document(role("web"));
    ground.converges();
    String before = lastKey();
    assertThat(before).startsWith("ASIA");

    // For EC2 the session is over; the process's own clock says that it lasts for most of an hour.
    ground.simulator().world().clock().advance(Duration.ofHours(2));
    ground.begin();
    scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "");
    ground.document(role("db"));
    ground.converges();
    assertThat(lastKey()).startsWith("ASIA").isNotEqualTo(before);

    ground.simulator().behaviour().deny("AssumeRole");
    ground.simulator().world().clock().advance(Duration.ofHours(2));
    awaitVpcReady("False", "sts:AssumeRole");
    ground.simulator().behaviour().allowAll();
    ground.document(role("alb"));
    ground.converges();
  }

  private String lastKey() {
    List<CallRecord> calls =
        ground.scene().cloud().since(0).stream()
            .filter(call -> call.service().equals("ec2") && call.succeeded())
            .toList();
    return calls.get(calls.size() - 1).accessKey();
  }
}
