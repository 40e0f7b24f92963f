package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.GuardrailStatus;
import dev.rolegate.api.WithheldRule;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What guardrails do to declared rules, to live ones, and to nothing else. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class GuardrailTest extends OnHouse {
  private static final RoleDoc WEB =
      RoleDoc.of("web")
          .in(
              entry("https", 443, "10.1.0.0/16"),
              entry("ssh", 22, "0.0.0.0/0"),
              entry("ssh-vpn", 22, "10.8.0.0/16"));
  private static final String HTTPS = "ingress tcp 443-443 10.1.0.0/16 \"https: Needed for https\"";
  private static final String VPN = "ingress tcp 22-22 10.8.0.0/16 \"ssh-vpn: Needed for ssh-vpn\"";
  private static final String SSH = "ingress tcp 22-22 0.0.0.0/0 \"ssh: Needed for ssh\"";

  /** Groups of every scene that are open to the world on port 22. */
  private static final int BYSTANDERS = 1;

  private static final String CLOSED = "!rule.fromWorld([22])";
  private static final String MESSAGE = "\"port 22 is open to the world; name the VPN\"";

  private String closed;
  private String probe;

  @BeforeEach
  void nameThem() {
    closed = house.name("closed");
    probe = house.name("probe");
  }

  @Test
  void aDeniedRuleIsWithheldAndTheOthersOfItsGroupAreApplied() {
    house.guardrail(closed, "Deny", CLOSED, MESSAGE);
    scene.declare(WEB);
    scene.manage("Enforce", "1s");

    scene.awaitReady("web", "RulesWithheld");
    assertThat(rules()).containsExactly(VPN, HTTPS);
    assertThat(withheld()).containsExactly("ingress/ssh Guardrail");
    assertThat(passed())
        .satisfies(
            c -> {
              assertThat(c.getStatus()).isEqualTo("False");
              assertThat(c.getReason()).isEqualTo("GuardrailsBroken");
              assertThat(c.getMessage())
                  .contains("ingress/ssh", closed, "port 22 is open to the world");
            });
    house.awaitReady(closed, "True", "Judging", "");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(house.broken(closed)).isEqualTo(1));
    assertThat(scene.status().counts().findings().managed().high()).isEqualTo(1);
  }

  @Test
  void aGuardrailThatComesLaterCutsNobodyUntilItSaysRemove() {
    scene.declare(WEB);
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    var ids = ids();
    assertThat(ids).containsOnlyKeys(HTTPS, VPN, SSH);

    house.guardrail(closed, "Deny", CLOSED, MESSAGE);
    scene.awaitReady("web", "RulesWithheld");
    scene.awaitChecks(2);
    assertThat(ids()).isEqualTo(ids);
    assertThat(passed().getStatus()).isEqualTo("False");
    scene.awaitEvent("web", "GuardrailBroken");

    house.guardrail(closed, "Remove", CLOSED, MESSAGE);
    await().atMost(Scene.PATIENCE).until(() -> rules().equals(List.of(VPN, HTTPS)));
    assertThat(ids()).containsEntry(HTTPS, ids.get(HTTPS)).containsEntry(VPN, ids.get(VPN));

    house.delete(closed);
    scene.awaitReady("web", "Applied");
    assertThat(ids()).containsOnlyKeys(HTTPS, VPN, SSH);
    assertThat(Scene.condition(scene.get("web"), "GuardrailsPassed")).isEmpty();
  }

  @Test
  void aFlawedGuardrailSaysWhereAndLoosensNothing() {
    house.guardrail(closed, "Deny", CLOSED, MESSAGE);
    house.guardrail(house.name("type"), "Deny", "rule.fromPort + \"x\" == \"1\"", MESSAGE);
    house.guardrail(house.name("field"), "Deny", "rule.colour == \"red\"", MESSAGE);
    house.guardrail(
        house.name("costly"),
        "Deny",
        "group.rules.all(a, group.rules.all(b, group.rules.all(c, group.rules.all(d, a.peer != b.peer + c.peer + d.peer))))",
        MESSAGE);
    house.guardrail(
        house.name("message"),
        "Deny",
        "rule.name != \"https\"",
        "\"x\" + string(1 / (rule.fromPort - 443))");
    scene.declare(WEB);
    scene.manage("Enforce", "1s");

    scene.awaitReady("web", "RulesWithheld");
    assertThat(rules()).doesNotContain(SSH, HTTPS);
    house.awaitReady(
        house.name("type"), "False", "InvalidExpression", "spec.expression, line 1, column ");
    house.awaitReady(house.name("field"), "False", "InvalidExpression", "colour");
    house.awaitReady(closed, "True", "Judging", "");
    house.awaitReady(house.name("message"), "True", "Judging", "");
    assertThat(passed().getMessage()).contains(house.name("message"), closed);
  }

  @Test
  void anExceptionLetsARulePassUntilItsEnd() {
    house.guardrail(closed, "Remove", CLOSED, MESSAGE);
    house.exception(probe, closed, "web", "ssh", clock.instant().plusSeconds(20));
    scene.declare(WEB);
    scene.manage("Enforce", "1h");

    scene.awaitReady("web", "Applied");
    assertThat(rules()).contains(SSH);
    assertThat(passed().getStatus()).isEqualTo("True");
    assertThat(passed().getMessage()).contains("1 accepted by GuardrailExceptions");

    await().atMost(Scene.PATIENCE).until(() -> rules().equals(List.of(VPN, HTTPS)));
    assertThat(withheldSoon()).containsExactly("ingress/ssh Guardrail");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(reason()).contains("ExceptionEnded"));
    assertThat(house.status(closed).orElseThrow().exempt()).isEmpty();
  }

  @Test
  void anExceptionThatEndsWhileNobodyLooksIsOverAfterTheRestart() {
    house.guardrail(closed, "Remove", CLOSED, MESSAGE);
    house.exception(probe, closed, "web", "ssh", clock.instant().plus(Duration.ofHours(1)));
    scene.declare(WEB);
    scene.manage("Enforce", "1h");
    scene.awaitReady("web", "Applied");
    assertThat(rules()).contains(SSH);
    await()
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                house
                    .status(closed)
                    .map(GuardrailStatus::exempt)
                    .equals(
                        Optional.of(List.of(scene.vpc() + ":" + scene.namespace() + "/web/ssh"))));

    awaitPause(Duration.ofSeconds(3));
    operator.stop();
    clock.advance(Duration.ofHours(1));
    operator.start();

    await().atMost(Scene.PATIENCE).until(() -> rules().equals(List.of(VPN, HTTPS)));
  }

  @Test
  void whatNobodyDeclaresIsReportedAndNeverTouched() {
    house.guardrail(closed, "Remove", "All", CLOSED, MESSAGE);
    String group = scene.outsider().createGroup(scene.vpcId(), "by-hand", Map.of());
    String rule = scene.outsider().open(group, 22, "0.0.0.0/0", "test");
    scene.declare(RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")));
    scene.manage("Enforce", "1s");

    scene.awaitReady("web", "Applied");
    assertThat(passed().getStatus()).isEqualTo("True");
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.status().counts().findings().unmanaged().high())
                    .isGreaterThanOrEqualTo(1));
    scene.awaitChecks(2);
    assertThat(scene.cloud().ruleIds(scene.cloud().group(scene.vpcId(), "by-hand").orElseThrow()))
        .containsValue(rule);
  }

  @Test
  void whetherARuleHoldsASubnetIsReadOnceAndJudgedBy() {
    scene.outsider().ec2().createSubnet(r -> r.vpcId(scene.vpcId()).cidrBlock("10.0.4.0/24"));
    house.guardrail(house.name("wide"), "Deny", "!rule.coversSubnet()", "\"covers a subnet\"");
    scene.declare(
        RoleDoc.of("web")
            .in(entry("all-of-it", 443, "10.0.4.0/23"), entry("part", 443, "10.0.4.16/28")));
    scene.manage("Enforce", "1s");

    scene.awaitReady("web", "RulesWithheld");
    assertThat(withheld()).containsExactly("ingress/all-of-it Guardrail");
    assertThat(rules())
        .containsExactly("ingress tcp 443-443 10.0.4.16/28 \"part: Needed for part\"");
    scene.awaitChecks(2);
    assertThat(simulator.calls().all())
        .filteredOn(call -> call.action().equals("DescribeSubnets"))
        .hasSize(1);
  }

  @Test
  void anExceptionForALiveRuleByItsIdCountsWhileTheRuleIsThere() {
    house.guardrail(closed, "Warn", "Unmanaged", CLOSED, MESSAGE);
    String group = scene.outsider().createGroup(scene.vpcId(), "by-hand", Map.of());
    String rule = scene.outsider().open(group, 22, "0.0.0.0/0", "test");
    scene.manage("Observe", "1s");
    awaitFindings(BYSTANDERS + 1, 0);

    house.exceptionById(probe, closed, group, rule, clock.instant().plusSeconds(600));
    awaitFindings(BYSTANDERS, 1);
    assertThat(reason()).contains("ExceptionCounts");

    scene.outsider().revokeIngress(group, List.of(rule));
    awaitFindings(BYSTANDERS, 0);
    scene.outsider().open(group, 22, "0.0.0.0/0", "test");
    awaitFindings(BYSTANDERS + 1, 0);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(reason()).contains("RuleGone");
              assertThat(house.condition(probe).orElseThrow().getMessage())
                  .contains(group + " has no rule " + rule);
            });
  }

  private void awaitFindings(int open, int accepted) {
    await()
        .atMost(Scene.PATIENCE)
        .ignoreExceptionsInstanceOf(NullPointerException.class)
        .untilAsserted(
            () -> {
              assertThat(scene.status().counts().findings().unmanaged().high()).isEqualTo(open);
              assertThat(scene.status().counts().findings().accepted()).isEqualTo(accepted);
            });
  }

  private Optional<String> reason() {
    return house.condition(probe).map(Condition::getReason);
  }

  private Condition passed() {
    return Scene.condition(scene.get("web"), "GuardrailsPassed").orElseThrow();
  }

  private List<String> withheld() {
    return scene.get("web").getStatus().withheld().stream().map(GuardrailTest::text).toList();
  }

  private List<String> withheldSoon() {
    await().atMost(Scene.PATIENCE).until(() -> !withheld().isEmpty());
    return withheld();
  }

  private static String text(WithheldRule rule) {
    return rule.rule() + " " + rule.reason();
  }

  private List<String> rules() {
    return scene.cloud().rules(scene.group("web"));
  }

  private Map<String, String> ids() {
    return scene.cloud().ruleIds(scene.group("web"));
  }
}
