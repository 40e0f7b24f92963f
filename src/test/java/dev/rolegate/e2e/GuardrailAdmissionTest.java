package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shipped policies and the operator beside each other. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class GuardrailAdmissionTest extends OnHouse {
  private static final String GUARDRAIL = "world-open-admin";
  private static final RoleDoc OTHER = RoleDoc.of("other").in(entry("ssh", 22, "0.0.0.0/0"));

  private boolean isRefused(RoleDoc doc) {
    var answer =
        scene
            .kubectl()
            .runWithInput(
                doc.manifest(scene.namespace(), scene.vpc()),
                "create",
                "--dry-run=server",
                "-f",
                "-");
    assertThat(answer.exit() == 0 || answer.stderr().contains("'" + GUARDRAIL + ".rolegate.dev'"))
        .as(answer.stderr())
        .isTrue();
    return answer.exit() != 0;
  }

  @Test
  void theOperatorGoesOnWithWhatIsRefusedNowAndAnExceptionLetsItIn() {
    RoleDoc web =
        RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"), entry("ssh", 22, "0.0.0.0/0"));
    created(web, RoleDoc.of("gone").in(entry("ssh", 22, "0.0.0.0/0")));
    var ids = scene.cloud().ruleIds(scene.group("web"));
    house.guardrail(Catalogue.get(GUARDRAIL), scene.vpc());
    house.policies();
    await().atMost(Scene.PATIENCE).until(() -> isRefused(OTHER));

    // What a change does not add is no reason to refuse it, and the operator tells of it.
    RoleDoc more =
        RoleDoc.of("web")
            .in(
                entry("https", 443, "10.1.0.0/16"),
                entry("ssh", 22, "0.0.0.0/0"),
                entry("metrics", 9100, "10.1.0.0/16"));
    scene.apply(more);
    scene.awaitReady("web", "RulesWithheld");
    assertThat(Scene.condition(scene.get("web"), "GuardrailsPassed"))
        .hasValueSatisfying(
            c -> {
              assertThat(c.getStatus()).isEqualTo("False");
              assertThat(c.getMessage()).contains("ingress/ssh by " + GUARDRAIL);
              assertThat(c.getObservedGeneration())
                  .isEqualTo(scene.get("web").getMetadata().getGeneration());
            });
    scene.assertExact(more);
    assertThat(scene.cloud().ruleIds(scene.group("web"))).containsAllEntriesOf(ids);
    scene.delete("gone");
    scene.awaitGone("gone");
    assertThat(scene.findGroup("gone")).isEmpty();

    house.exception(
        house.name("probe"), GUARDRAIL, "other", "ssh", clock.instant().plus(Duration.ofHours(1)));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(house.status(GUARDRAIL).orElseThrow().exempt())
                    .isEqualTo(List.of(scene.vpc() + ":" + scene.namespace() + "/other/ssh")));
    await().atMost(Scene.PATIENCE).until(() -> !isRefused(OTHER));
    assertThat(isRefused(RoleDoc.of("other").in(entry("rdp", 3389, "0.0.0.0/0")))).isTrue();
    scene.apply(OTHER);
    scene.awaitReady("other", "Applied");
    scene.assertExact(OTHER);
  }
}
