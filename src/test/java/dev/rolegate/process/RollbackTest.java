package dev.rolegate.process;

import static dev.rolegate.process.Ground.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.e2e.Scene;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cluster has what a newer version may write, and this one cannot read. */
@Tag("process")
@RealApiServer
class RollbackTest {
  private static final JsonNode NEWER = TextNode.valueOf("Suggest");

  @Test
  void anObjectThatCannotBeReadEndsTheOperatorWithItsNameAndNothingIsChangedUntilItIsRight() {
    try (var ground = new Ground("rollback");
        var administrator = ApiServer.running().client()) {
      var scene = ground.scene();
      var operator = ground.operators().alone().start().awaitReady();
      scene.manage("Enforce", "2s");
      ground.document(role("web"));
      ground.converges();
      try {
        modes(administrator, modes -> modes.add(NEWER));
        await()
            .atMost(Scene.PATIENCE)
            .ignoreExceptions()
            .until(() -> mode(administrator, scene.vpc(), NEWER.asText()));
        assertThat(operator.awaitExit()).isEqualTo(1);
        assertThat(operator.log())
            .contains(
                "ManagedVpc " + scene.vpc() + " cannot be read by this version of Rolegate",
                "by its spec.mode: ",
                "Suggest",
                "kubectl edit managedvpcs.rolegate.dev " + scene.vpc(),
                "nothing is changed in any VPC, and the process ends with exit code 1");

        scene.outsider().open(scene.group("web").id(), 22, "0.0.0.0/0", "");
        long mark = scene.cloud().mark();
        var again = ground.operators().start();
        assertThat(again.awaitExit()).isEqualTo(1);
        assertThat(again.log())
            .contains(
                "A ManagedVpc cannot be read by this version of Rolegate, by its spec.mode: ",
                "kubectl get managedvpcs.rolegate.dev -A -o jsonpath='{.items[",
                "The operator did not start, and nothing was changed: an object cannot be read");
        assertThat(scene.cloud().since(mark)).as("calls to AWS").isEmpty();
      } finally {
        mode(administrator, scene.vpc(), "Enforce");
        modes(administrator, modes -> modes.remove(NEWER));
      }
      ground.begin();
      ground.operators().start();
      ground.converges();
    }
  }

  private static boolean mode(KubernetesClient client, String vpc, String mode) {
    client
        .genericKubernetesResources("rolegate.dev/v1alpha1", "ManagedVpc")
        .withName(vpc)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"mode\": \"" + mode + "\"}}");
    return true;
  }

  private static void modes(KubernetesClient client, Consumer<List<JsonNode>> change) {
    client
        .resources(CustomResourceDefinition.class)
        .withName(ManagedVpc.getCRDName(ManagedVpc.class))
        .edit(
            crd -> {
              var spec = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
              change.accept(spec.getProperties().get("spec").getProperties().get("mode").getEnum());
              return crd;
            });
  }
}
