package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/** Another team with a namespace of its own, which means the scene's team no good. */
final class Neighbour implements AutoCloseable {
  private final Scene scene;
  private final String namespace;

  Neighbour(Scene scene) {
    this.scene = scene;
    namespace = ApiServer.freshNamespace(scene.client());
  }

  String namespace() {
    return namespace;
  }

  void apply(RoleDoc doc) {
    apply(doc, scene.vpc());
  }

  void apply(RoleDoc doc, String vpc) {
    var role = Serialization.unmarshal(doc.manifest(namespace, vpc), RoleSecurityGroup.class);
    scene.client().resource(role).fieldManager("neighbour").forceConflicts().serverSideApply();
  }

  private NonNamespaceOperation<
          RoleSecurityGroup, KubernetesResourceList<RoleSecurityGroup>, Resource<RoleSecurityGroup>>
      roles() {
    MixedOperation<
            RoleSecurityGroup,
            KubernetesResourceList<RoleSecurityGroup>,
            Resource<RoleSecurityGroup>>
        all = scene.client().resources(RoleSecurityGroup.class);
    return all.inNamespace(namespace);
  }

  /** Waits until the role is told this reason, and gives the message. */
  String awaitReason(String role, String reason) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(ready(role)).map(Condition::getReason).as(role).contains(reason));
    return ready(role).orElseThrow().getMessage();
  }

  private Optional<Condition> ready(String role) {
    var found = roles().withName(role).get();
    return found == null || found.getStatus() == null
        ? Optional.empty()
        : Scene.condition(found, "Ready");
  }

  Optional<SecurityGroup> group(String role) {
    return scene.cloud().group(scene.vpcId(), namespace + "/" + role);
  }

  /** Takes everything back; its groups stay. */
  @Override
  public void close() {
    scene.deleteVpc();
    roles().delete();
    await().atMost(Scene.PATIENCE).until(() -> roles().list().getItems().isEmpty());
  }
}
