package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.e2e.RoleDoc.entryOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.WithheldRule;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What guardrails do with facts that change, and where they cannot tell. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class GuardrailFactsTest extends OnHouse {
  private static final String MESSAGE = "\"port 22 is open to the world; name the VPN\"";

  /** How old what is known of a prefix list's version may be. */
  private static final Duration AGE = Duration.ofMinutes(5);

  private String closed;

  @BeforeEach
  void nameIt() {
    closed = house.name("closed");
  }

  private Condition passed() {
    return Scene.condition(scene.get("web"), "GuardrailsPassed").orElseThrow();
  }

  private void awaitPassed(String status, String reason) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Scene.condition(scene.get("web"), "GuardrailsPassed")
                            .map(c -> c.getStatus() + " " + c.getReason()))
                    .contains(status + " " + reason));
  }

  private Map<String, String> ids() {
    return scene.cloud().ruleIds(scene.group("web"));
  }

  private List<String> told(String reason) {
    return scene.events("web").stream()
        .filter(event -> event.getReason().equals(reason))
        .map(Event::getNote)
        .toList();
  }

  private long reads(long mark) {
    return scene.cloud().countsSince(mark).getOrDefault("GetManagedPrefixListEntries", 0L);
  }

  @Test
  void aPrefixListThatGrowsToTheWorldIsFoundCutsNobodyAndIsKeptAgain() {
    String list = scene.outsider().createPrefixList("office", List.of("198.51.100.0/24"));
    house.guardrail(closed, "Deny", "All", "!rule.fromWorld([22])", MESSAGE);
    RoleDoc web = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));
    Map<String, Object> ssh = entryOf("ssh", 22, Map.of("prefixList", Map.of("id", list)));
    long mark = scene.cloud().mark();
    scene.declare(web.with("ingress", List.of(web.ingress().get(0).spec(), ssh)));
    scene.manage(
        "Enforce",
        "1s",
        "[{namespaces: [%s], roles: [\"*\"], grants: [ForeignPeers]}]"
            .formatted(scene.namespace()));
    scene.awaitReady("web", "Applied");
    awaitPassed("True", "GuardrailsKept");
    var ids = ids();
    assertThat(ids).hasSize(2);
    scene.awaitChecks(3);
    assertThat(reads(mark)).isEqualTo(1);

    mark = scene.cloud().mark();
    scene.outsider().addToPrefixList(list, List.of("0.0.0.0/1", "128.0.0.0/1"));
    scene.awaitChecks(2);
    assertThat(passed().getStatus()).isEqualTo("True");
    clock.advance(AGE);
    awaitPassed("False", "GuardrailsBroken");
    assertThat(passed().getMessage()).contains("ingress/ssh", closed, "open to the world");
    scene.awaitEvent("web", "GuardrailBroken");
    assertThat(told("GuardrailBroken"))
        .anyMatch(
            note -> note.contains(closed + " (Deny, live)") && note.contains("tcp 22 " + list));
    assertThat(Metrics.broken(scene.vpc()).get(Shape.Standing.LIVE_MANAGED))
        .isEqualTo(Map.of(closed, 1));
    assertThat(Metrics.severities(scene.vpc())).containsEntry(closed, "high");
    scene.awaitChecks(2);
    assertThat(reads(mark)).isEqualTo(1);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    assertThat(ids()).isEqualTo(ids);
    assertThat(told("GuardrailKept")).isEmpty();

    scene.outsider().takeFromPrefixList(list, List.of("0.0.0.0/1", "128.0.0.0/1"));
    clock.advance(AGE);
    awaitPassed("True", "GuardrailsKept");
    scene.awaitEvent("web", "GuardrailKept");
    assertThat(told("GuardrailKept")).anyMatch(note -> note.contains("tcp 22 " + list));
    scene.awaitReady("web", "Applied");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(Metrics.of(scene.vpc(), "live_managed")).doesNotContainKey(closed));
    assertThat(ids()).isEqualTo(ids);
  }

  /** Loops in loops, over rules and over what the expression itself holds: no end in sight. */
  @Test
  void whatCostsTooMuchToTellHoldsUpWhatIsNewTouchesNothingLiveAndNoOtherGuardrail() {
    RoleDoc.Entry[] entries =
        IntStream.range(0, 20)
            .mapToObj(i -> entry("app-" + i, 7000 + i, "10.1.0.0/16"))
            .toArray(RoleDoc.Entry[]::new);
    RoleDoc web = RoleDoc.of("web").in(entries);
    created(web);
    var ids = ids();
    String costly = house.name("costly");
    String endless = house.name("endless");
    house.guardrail(closed, "Deny", "!rule.fromWorld([22])", MESSAGE);
    house.guardrail(
        costly,
        "Remove",
        "group.rules.all(a, group.rules.all(b, group.rules.all(c, group.rules.all(d,"
            + " a.peer != b.name + c.name + d.name))))",
        MESSAGE);
    house.guardrail(
        endless,
        "Deny",
        IntStream.range(0, 8)
            .mapToObj(i -> "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(i" + i + ", ")
            .reduce("", String::concat)
            .concat("rule.fromPort > 0" + ")".repeat(8)),
        MESSAGE);

    awaitPassed("Unknown", "GuardrailsUnknown");
    assertThat(passed().getMessage()).contains(costly, "Cannot be told");
    for (String one : List.of(closed, costly, endless)) {
      house.awaitReady(one, "True", "Judging", "");
    }
    assertThat(Metrics.of(scene.vpc(), "unknown")).isEqualTo(Map.of(costly, 40, endless, 40));
    assertThat(house.status(costly).orElseThrow().findings())
        .singleElement()
        .satisfies(
            counts -> {
              assertThat(counts.broken()).isZero();
              assertThat(counts.unknown()).isEqualTo(20);
            });
    assertThat(ids()).isEqualTo(ids);

    RoleDoc.Entry[] more = java.util.Arrays.copyOf(entries, 22);
    more[20] = entry("new", 7020, "10.1.0.0/16");
    more[21] = entry("ssh", 22, "0.0.0.0/0");
    scene.apply(RoleDoc.of("web").in(more));
    scene.awaitReady("web", "RulesWithheld");
    assertThat(scene.get("web").getStatus().withheld())
        .extracting(WithheldRule::rule)
        .containsExactlyInAnyOrder("ingress/new", "ingress/ssh");
    awaitPassed("False", "GuardrailsBroken");
    assertThat(passed().getMessage()).contains("ingress/ssh by " + closed);
    scene.awaitChecks(2);
    assertThat(ids()).isEqualTo(ids);

    house.delete(costly);
    house.delete(endless);
    await().atMost(Scene.PATIENCE).until(() -> ids().size() == 21);
    assertThat(ids()).containsAllEntriesOf(ids);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.get("web").getStatus().withheld())
                    .extracting(WithheldRule::rule)
                    .containsExactly("ingress/ssh"));
  }

  /** Each looks whether the group has by now what takes over. */
  private void awaitPasses(int count) {
    long mark = scene.cloud().mark();
    await()
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                scene.cloud().countsSince(mark).getOrDefault("DescribeSecurityGroupRules", 0L)
                    >= count);
  }

  /**
   * What a narrower rule is to carry on is carried before the wide one goes, however long that
   * cannot be done; what nothing is to carry on goes at once.
   */
  @Test
  void aRemoveThatComesLaterInterruptsNoFlowThatStays() {
    RoleDoc.Entry https = entry("https", 443, "10.1.0.0/16");
    RoleDoc.Entry ssh = entry("ssh", 22, "0.0.0.0/0");
    RoleDoc.Entry rdp = entry("rdp", 3389, "0.0.0.0/0");
    created(RoleDoc.of("web").in(https, ssh, rdp));
    var ids = ids();
    long from = scene.cloud().version();
    simulator.behaviour().deny("AuthorizeSecurityGroupIngress");
    scene.apply(
        RoleDoc.of("web")
            .in(
                https,
                ssh,
                rdp,
                entry("ssh-vpn", 22, "10.8.0.0/16"),
                entry("ssh-office", 22, "10.9.0.0/16")));
    scene.awaitReady("web", "AccessDenied");

    house.guardrail(closed, "Remove", "!rule.fromWorld([22, 3389])", MESSAGE);
    var left = new TreeMap<>(ids);
    left.remove("ingress tcp 3389-3389 0.0.0.0/0 \"rdp: Needed for rdp\"");
    assertThat(left).hasSize(2);
    await().atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(ids()).hasSizeLessThan(3));
    awaitPasses(3);
    assertThat(ids()).isEqualTo(left);
    assertThat(scene.get("web").getStatus().withheld())
        .extracting(WithheldRule::rule)
        .containsExactlyInAnyOrder("ingress/ssh", "ingress/rdp");

    simulator.behaviour().allowAll();
    String vpn = "ingress tcp 22-22 10.8.0.0/16 \"ssh-vpn: Needed for ssh-vpn\"";
    String office = "ingress tcp 22-22 10.9.0.0/16 \"ssh-office: Needed for ssh-office\"";
    left.remove("ingress tcp 22-22 0.0.0.0/0 \"ssh: Needed for ssh\"");
    String stays = left.firstKey();
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              // What was refused for good is tried again at longer and longer intervals.
              clock.advance(Duration.ofSeconds(1));
              assertThat(ids()).containsOnlyKeys(stays, vpn, office);
            });
    assertThat(ids()).containsAllEntriesOf(left);
    var ledger = new FlowLedger(scene.namespace());
    ledger.check(scene.cloud(), scene.vpcId(), from, scene.cloud().version());
    assertThat(ledger.violations()).isEmpty();
    assertThat(ledger.checked()).isPositive();
    assertThat(Optional.ofNullable(scene.get("web").getStatus().lastDrift()).orElse(List.of()))
        .isEmpty();
  }
}
