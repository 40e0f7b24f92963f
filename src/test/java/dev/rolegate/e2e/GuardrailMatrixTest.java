package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_UNMANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.kube.RealApiServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The catalogue as it is shipped, on everything that it can be about: a document in a pull request,
 * at {@code kubectl apply} and in its status, and live rules of groups that are declared and of
 * groups that nobody declares. Each group is judged by every guardrail, and what is found has to be
 * exactly what {@link GuardrailMatrix} says.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@SprawlEachSecond
class GuardrailMatrixTest extends OnHouse {

  @TempDir Path folder;

  private final Map<String, String> lists = new TreeMap<>();

  @Test
  void everyGuardrailOfTheCatalogueRefusesAndAcceptsWhatTheMatrixSays() throws IOException {
    GuardrailMatrix.LISTS.forEach(
        (name, blocks) -> lists.put(name, scene.outsider().createPrefixList(name, blocks)));
    GuardrailMatrix.SETS.forEach(
        (name, blocks) -> house.addressSet(name, GuardrailMatrix.SET_KINDS.get(name), blocks));
    List<Shape> shapes = GuardrailMatrix.shapes();
    List<RoleDoc> live = new ArrayList<>(GuardrailMatrix.peers());
    shapes.forEach(shape -> live.add(shape.doc(LIVE_MANAGED, lists)));
    scene.declare(live.toArray(RoleDoc[]::new));
    manage("Enforce");
    await().atMost(Scene.PATIENCE).until(() -> scene.areReady(live, "Applied"));
    shapes.forEach(this::imitate);

    new MatrixPlan(scene, house, lists).tells(shapes, folder);

    // They come as with an upgrade: what is live stays, and the documents that come later wait.
    long mark = scene.cloud().mark();
    GuardrailMatrix.judged()
        .forEach(name -> house.guardrail(Catalogue.get(name), scene.vpc(), closed()));
    var findings = new MatrixFindings(scene, house);
    findings.await(shapes, false);
    aClosedDefaultGroupIsAccepted();
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    manage("Observe");
    scene.awaitVpc("Observed");
    scene.outsider().untag(scene.group("m-tags").id(), "rolegate.dev/owner");
    shapes.forEach(shape -> scene.apply(shape.doc(DECLARED, lists)));
    findings.await(shapes, true);
    new MatrixStatuses(scene).tell(shapes);
    new MatrixAdmission(scene, house, lists).tells(shapes);
  }

  private String closed() {
    return scene.vpc() + "-closed";
  }

  /** No scene's own one may be closed, so this is another VPC's. */
  private void aClosedDefaultGroupIsAccepted() {
    String vpcId = scene.outsider().createVpc();
    scene.outsider().empty(CloudView.groups(scene.cloud().now(), vpcId).get(0).id());
    scene.outsider().createGroup(vpcId, "launch-wizard-1", Map.of());
    house.observe(closed(), vpcId);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Metrics.broken(closed()).get(LIVE_UNMANAGED))
                    .containsEntry("launch-wizard-group", 1));
    assertThat(Metrics.broken(closed()).get(LIVE_UNMANAGED))
        .doesNotContainKey("default-group-closed");
    scene.client().resources(ManagedVpc.class).withName(closed()).delete();
  }

  private void manage(String mode) {
    scene.manage(
        mode,
        "1s",
        "[{namespaces: [%s], roles: [\"*\"], grants: [PublicExposure, ForeignPeers]}]"
            .formatted(scene.namespace()));
  }

  /** A group that nobody declares, with the rules of the declared one. */
  private void imitate(Shape shape) {
    String name = shape.name(LIVE_MANAGED);
    boolean wizard = shape.name().equals("wizard");
    scene
        .outsider()
        .imitate(
            scene.get(name).getStatus().groupId(),
            scene.vpcId(),
            wizard ? "launch-wizard-u-1" : shape.name(LIVE_UNMANAGED),
            shape.purpose(),
            shape.isTagged()
                ? Map.of("owner", "team-shop", "Purpose", shape.purpose())
                : Map.of("purpose", " "));
  }
}
