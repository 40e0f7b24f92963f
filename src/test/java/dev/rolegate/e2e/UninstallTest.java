package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who removes the kind removes Rolegate; that deletes no group. On an API server of its own. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = @ResourceArg(name = "rolegate.settle", value = "2s"))
class UninstallTest extends OnScene {
  private static final String KIND = CustomResource.getCRDName(RoleSecurityGroup.class);
  private static final String ORPHANS = CustomResource.getCRDName(OrphanedSecurityGroup.class);
  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));

  @Test
  void groupsStayWhenTheKindItselfIsDeleted() {
    created(WEB);
    var before = scene.group("web");
    long mark = scene.cloud().mark();
    var kinds = scene.client().resources(CustomResourceDefinition.class);

    kinds.withName(KIND).delete();
    await().atMost(Scene.PATIENCE).until(() -> kinds.withName(KIND).get() == null);
    try {
      scene.awaitEvent("web", "GroupLeft");
      assertThat(scene.events("web"))
          .anyMatch(event -> event.getNote().contains("is being deleted"));
      assertThat(scene.group("web")).isEqualTo(before);
      assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    } finally {
      kinds.load(new File("crds/" + KIND + "-v1.yml")).create();
      await().atMost(Scene.PATIENCE).until(() -> isServed(kinds.withName(KIND).get()));
    }
  }

  @Test
  void quarantinedGroupsStayWhenTheirKindIsDeleted() {
    var orphans = new OrphanScene(scene);
    String id = orphans.group("old-1");
    orphans.manage("Enforce", "action: Quarantine, gracePeriod: 2s");
    orphans.awaitReason(id, "Quarantined");
    long mark = scene.cloud().mark();
    var kinds = scene.client().resources(CustomResourceDefinition.class);

    kinds.withName(ORPHANS).delete();
    await().atMost(Scene.PATIENCE).until(() -> kinds.withName(ORPHANS).get() == null);
    try {
      assertThat(orphans.live(id)).isPresent();
      assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    } finally {
      kinds.load(new File("crds/" + ORPHANS + "-v1.yml")).create();
      await().atMost(Scene.PATIENCE).until(() -> isServed(kinds.withName(ORPHANS).get()));
    }
  }

  private static boolean isServed(CustomResourceDefinition kind) {
    return kind.getStatus() != null
        && kind.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
