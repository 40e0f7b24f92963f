package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups with Rolegate's tags that no document means: its own, and those that only say so. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class OrphanOwnTest extends OnOrphans {
  @Test
  void aGroupThatRolegateMadeGoesWithoutBeingNamedInMatchAndComesBackAsItWas() {
    created(RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")));
    var made = scene.group("web");
    var rules = orphans.rules(made.id());
    scene.manage("Observe", "1s");
    scene.awaitVpc("Observed");
    scene.delete("web");
    scene.awaitGone("web");
    assertThat(orphans.live(made.id())).contains(made);

    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(made.id(), OrphanPhase.DELETED);
    assertThat(orphans.live(made.id())).isEmpty();
    assertThat(orphans.get(made.id()).getSpec().snapshot().tags()).isEqualTo(made.tags().values());

    orphans.decide(made.id(), OrphanDecision.RESTORE);
    orphans.awaitReason(made.id(), "Restored");
    var back = scene.group("web");
    assertThat(scene.cloud().rules(back)).isEqualTo(rules);
    orphans.eventually(() -> assertThat(scene.group("web").tags()).isEqualTo(made.tags()));
  }

  @Test
  void forgedTagsGainNothingThatAnUntaggedGroupWouldNot() {
    String plain = orphans.group("plain");
    String forged = orphans.group("forged-1");
    scene.outsider().tag(forged, tags("forged-1"));
    String named = orphans.group(scene.namespace() + "/ghost-1");
    scene.outsider().tag(named, tags("ghost-1"));
    String usedPlain = orphans.group("old-used");
    String usedForged = orphans.group(scene.namespace() + "/used");
    scene.outsider().tag(usedForged, tags("used"));
    scene.outsider().launch(scene.vpcId(), usedPlain, "10.0.1.0/24");
    scene.outsider().launch(scene.vpcId(), usedForged, "10.0.2.0/24");
    String matched = orphans.group("old-forged");
    scene.outsider().tag(matched, tags("old-forged"));
    String matchedPlain = orphans.group("old-plain");

    orphans.manage("Enforce", SHORT);
    orphans.awaitPhase(matchedPlain, OrphanPhase.DELETED);
    orphans.awaitPhase(matched, OrphanPhase.DELETED);
    for (String id : new String[] {plain, forged, named}) {
      orphans.awaitReason(id, "NotRetirable");
    }
    scene.awaitChecks(2);

    assertThat(orphans.get(usedPlain)).isNull();
    assertThat(orphans.get(usedForged)).isNull();
    for (String id : new String[] {plain, forged, named}) {
      assertThat(OrphanScene.ready(orphans.get(id)).map(Condition::getMessage))
          .isEqualTo(OrphanScene.ready(orphans.get(plain)).map(Condition::getMessage));
    }
    for (String id : new String[] {plain, forged, named, usedPlain, usedForged}) {
      assertThat(orphans.rules(id)).as(id).hasSize(2);
      assertThat(orphans.isMarked(id)).as(id).isFalse();
    }
  }

  private Map<String, String> tags(String name) {
    return Map.of(
        "rolegate.dev/cluster",
        "test",
        "rolegate.dev/vpc",
        scene.vpc(),
        "rolegate.dev/namespace",
        scene.namespace(),
        "rolegate.dev/name",
        name);
  }
}
