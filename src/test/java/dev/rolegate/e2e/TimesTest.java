package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.e2e.RoleDoc.entryOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.AddressSetStatus;
import dev.rolegate.api.ExpiryStatus;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Named addresses, ends of rules and reviews on a real API server. The interval of checks is an
 * hour, so that what happens within seconds was woken for.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class TimesTest extends OnScene {
  private static final String SSH = "tcp 22-22 %s \"ssh: Needed for ssh\"";

  @AfterEach
  void forget() {
    scene.client().resources(AddressSet.class).withName(set()).delete();
  }

  /** One for each test, since sets are cluster-scoped. */
  private String set() {
    return scene.namespace() + "-vpn";
  }

  private RoleDoc withSet(String role) {
    return RoleDoc.of(role)
        .with("ingress", List.of(entryOf("ssh", 22, Map.of("addressSet", set()))));
  }

  /** Blocks, each with its end or empty. */
  private void applySet(Map<String, String> entries) {
    var list =
        entries.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                e ->
                    e.getValue().isEmpty()
                        ? Map.of("cidr", e.getKey(), "description", "Gateway")
                        : Map.of(
                            "cidr",
                            e.getKey(),
                            "description",
                            "Gateway",
                            "expiresAt",
                            e.getValue()))
            .toList();
    var manifest =
        Map.of(
            "apiVersion",
            "rolegate.dev/v1alpha1",
            "kind",
            "AddressSet",
            "metadata",
            Map.of("name", set()),
            "spec",
            Map.of(
                "purpose", "Clients of the VPN",
                "owner", "team-network",
                "kind", "Vpn",
                "entries", list));
    scene
        .client()
        .resource(Serialization.unmarshal(Serialization.asJson(manifest), AddressSet.class))
        .fieldManager("network")
        .forceConflicts()
        .serverSideApply();
  }

  private Optional<AddressSetStatus> setStatus() {
    return Optional.ofNullable(scene.client().resources(AddressSet.class).withName(set()).get())
        .map(AddressSet::getStatus);
  }

  private void awaitRules(String role, String... cidrs) {
    List<String> wanted =
        List.of(cidrs).stream().map(cidr -> "ingress " + SSH.formatted(cidr)).sorted().toList();
    await()
        .atMost(Scene.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(scene.cloud().rules(scene.group(role))).isEqualTo(wanted));
  }

  private String in(Duration time) {
    return clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private List<String> reasons(String role) {
    return scene.events(role).stream().map(Event::getReason).toList();
  }

  @Test
  void addressesComeAndGoWithTheirSet() {
    applySet(Map.of("192.0.2.0/24", "", "198.51.100.0/24", ""));
    scene.declare(withSet("web"));
    scene.manage("Enforce", "1h", Map.of("limits", "{maxNarrowedPercent: 100}"));
    scene.awaitReady("web", "Applied");
    awaitRules("web", "192.0.2.0/24", "198.51.100.0/24");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(setStatus()).isPresent();
              assertThat(setStatus().get().entries()).isEqualTo(2);
              assertThat(setStatus().get().groups()).isEqualTo(1);
              assertThat(setStatus().get().usedBy()).containsExactly(scene.vpc());
            });

    applySet(Map.of("198.51.100.0/24", "", "203.0.113.0/24", ""));
    awaitRules("web", "198.51.100.0/24", "203.0.113.0/24");
    assertThat(scene.get("web").getStatus().lastDrift()).isEmpty();

    // To delete the object cuts nobody off.
    scene.client().resources(AddressSet.class).withName(set()).delete();
    scene.awaitReady("web", "RulesWithheld");
    assertThat(scene.get("web").getStatus().withheld())
        .extracting(w -> w.reason())
        .containsExactly("AddressSetNotFound");
    awaitRules("web", "198.51.100.0/24", "203.0.113.0/24");

    applySet(Map.of());
    awaitRules("web");
    scene.awaitReady("web", "Applied");
    assertThat(scene.get("web").getStatus().lastDrift()).isEmpty();
  }

  @Test
  void anEntryOfASetEndsOnTimeWhateverTheLimit() {
    applySet(Map.of("192.0.2.0/24", in(Duration.ofSeconds(20)), "198.51.100.0/24", ""));
    scene.declare(withSet("web"));
    scene.manage("Enforce", "1h", Map.of("limits", "{maxNarrowedPercent: 0}"));
    awaitRules("web", "192.0.2.0/24", "198.51.100.0/24");

    awaitRules("web", "198.51.100.0/24");
    scene.awaitEvent("web", "RuleExpired");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(setStatus().get().entries()).isEqualTo(1);
              assertThat(setStatus().get().expired()).isEqualTo(1);
              assertThat(setStatus().get().nextExpiry()).isNull();
            });
    assertThat(scene.get("web").getStatus().lastDrift()).isEmpty();
  }

  @Test
  void aRuleEndsOnTimeAndItsDeclarationStaysHarmless() {
    Instant end = Instant.parse(in(Duration.ofSeconds(20)));
    scene.declare(ending("web", end));
    scene.manage("Enforce", "1h", Map.of("limits", "{maxNarrowedPercent: 0}"));
    awaitRules("web", "10.1.0.0/16");
    scene.awaitEvent("web", "RuleExpiring");

    awaitRules("web");
    assertThat(clock.instant()).isAfterOrEqualTo(end);
    scene.awaitEvent("web", "RuleExpired");
    scene.awaitReady("web", "Applied");
    var status = scene.get("web").getStatus();
    assertThat(status.expiries())
        .containsExactly(new ExpiryStatus("ingress/ssh", null, end.toString(), "Expired", null));
    assertThat(status.lastDrift()).isEmpty();
    assertThat(Scene.condition(scene.get("web"), "InSync").map(Condition::getStatus))
        .contains("True");
    assertThat(reasons("web")).filteredOn("RuleExpiring"::equals).hasSize(1);
    assertThat(reasons("web")).doesNotContain("DriftRemoved");
  }

  @Test
  void anEndThatCameWhileTheOperatorWasAwayIsCaughtUpWith() {
    scene.declare(ending("web", Instant.parse(in(Duration.ofHours(1)))));
    scene.manage("Enforce", "1h");
    awaitRules("web", "10.1.0.0/16");
    scene.awaitEvent("web", "RuleExpiring");

    awaitPause(Duration.ofSeconds(3));
    operator.stop();
    clock.advance(Duration.ofHours(1));
    awaitRules("web", "10.1.0.0/16");
    operator.start();

    awaitRules("web");
    scene.awaitEvent("web", "RuleExpired");
    assertThat(reasons("web")).filteredOn("RuleExpiring"::equals).hasSize(1);
  }

  private static RoleDoc ending(String role, Instant end) {
    Map<String, Object> ssh = new HashMap<>(entryOf("ssh", 22, Map.of("cidr", "10.1.0.0/16")));
    ssh.put("expiresAt", end.toString());
    return RoleDoc.of(role).with("ingress", List.of(ssh));
  }

  @Test
  void aReviewBecomesDueOnTimeAndIsRecordedInTheDocument() {
    // The day began long ago, so the period reaches a few seconds from now.
    String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    Instant midnight = Instant.parse(today + "T00:00:00Z");
    long seconds = Duration.between(midnight, clock.instant()).toSeconds() + 20;
    RoleDoc web = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));
    scene.declare(web.with("review", Map.of("every", seconds + "s", "lastReviewed", today)));
    scene.manage("Enforce", "1h");
    scene.awaitReady("web", "Applied");
    assertThat(review("web")).contains("True Reviewed");
    assertThat(scene.get("web").getStatus().reviewDue())
        .isEqualTo(midnight.plusSeconds(seconds).toString());

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(review("web")).contains("False ReviewOverdue"));
    scene.awaitEvent("web", "ReviewOverdue");
    scene.assertExact(web);

    scene.apply(web.with("review", Map.of("every", "365d", "lastReviewed", today)));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(review("web")).contains("True Reviewed"));
  }

  private Optional<String> review(String role) {
    return Scene.condition(scene.get(role), "ReviewCurrent")
        .map(c -> c.getStatus() + " " + c.getReason());
  }
}
