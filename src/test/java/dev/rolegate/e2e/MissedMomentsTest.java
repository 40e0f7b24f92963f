package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.e2e.RoleDoc.entryOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.AddressSet;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends that come while no operator looks: each has taken effect when one looks again. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class MissedMomentsTest extends OnHouse {

  private List<String> ports(String role) {
    return scene.cloud().rules(scene.group(role)).stream()
        .map(rule -> rule.split(" \"")[0])
        .toList();
  }

  private Optional<String> condition(String role, String type) {
    return Scene.condition(scene.get(role), type).map(c -> c.getStatus() + " " + c.getReason());
  }

  @Test
  void whatEndsWhileTheOperatorIsAwayHasEndedWhenItComesBack() {
    String guardrail = house.name("closed");
    String accepted = house.name("probe");
    String set = scene.namespace() + "-vpn";
    Instant end = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    house.guardrail(guardrail, "Remove", "!rule.fromWorld([22])", "\"port 22 is open\"");
    house.exception(accepted, guardrail, "probe", "ssh", end);
    house.apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: AddressSet
        metadata: {name: %s}
        spec:
          purpose: Clients of the VPN
          owner: team-network
          kind: Vpn
          entries:
          - {cidr: 192.0.2.0/24, description: Old gateway, expiresAt: '%s'}
          - {cidr: 198.51.100.0/24, description: Gateway}
        """
            .formatted(set, end),
        AddressSet.class);
    // The day began long ago, so the period reaches an hour from now.
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    long period = Duration.between(today.atStartOfDay(ZoneOffset.UTC).toInstant(), end).toSeconds();
    Map<String, Object> ending = new HashMap<>(entryOf("ssh", 22, Map.of("cidr", "10.1.0.0/16")));
    ending.put("expiresAt", end.toString());
    scene.declare(
        RoleDoc.of("rule").with("ingress", List.of(ending)),
        RoleDoc.of("entry").with("ingress", List.of(entryOf("ssh", 22, Map.of("addressSet", set)))),
        RoleDoc.of("probe").in(entry("ssh", 22, "0.0.0.0/0")),
        RoleDoc.of("review")
            .in(entry("https", 443, "10.1.0.0/16"))
            .with("review", Map.of("every", period + "s", "lastReviewed", today.toString())));
    scene.manage("Enforce", "1h", Map.of("limits", "{maxNarrowedPercent: 0}"));
    List<String> roles = List.of("rule", "entry", "probe", "review");
    roles.forEach(role -> scene.awaitReady(role, "Applied"));
    assertThat(ports("rule")).containsExactly("ingress tcp 22-22 10.1.0.0/16");
    assertThat(ports("entry"))
        .containsExactly("ingress tcp 22-22 192.0.2.0/24", "ingress tcp 22-22 198.51.100.0/24");
    assertThat(ports("probe")).containsExactly("ingress tcp 22-22 0.0.0.0/0");
    assertThat(condition("review", "ReviewCurrent")).contains("True Reviewed");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(house.condition(accepted).map(Condition::getReason))
                    .contains("ExceptionCounts"));
    awaitPause(Duration.ofSeconds(3));

    operator.stop();
    long mark = scene.cloud().mark();
    clock.advance(Duration.ofHours(2));
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    operator.start();

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(ports("rule")).isEmpty();
              assertThat(ports("entry")).containsExactly("ingress tcp 22-22 198.51.100.0/24");
              assertThat(ports("probe")).isEmpty();
              assertThat(condition("review", "ReviewCurrent")).contains("False ReviewOverdue");
              assertThat(condition("probe", "GuardrailsPassed")).contains("False GuardrailsBroken");
              assertThat(house.condition(accepted).map(Condition::getReason))
                  .contains("ExceptionEnded");
              assertThat(house.status(guardrail).orElseThrow().exempt()).isEmpty();
            });
    scene.awaitEvent("rule", "RuleExpired");
    scene.awaitEvent("entry", "RuleExpired");
    scene.awaitEvent("review", "ReviewOverdue");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        scene
                            .client()
                            .resources(Event.class)
                            .inNamespace("default")
                            .list()
                            .getItems())
                    .anyMatch(
                        event ->
                            event.getRegarding().getName().equals(accepted)
                                && event.getReason().equals("ExceptionEnded")));
    assertThat(ports("review")).containsExactly("ingress tcp 443-443 10.1.0.0/16");
    for (String role : roles) {
      assertThat(scene.get(role).getStatus().lastDrift()).as(role).isEmpty();
    }
    scene.client().resources(AddressSet.class).withName(set).delete();
  }
}
