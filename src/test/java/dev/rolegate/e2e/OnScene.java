package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.operator.OperatorLiveness;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.fault.Hold;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.Operator;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running operator, and a fresh scene for each test. */
abstract class OnScene {
  @Inject Operator operator;
  @Inject MovableClock clock;
  @Inject @Liveness OperatorLiveness liveness;
  Simulator simulator;
  Scene scene;

  @BeforeEach
  void openScene() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    // An operator that cannot watch a kind any more does nothing, and no test would say why.
    assertThat(liveness.call()).returns(Status.UP, HealthCheckResponse::getStatus);
    scene = new Scene(simulator);
  }

  @AfterEach
  void closeScene() {
    simulator.behaviour().noFailures().endHolds(Hold.End.DROP);
    scene.close();
  }

  /** Declares roles, in mode Enforce with a check a second, and waits until they are in place. */
  void created(RoleDoc... docs) {
    created("1s", docs);
  }

  /** As above, with a check in each interval. */
  void created(String interval, RoleDoc... docs) {
    scene.declare(docs);
    scene.manage("Enforce", interval);
    for (RoleDoc doc : docs) {
      scene.awaitReady(doc.name(), "Applied");
    }
    scene.assertExact(docs);
  }

  /** Between two checks: the framework does not take up again what it was interrupted in. */
  void awaitPause() {
    awaitPause(Duration.ofMillis(400));
  }

  /** As above, where a check may still be about to begin: nothing is asked for as long. */
  void awaitPause(Duration quietness) {
    long[] seen = {-1};
    await()
        .atMost(Scene.PATIENCE)
        .pollInterval(quietness)
        .until(
            () -> {
              long now = scene.cloud().mark();
              boolean quiet = now == seen[0];
              seen[0] = now;
              return quiet;
            });
  }

  static String message(RoleSecurityGroup role) {
    return Scene.condition(role, "Ready").map(Condition::getMessage).orElse("");
  }

  /** Two entries of tenants: this scene's namespace for every role, and another one. */
  String tenants(String other) {
    return "[{namespaces: [%s], roles: [\"*\"]}, %s]".formatted(scene.namespace(), other);
  }
}
