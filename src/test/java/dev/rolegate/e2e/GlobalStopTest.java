package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.Simulator;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With {@code ROLEGATE_ENFORCE=false} nothing is changed, whatever the documents say. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = @ResourceArg(name = "rolegate.enforce", value = "false"))
class GlobalStopTest {
  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));

  @Inject Operator operator;
  Simulator simulator;

  @Test
  void everyVpcIsTreatedAsObserveAndSaysWhy() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    try (var scene = new Scene(simulator)) {
      var tags =
          Map.of(
              "rolegate.dev/cluster",
              "test",
              "rolegate.dev/vpc",
              scene.vpc(),
              "rolegate.dev/namespace",
              scene.namespace(),
              "rolegate.dev/name",
              "web");
      String name = scene.namespace() + "/web";
      String id = scene.outsider().createGroup(scene.vpcId(), name, "Rolegate " + name, tags);
      scene.outsider().open(id, 22, "0.0.0.0/0", "left open");
      long mark = scene.cloud().mark();
      scene.declare(WEB);
      scene.manage("Enforce", "1s");

      var web = scene.awaitReady("web", "EnforcementStopped");
      assertThat(Scene.condition(web, "Ready"))
          .hasValueSatisfying(
              c -> {
                assertThat(c.getStatus()).isEqualTo("False");
                assertThat(c.getMessage()).contains("ROLEGATE_ENFORCE=false", scene.vpc());
              });
      assertThat(web.getStatus().plan()).anyMatch(line -> line.contains("tcp 22 0.0.0.0/0"));
      scene.awaitVpc("EnforcementStopped");
      assertThat(Scene.condition(web, "InSync")).map(Condition::getStatus).contains("False");
      scene.awaitChecks(2);

      scene.delete("web");
      scene.awaitGone("web");
      scene.awaitEvent("web", "GroupLeft");
      assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
      assertThat(scene.group("web").id()).isEqualTo(id);
    }
  }
}
