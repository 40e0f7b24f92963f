package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.e2e.RoleDoc.entryOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guardrails of the catalogue that go by what the last look at sprawl found. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@SprawlEachSecond
class GuardrailSprawlTest extends OnHouse {
  private int subnets;

  /** A machine with that name on the group; gives its private address. */
  private String machine(String group, String name) {
    String id = scene.outsider().launch(scene.vpcId(), group, "10.0." + (++subnets) + ".0/24");
    scene.outsider().tag(id, Map.of("Name", name));
    return scene
            .outsider()
            .ec2()
            .describeInstances(r -> r.instanceIds(id))
            .reservations()
            .get(0)
            .instances()
            .get(0)
            .privateIpAddress()
        + "/32";
  }

  private String group(String name) {
    return scene.outsider().createGroup(scene.vpcId(), name, Map.of());
  }

  /** A group of another VPC that rules here may name while the peering is there. */
  private String[] peer(String block) {
    var ec2 = scene.outsider().ec2();
    String vpcId = ec2.createVpc(r -> r.cidrBlock(block)).vpc().vpcId();
    String peering =
        ec2.createVpcPeeringConnection(r -> r.vpcId(scene.vpcId()).peerVpcId(vpcId))
            .vpcPeeringConnection()
            .vpcPeeringConnectionId();
    ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering));
    return new String[] {scene.outsider().createGroup(vpcId, "far", Map.of()), peering};
  }

  private static RoleDoc from(String role, String groupId) {
    return RoleDoc.of(role)
        .with(
            "ingress",
            List.of(entryOf("far", 9100, Map.of("securityGroup", Map.of("id", groupId)))));
  }

  @Test
  void whatTheLastLookAtSprawlFoundBreaksTheGuardrailsAboutIt() {
    String[] there = peer("10.8.0.0/16");
    String[] gone = peer("10.9.0.0/16");
    RoleDoc mixed =
        RoleDoc.of("mixed")
            .in(
                entry("one", 7001, "192.0.2.0/24"),
                entry("two", 7002, "192.0.2.0/24"),
                entry("three", 7003, "192.0.2.0/24"),
                entry("four", 7004, "192.0.2.0/24"));
    RoleDoc solo = RoleDoc.of("solo").in(entry("app", 7005, "192.0.2.0/24"));
    RoleDoc left = RoleDoc.of("twin-left").in(entry("app", 7006, "192.0.2.0/24"));
    RoleDoc right = RoleDoc.of("twin-right").in(entry("app", 7006, "192.0.2.0/24"));
    RoleDoc near = from("near", there[0]);
    RoleDoc stale = from("stale", gone[0]);
    scene.declare(mixed, solo, left, right, near, stale);
    scene.manage(
        "Enforce",
        "1s",
        "[{namespaces: [%s], roles: [\"*\"], grants: [ForeignPeers]}]".formatted(scene.namespace()),
        Map.of("orphans", "{collectors: [LaunchTemplates]}"));
    for (String role : List.of("mixed", "solo", "twin-left", "twin-right", "near", "stale")) {
      scene.awaitReady(role, "Applied");
    }
    machine(scene.group("mixed").id(), "web-1");
    machine(scene.group("mixed").id(), "db-1");
    RoleDoc reader =
        RoleDoc.of("reader").in(entry("solo", 7007, machine(scene.group("solo").id(), "solo-1")));
    scene.apply(reader);
    scene.awaitReady("reader", "Applied");

    String all = group("all");
    for (int port : new int[] {22, 80, 443, 3306}) {
      scene.outsider().open(all, port, "192.0.2.0/24", "for all");
    }
    machine(all, "web-2");
    machine(all, "db-2");
    String first = group("app-1");
    String second = group("app-2");
    scene.outsider().open(first, 8001, "192.0.2.0/24", "");
    scene.outsider().open(second, 8002, "192.0.2.0/24", "");
    String address = machine(first, "app-1");
    machine(second, "app-2");
    scene.outsider().open(group("caller"), 8003, address, "the first one");
    for (String name : List.of("same", "likewise")) {
      scene.outsider().open(group(name), 8004, "192.0.2.0/24", "");
    }
    scene.outsider().openTo(group("reaches-near"), 8005, there[0]);
    scene.outsider().openTo(group("reaches-far"), 8006, gone[0]);
    scene.outsider().ec2().deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(gone[1]));

    GuardrailMatrix.OF_SPRAWL.forEach(name -> house.guardrail(Catalogue.get(name), scene.vpc()));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(Metrics.broken(scene.vpc())).isEqualTo(GuardrailMatrix.SPRAWL));
    assertThat(Metrics.of(scene.vpc(), "unknown")).isEmpty();
    for (String role : List.of("mixed", "twin-left", "twin-right", "solo", "reader", "stale")) {
      await()
          .atMost(Scene.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Scene.condition(scene.get(role), "GuardrailsPassed"))
                      .hasValueSatisfying(
                          c -> {
                            assertThat(c.getStatus()).as(role).isEqualTo("False");
                            assertThat(c.getReason()).isEqualTo("GuardrailsWarn");
                          }));
    }
    assertThat(Scene.condition(scene.get("near"), "GuardrailsPassed"))
        .hasValueSatisfying(c -> assertThat(c.getStatus()).isEqualTo("True"));
  }
}
