package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.DeletionRecord;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.log.CallRecord;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits for the platform team: limits, approvals, adoption, and the pinned account. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class ConsentTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web")
          .in(
              entry("https", 443, "10.1.0.0/16"),
              entry("http", 80, "10.1.0.0/16"),
              entry("admin", 8443, "10.2.0.0/16"),
              entry("metrics", 9100, "10.3.0.0/16"));
  private static final RoleDoc LESS = WEB.in(entry("https", 443, "10.1.0.0/16"));

  private void restart() {
    operator.stop();
    operator.start();
  }

  private String message(String role) {
    return Scene.condition(scene.get(role), "Ready").map(Condition::getMessage).orElse("");
  }

  @Test
  void moreNarrowingThanTheLimitWaitsForOneApprovalAndRogueRulesForNone() {
    scene.declare(WEB);
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    await().atMost(Scene.PATIENCE).until(() -> scene.get("web").getStatus().applied().size() == 4);

    scene.apply(LESS);
    String hash = scene.awaitHeld(3);
    scene.awaitReady("web", "AwaitingApproval");
    assertThat(message("web")).contains("3 changes wait", "maxNarrowedPercent");
    assertThat(scene.vpcCondition("AwaitingApproval"))
        .map(Condition::getMessage)
        .hasValueSatisfying(
            m ->
                assertThat(m)
                    .contains(
                        "kubectl annotate --overwrite managedvpc "
                            + scene.vpc()
                            + " rolegate.dev/approve="
                            + hash));
    assertThat(scene.status().approval().steps()).hasSize(3).allMatch(s -> s.contains("Revoke"));
    for (int port : new int[] {22, 23, 25, 3389}) {
      scene.outsider().open(scene.group("web").id(), port, "0.0.0.0/0", "to exceed a limit");
    }
    await().atMost(Scene.PATIENCE).untilAsserted(() -> scene.assertExact(WEB));
    await().atMost(Scene.PATIENCE).until(() -> scene.vpcEvents().contains("AwaitingApproval"));

    scene.approve("0123456789abcdef");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.vpcCondition("AwaitingApproval"))
                    .map(Condition::getReason)
                    .contains("ApprovalStale"));
    scene.assertExact(WEB);

    restart();
    scene.awaitChecks(2);
    assertThat(scene.awaitHeld(3)).isEqualTo(hash);
    scene.assertExact(WEB);

    scene.approve(hash);
    scene.awaitReady("web", "Applied");
    scene.assertExact(LESS);
    await().atMost(Scene.PATIENCE).until(() -> scene.status().approval() == null);
    assertThat(scene.status().approved().hash()).isEqualTo(hash);
    assertThat(scene.status().approved().open()).isEmpty();
    assertThat(scene.vpcCondition("AwaitingApproval")).isEmpty();
    assertThat(scene.vpcEvents()).contains("ApprovalTaken", "ApprovalStale");

    scene.apply(WEB);
    scene.awaitReady("web", "Applied");
    await().atMost(Scene.PATIENCE).until(() -> scene.get("web").getStatus().applied().size() == 4);
    scene.apply(LESS);
    assertThat(scene.awaitHeld(3)).as("used up, though the annotation is there").isNotEqualTo(hash);
    scene.awaitChecks(2);
    scene.assertExact(WEB);
  }

  @Test
  void moreDeletionsThanTheLimitWaitForTheHourOrAnApproval() {
    var docs = List.of(RoleDoc.of("one"), RoleDoc.of("two"), RoleDoc.of("three"));
    scene.declare(docs.toArray(RoleDoc[]::new));
    scene.manage("Enforce", "1s", Map.of("limits", "{maxGroupDeletionsPerHour: 1}"));
    docs.forEach(doc -> scene.awaitReady(doc.name(), "Applied"));

    docs.forEach(doc -> scene.delete(doc.name()));
    String hash = scene.awaitHeld(2);
    await().atMost(Scene.PATIENCE).until(() -> scene.all().size() == 2);
    var begun = scene.status().deletions();
    assertThat(begun).hasSize(1);

    restart();
    scene.awaitChecks(2);
    assertThat(scene.awaitHeld(2)).isEqualTo(hash);
    assertThat(scene.all()).hasSize(2);
    assertThat(scene.status().deletions()).isEqualTo(begun);
    String left = scene.all().keySet().iterator().next();
    assertThat(scene.findGroup(left)).isPresent();
    assertThat(Scene.condition(scene.get(left), "DeletionBlocked"))
        .map(Condition::getMessage)
        .hasValueSatisfying(m -> assertThat(m).contains("maxGroupDeletionsPerHour"));

    scene.approve(hash);
    docs.forEach(doc -> scene.awaitGone(doc.name()));
    docs.forEach(doc -> assertThat(scene.findGroup(doc.name())).isEmpty());
    assertThat(scene.status().deletions())
        .extracting(DeletionRecord::groupId)
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void anAdoptedGroupIsNarrowedOnlyAfterAnApprovalAndIsThenAsAnyOther() {
    String id = scene.outsider().createGroup(scene.vpcId(), "legacy", Map.of());
    scene.outsider().open(id, 443, "10.1.0.0/16", "by hand");
    scene.outsider().open(id, 22, "0.0.0.0/0", "nobody knows");
    scene.declare(
        RoleDoc.of("web")
            .in(entry("https", 443, "10.1.0.0/16"), entry("http", 80, "10.1.0.0/16"))
            .with("adopt", Map.of("groupId", id)));
    scene.manage(
        "Enforce",
        "1s",
        Map.of("adoptable", "[{groupId: %s, namespace: %s}]".formatted(id, scene.namespace())));

    String hash = scene.awaitHeld(2);
    scene.awaitReady("web", "AdoptionHeld");
    var legacy = scene.cloud().group(scene.vpcId(), "legacy").orElseThrow();
    assertThat(scene.cloud().rules(legacy))
        .contains(
            "ingress tcp 80-80 10.1.0.0/16 \"http: Needed for http\"",
            "ingress tcp 22-22 0.0.0.0/0 \"nobody knows\"")
        .anyMatch(rule -> rule.startsWith("egress"));
    assertThat(scene.get("web").getStatus().groupId()).isEqualTo(id);
    assertThat(scene.status().adopted()).isEmpty();

    restart();
    scene.approve(hash);
    scene.awaitReady("web", "Applied");
    var rules =
        List.of(
            "ingress tcp 443-443 10.1.0.0/16 \"https: Needed for https\"",
            "ingress tcp 80-80 10.1.0.0/16 \"http: Needed for http\"");
    assertThat(scene.cloud().rules(scene.cloud().group(scene.vpcId(), "legacy").orElseThrow()))
        .isEqualTo(rules);
    await().atMost(Scene.PATIENCE).until(() -> scene.status().adopted().contains(id));

    scene.outsider().open(id, 22, "0.0.0.0/0", "once more");
    await()
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                scene
                    .cloud()
                    .rules(scene.cloud().group(scene.vpcId(), "legacy").orElseThrow())
                    .equals(rules));

    scene.delete("web");
    scene.awaitGone("web");
    scene.awaitEvent("web", "GroupLeft");
    assertThat(scene.cloud().group(scene.vpcId(), "legacy")).isPresent();
  }

  @Test
  void credentialsOfAnotherAccountChangeNothing() {
    scene.declare(WEB);
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    var account = scene.status().account();
    assertThat(account.id()).matches("[0-9]{12}").isEqualTo(account.vpcOwner());

    String key = System.setProperty("aws.accessKeyId", "999988887777");
    try {
      scene.awaitVpc("AccountChanged");
      scene.awaitReady("web", "AccountChanged");
      assertThat(scene.vpcCondition("Stalled"))
          .map(Condition::getMessage)
          .hasValueSatisfying(m -> assertThat(m).contains(account.id(), "999988887777"));
      restart();
      long mark = scene.cloud().mark();
      scene.awaitVpc("AccountChanged");
      assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
      assertThat(scene.status().account()).isEqualTo(account);
      await().atMost(Scene.PATIENCE).until(() -> scene.vpcEvents().contains("AccountChanged"));
    } finally {
      System.setProperty("aws.accessKeyId", key);
    }
    scene.awaitVpc("Applied");
    scene.awaitReady("web", "Applied");
    scene.assertExact(WEB);
  }

  @Test
  void theExternalIdIsInTheStatusBeforeTheRoleIsAssumedAndStays() {
    String owner =
        scene.outsider().ec2().describeVpcs(r -> r.vpcIds(scene.vpcId())).vpcs().get(0).ownerId();
    String role = "arn:aws:iam::" + owner + ":role/" + scene.vpc();
    scene.declare(WEB);
    scene.manage("Enforce", "1s", Map.of("roleArn", role));
    scene.awaitReady("web", "Applied");
    String id = scene.status().externalId();
    assertThat(id).hasSize(36);

    restart();
    scene.apply(LESS.in(entry("https", 443, "10.1.0.0/16"), entry("http", 80, "10.1.0.0/16")));
    scene.awaitChecks(2);
    assertThat(scene.status().externalId()).isEqualTo(id);
    assertThat(simulator.calls().all())
        .filteredOn(call -> call.action().equals("AssumeRole"))
        .extracting(CallRecord::params)
        .filteredOn(params -> role.equals(params.get("RoleArn")))
        .isNotEmpty()
        .allMatch(params -> id.equals(params.get("ExternalId")));
  }
}
