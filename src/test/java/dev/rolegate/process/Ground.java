package dev.rolegate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.e2e.FlowLedger;
import dev.rolegate.e2e.RoleDoc;
import dev.rolegate.e2e.Scene;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one test of operator processes stands on: a simulator, a scene on the real API server, the
 * documents that were applied to it, and operators to come. Closing it ends the operators, after
 * one that lives has let go what the scene declared.
 */
final class Ground implements AutoCloseable {
  private static final Duration HELD = Duration.ofSeconds(30);

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final Scene scene = new Scene(simulator);
  private final Claims claims = new Claims(scene);
  private final Map<String, RoleDoc> docs = new TreeMap<>();
  private final Operators operators;
  private long begun = scene.cloud().version();

  /**
   * @param test names the logs
   */
  Ground(String test) {
    operators = new Operators(test, simulator.port());
  }

  Simulator simulator() {
    return simulator;
  }

  Scene scene() {
    return scene;
  }

  Operators operators() {
    return operators;
  }

  void document(RoleDoc doc) {
    docs.put(doc.name(), doc);
    claims.apply(doc);
  }

  void delete(String role) {
    docs.remove(role);
    scene.delete(role);
  }

  /** A role with rules of both directions, which refers to no other. */
  static RoleDoc role(String name) {
    return RoleDoc.of(name)
        .in(RoleDoc.entry("https", 443, "10.1.0.0/16"), RoleDoc.entry("ssh", 22, "192.0.2.0/24"))
        .out(RoleDoc.entry("dns", 53, "10.0.0.2/32"), RoleDoc.entry("ntp", 123, "10.0.0.3/32"));
  }

  /** From here on the ledger counts anew: what is now is a start. */
  void begin() {
    begun = scene.cloud().version();
  }

  /** Holds the next call of each of these actions. */
  List<Hold> hold(When when, String... actions) {
    return Arrays.stream(actions).map(action -> hold(Hold.next(action, when))).toList();
  }

  Hold hold(Hold hold) {
    return simulator.behaviour().hold(hold);
  }

  /** Waits until each call is where it is wanted. */
  void awaitHeld(List<Hold> holds) {
    for (Hold hold : holds) {
      try {
        assertThat(hold.await(HELD)).as("%s %s its effect", hold.action(), hold.when()).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Waits until EC2 holds exactly what is documented and every status says so, and asserts that on
   * the way there was no gap, nothing too wide, no second group, and no status that was wrong.
   */
  void converges() {
    await()
        .atMost(Scene.PATIENCE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              assertThat(scene.isExact(docs.values())).isTrue();
              assertThat(scene.areReady(docs.values(), "Applied")).isTrue();
            });
    for (RoleDoc doc : docs.values()) {
      var role = scene.get(doc.name());
      assertThat(role.getStatus().groupId()).isEqualTo(scene.group(doc.name()).id());
      assertThat(role.hasFinalizer("rolegate.dev/finalizer")).isTrue();
    }
    assertThat(claims.count()).isPositive();
    assertThat(assertTrueToItsWord()).as("states of EC2 that were looked at").isPositive();
  }

  /** What holds at any time. Gives how many states of EC2 were looked at: none before a change. */
  int assertTrueToItsWord() {
    assertThat(claims.untrue()).isEmpty();
    var ledger = new FlowLedger(scene.namespace());
    ledger.check(scene.cloud(), scene.vpcId(), begun, scene.cloud().version());
    assertThat(ledger.violations()).isEmpty();
    return ledger.checked();
  }

  @Override
  public void close() {
    claims.close();
    try (simulator;
        operators;
        scene) {
      simulator.behaviour().endHolds(Hold.End.DROP);
      operators.ensureOne();
    }
  }
}
