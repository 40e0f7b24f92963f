package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.log.CallRecord;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts of one team on another's groups, with nothing but a namespace of its own. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class TenantAttackTest extends OnScene {
  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));
  private static final RoleDoc OPEN = RoleDoc.of("open").in(entry("all", 22, "0.0.0.0/0"));

  private Neighbour neighbour;
  private String guest;

  @BeforeEach
  void move() {
    neighbour = new Neighbour(scene);
    created(WEB);
    guest = "{namespaces: [%s], roles: [\"o*\"]}".formatted(neighbour.namespace());
  }

  @AfterEach
  void leave() {
    neighbour.close();
  }

  @Test
  void adoptionOfAnotherTeamsGroup() {
    var web = scene.group("web");
    long mark = scene.cloud().mark();
    scene.manage("Enforce", "1s", tenants(guest));
    neighbour.apply(OPEN.with("adopt", Map.of("groupId", web.id())));
    assertThat(neighbour.awaitReason("open", "AdoptionNotAllowed")).contains(web.id());

    String mistaken = "[{groupId: %s, namespace: %s}]".formatted(web.id(), neighbour.namespace());
    scene.manage("Enforce", "1s", tenants(guest), Map.of("adoptable", mistaken));
    assertThat(neighbour.awaitReason("open", "GroupConflict")).contains(scene.namespace() + "/web");
    scene.awaitReady("web", "Applied");
    assertThat(scene.group("web")).isEqualTo(web);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @Test
  void aRoleOutsideTheTenantsList() {
    scene.manage("Enforce", "1s", tenants(guest));
    long mark = scene.cloud().mark();
    neighbour.apply(RoleDoc.of("web").in(entry("all", 22, "0.0.0.0/0")));

    assertThat(neighbour.awaitReason("web", "RoleNotAllowed")).contains("web");
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
  }

  @Test
  void aSecondManagedVpcForTheVpc() {
    var rival = Serialization.unmarshal(Serialization.asYaml(scene.managedVpc()), ManagedVpc.class);
    rival.getMetadata().setName("a-" + scene.vpc());
    rival.getMetadata().setResourceVersion(null);
    rival.getMetadata().setUid(null);
    rival.getMetadata().setManagedFields(null);
    rival.getMetadata().setAnnotations(null);
    rival.setStatus(null);
    String yaml = Serialization.asYaml(rival).replace(scene.namespace(), neighbour.namespace());
    long mark = scene.cloud().mark();
    scene.client().resource(Serialization.unmarshal(yaml, ManagedVpc.class)).create();
    try {
      neighbour.apply(OPEN, rival.getMetadata().getName());
      assertThat(neighbour.awaitReason("open", "VpcConflict")).contains(scene.vpc());
      scene.awaitChecks(2);
      scene.awaitVpc("Applied");
      assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    } finally {
      scene.client().resources(ManagedVpc.class).withName(rival.getMetadata().getName()).delete();
    }
  }

  @Test
  void theNameOfAnotherTeamsGroup() {
    scene.manage("Enforce", "1s", tenants(guest));
    long mark = scene.cloud().mark();
    String squatted = scene.namespace() + "/soon";
    neighbour.apply(OPEN.with("groupName", squatted));
    assertThat(neighbour.awaitReason("open", "GroupNameNotAllowed")).contains(scene.namespace());
    RoleDoc shout = RoleDoc.of("other").with("groupName", squatted.toUpperCase(Locale.ROOT));
    neighbour.apply(shout);
    neighbour.awaitReason("other", "GroupNameNotAllowed");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    RoleDoc soon = RoleDoc.of("soon").in(entry("https", 443, "10.1.0.0/16"));
    scene.declare(soon);
    scene.awaitReady("soon", "Applied");
    scene.assertExact(soon, WEB);
  }

  /** Six hundred rules in one document, and four hundred in eight others. */
  @Test
  void hundredsOfRulesWhileAnothersGroupIsRepaired() {
    scene.manage("Enforce", "5m", tenants(guest));
    scene.awaitChecks(1);
    scene.awaitVpc("Applied");
    String web = scene.group("web").id();
    RoleDoc flood =
        RoleDoc.of("overflow")
            .in(
                IntStream.range(0, 10)
                    .mapToObj(i -> entry("flood-" + i, 1000 + i, blocks(60)))
                    .toArray(RoleDoc.Entry[]::new));
    long mark = scene.cloud().mark();
    scene.outsider().open(web, 22, "0.0.0.0/0", "in the crowd");
    neighbour.apply(flood);
    IntStream.range(0, 8)
        .mapToObj(i -> RoleDoc.of("o" + i).in(entry("many", 2000 + i, blocks(50))))
        .forEach(neighbour::apply);

    IntStream.range(0, 8).forEach(i -> neighbour.awaitReason("o" + i, "Applied"));
    assertThat(neighbour.awaitReason("overflow", "QuotaExceeded")).contains("quota");
    scene.assertExact(WEB);
    List<CallRecord> calls =
        scene.cloud().since(mark).stream().filter(CallRecord::mutating).toList();
    int repair = first(calls, "RevokeSecurityGroupIngress", web);
    int flooding = first(calls, "AuthorizeSecurityGroupIngress", "");
    assertThat(repair).isNotNegative().isLessThan(flooding);
    assertThat(calls).allMatch(CallRecord::succeeded);
  }

  private static String[] blocks(int count) {
    return IntStream.range(0, count).mapToObj(i -> "10.9." + i + ".0/24").toArray(String[]::new);
  }

  private static int first(List<CallRecord> calls, String action, String group) {
    return IntStream.range(0, calls.size())
        .filter(i -> calls.get(i).action().equals(action))
        .filter(i -> group.isEmpty() || calls.get(i).params().containsValue(group))
        .findFirst()
        .orElse(-1);
  }

  @Test
  void whatNeedsAGrantWaitsForIt() {
    String wide = "{namespaces: [%s], roles: [\"*\"], grants: [PublicExposure, ForeignPeers]}";
    scene.manage("Enforce", "1s", tenants(guest));
    String foreign = scene.outsider().createGroup(scene.vpcId(), "foreign", Map.of());
    neighbour.apply(OPEN.with("exposure", "Public"));
    neighbour.apply(
        RoleDoc.of("other")
            .with(
                "ingress",
                List.of(
                    Map.of(
                        "name",
                        "from-foreign",
                        "purpose",
                        "Needs a grant",
                        "ports",
                        List.of(Map.of("port", 443)),
                        "peers",
                        List.of(Map.of("securityGroup", Map.of("id", foreign)))))));

    assertThat(neighbour.awaitReason("open", "ExposureNotGranted")).contains("PublicExposure");
    assertThat(neighbour.group("open")).isEmpty();
    assertThat(neighbour.awaitReason("other", "RulesWithheld")).contains("ForeignPeers");
    assertThat(scene.cloud().rules(neighbour.group("other").orElseThrow())).isEmpty();

    scene.manage("Enforce", "1s", tenants(wide.formatted(neighbour.namespace())));
    neighbour.awaitReason("open", "Applied");
    neighbour.awaitReason("other", "Applied");
    assertThat(scene.cloud().rules(neighbour.group("other").orElseThrow()))
        .containsExactly("ingress tcp 443-443 foreign \"from-foreign: Needs a grant\"");
  }
}
