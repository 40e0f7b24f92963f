package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts from AWS to have Rolegate change what is not its own, or leave alone what is. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class AttackTest extends OnScene {
  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "10.1.0.0/16"));

  private SecurityGroup live(String name) {
    return scene.cloud().group(scene.vpcId(), name).orElseThrow();
  }

  private String consent(String groupId) {
    return "[{groupId: %s, namespace: %s}]".formatted(groupId, scene.namespace());
  }

  @Test
  void forgedTagsOnAForeignGroup() {
    created(WEB);
    Map<String, String> tags = new HashMap<>(scene.group("web").tags().values());
    tags.put("rolegate.dev/name", "db");
    String description = scene.group("web").description().replace("web", "db");
    String id = scene.outsider().createGroup(scene.vpcId(), "payments", description, tags);
    scene.outsider().open(id, 22, "0.0.0.0/0", "ssh");
    var payments = live("payments");

    scene.declare(DB);
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB);
    assertThat(scene.get("db").getStatus().groupId()).isNotEqualTo(id);
    scene.delete("db");
    scene.awaitGone("db");
    assertThat(live("payments")).isEqualTo(payments);
  }

  @Test
  void strippedTags() {
    created(WEB);
    String id = scene.group("web").id();
    scene.outsider().untag(id, "rolegate.dev/namespace");
    var lost = scene.awaitReady("web", "OwnershipLost");
    assertThat(message(lost)).contains("rolegate.dev/namespace", scene.namespace());
    long mark = scene.cloud().mark();
    scene.apply(WEB.in(entry("https", 443, "10.2.0.0/16")));
    scene.awaitReady("web", "OwnershipLost");
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    scene.assertExact(WEB);
    scene.apply(WEB);

    scene.manage("Enforce", "1s", Map.of("adoptable", consent(id)));
    scene.awaitReady("web", "Applied");
    assertThat(scene.cloud().mutatingSince(mark)).containsOnly("CreateTags");
    assertThat(scene.group("web").tags().values())
        .containsEntry("rolegate.dev/namespace", scene.namespace());
    scene.assertExact(WEB);
  }

  /** Adopts the group, with the platform team's consent, and gives what it is told. */
  private String refusedAdoption(String groupId) {
    scene.declare(DB.with("adopt", Map.of("groupId", groupId)));
    scene.manage("Enforce", "1s", Map.of("adoptable", consent(groupId)));
    var refused = scene.awaitReady("db", "AdoptionRefused");
    assertThat(Scene.condition(refused, "Stalled")).map(Condition::getStatus).contains("True");
    scene.awaitChecks(2);
    return message(refused);
  }

  @Test
  void adoptionOfTheGroupOfAnEksCluster() {
    String id =
        scene
            .outsider()
            .createGroup(
                scene.vpcId(),
                "eks-cluster-sg-prod-1234567",
                Map.of("kubernetes.io/cluster/prod", "owned"));
    scene.outsider().open(id, 443, "10.0.0.0/8", "nodes");
    var before = live("eks-cluster-sg-prod-1234567");

    assertThat(refusedAdoption(id)).contains("Amazon EKS", id);
    assertThat(live("eks-cluster-sg-prod-1234567")).isEqualTo(before);
  }

  @Test
  void adoptionOfAGroupOfAnotherCluster() {
    var tags = Map.of("rolegate.dev/cluster", "other", "rolegate.dev/vpc", scene.vpc());
    String id = scene.outsider().createGroup(scene.vpcId(), "theirs", tags);
    var before = live("theirs");

    assertThat(refusedAdoption(id)).contains("another cluster", "rolegate.dev/cluster=other");
    assertThat(live("theirs")).isEqualTo(before);
  }

  @Test
  void aGroupOfAnotherClusterUnderTheDeclaredName() {
    String name = scene.namespace() + "/web";
    var tags =
        Map.of(
            "rolegate.dev/cluster",
            "other",
            "rolegate.dev/vpc",
            scene.vpc(),
            "rolegate.dev/namespace",
            scene.namespace(),
            "rolegate.dev/name",
            "web");
    String id = scene.outsider().createGroup(scene.vpcId(), name, "Rolegate " + name, tags);
    scene.outsider().open(id, 22, "0.0.0.0/0", "ssh");
    var before = live(name);

    scene.declare(WEB);
    scene.manage("Enforce", "1s");
    assertThat(message(scene.awaitReady("web", "OwnershipUnproven")))
        .contains("tag rolegate.dev/cluster is other, not test");
    scene.awaitChecks(2);
    scene.delete("web");
    await().atMost(Scene.PATIENCE).until(() -> scene.get("web").isMarkedForDeletion());
    scene.awaitChecks(2);
    assertThat(live(name)).isEqualTo(before);
  }

  @Test
  void aRoleOfAnotherAccount() {
    created(WEB);
    long mark = scene.cloud().mark();
    String role = "arn:aws:iam::444455556666:role/rolegate";
    scene.manage("Enforce", "1s", Map.of("roleArn", role));

    scene.awaitVpc("AccountChanged");
    assertThat(message(scene.awaitReady("web", "AccountChanged"))).contains("444455556666");
    scene.awaitVpc("AccountChanged");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    simulator.behaviour().deny("AssumeRole");
    scene.manage("Enforce", "1s", Map.of("roleArn", role + "-2"));
    scene.awaitVpc("AccessDenied");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    simulator.behaviour().allowAll();
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB);
  }
}
