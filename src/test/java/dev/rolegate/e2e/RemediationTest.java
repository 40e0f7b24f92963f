package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.RemediatedRule;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

/** Rules of groups that nobody declares, from the check that sees them to their removal. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class RemediationTest extends OnHouse {
  private static final String CLOSED = "!rule.fromWorld([22, 3389])";
  private static final String ALL = "match: {names: [\"all-*\"]}";
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void exactlyTheCondemnedRulesGoAfterTheirGraceAndTheLoopWakesForThem() {
    String id = allInOne("all-in-one");
    String halves = scene.outsider().createGroup(scene.vpcId(), "all-halves", Map.of());
    scene.outsider().open(halves, 22, "0.0.0.0/1", "");
    scene.outsider().open(halves, 22, "128.0.0.0/1", "");
    scene.outsider().open(halves, 22, "10.8.0.0/16", "vpn");
    var before = ids(id);
    var halvesBefore = ids(halves);
    guardrail();

    manage("Enforce", "1h", "action: Remediate, gracePeriod: 6s, " + ALL);
    eventually(() -> assertThat(unmanaged().pending()).isEqualTo(4));
    assertThat(ids(id)).isEqualTo(before);
    assertThat(unmanaged().rules())
        .extracting(CondemnedRule::ruleId)
        .contains(before.get(SSH), before.get(RDP));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.vpcEvents()).contains("RuleWillBeRemoved"));

    eventually(() -> assertThat(unmanaged().removed()).hasSize(4));
    assertThat(ids(id)).isEqualTo(without(before, SSH, RDP));
    assertThat(ids(halves).keySet())
        .containsExactlyInAnyOrder(
            "egress -1 -1--1 0.0.0.0/0", "ingress tcp 22-22 10.8.0.0/16 \"vpn\"");
    assertThat(halvesBefore.entrySet()).containsAll(ids(halves).entrySet());
    assertThat(unmanaged().pending()).isZero();
    assertThat(unmanaged().removed())
        .extracting(RemediatedRule::ruleId)
        .contains(before.get(SSH), before.get(RDP));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.vpcEvents()).contains("RuleRemediated"));
    scene.awaitVpc("Applied");
  }

  @Test
  void reportAndObserveRemoveNothingAndTheTimeOutlivesARestart() {
    String id = allInOne("all-in-one");
    var before = ids(id);
    guardrail();

    manage("Enforce", "1s", "gracePeriod: 2s, " + ALL);
    eventually(() -> assertThat(unmanaged().condemned()).isEqualTo(4));
    assertThat(unmanaged().leftAlone()).isEqualTo(2);
    clock.advance(DAY);
    scene.awaitChecks(3);
    assertThat(ids(id)).isEqualTo(before);
    assertThat(unmanaged().rules()).isEmpty();

    manage("Observe", "1s", "action: Remediate, gracePeriod: 7d, " + ALL);
    eventually(() -> assertThat(unmanaged().pending()).isEqualTo(2));
    var rows = unmanaged().rules();
    awaitPause();
    operator.stop();
    clock.advance(DAY.multipliedBy(8));
    operator.start();
    eventually(
        () ->
            assertThat(unmanaged().rules())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.stays()).isNotNull()));
    assertThat(unmanaged().rules())
        .extracting(CondemnedRule::firstSeen)
        .isEqualTo(rows.stream().map(CondemnedRule::firstSeen).toList());
    assertThat(scene.status().plan()).anyMatch(line -> line.contains("nobody declares the group"));
    assertThat(ids(id)).isEqualTo(before);

    manage("Enforce", "1s", "action: Remediate, gracePeriod: 7d, " + ALL);
    eventually(() -> assertThat(ids(id)).isEqualTo(without(before, SSH, RDP)));
  }

  @Test
  void anotherContentUnderTheSameIdAndAnotherIdBeginAnew() {
    String id = allInOne("all-in-one");
    var before = ids(id);
    guardrail();
    manage("Enforce", "1s", "action: Remediate, gracePeriod: 7d, " + ALL);
    eventually(() -> assertThat(unmanaged().pending()).isEqualTo(2));

    clock.advance(DAY.multipliedBy(6));
    scene
        .outsider()
        .alter(
            id,
            before.get(SSH),
            rule -> rule.ipProtocol("tcp").fromPort(22).toPort(23).cidrIpv4("0.0.0.0/0"));
    scene.outsider().revokeIngress(id, List.of(before.get(RDP)));
    String again = scene.outsider().open(id, 3389, "0.0.0.0/0", "rdp");
    eventually(
        () ->
            assertThat(unmanaged().rules())
                .anyMatch(row -> row.rule().equals("ingress tcp 22-23 0.0.0.0/0")));
    clock.advance(DAY.multipliedBy(2));
    eventually(
        () -> assertThat(unmanaged().rules()).extracting(CondemnedRule::ruleId).contains(again));
    scene.awaitChecks(2);
    assertThat(ids(id)).containsValues(before.get(SSH), again);

    clock.advance(DAY.multipliedBy(8));
    eventually(() -> assertThat(ids(id)).doesNotContainValue(before.get(SSH)));
    eventually(() -> assertThat(ids(id)).doesNotContainValue(again));
  }

  @Test
  void groupsOfOthersAreLeftAloneAndSaid() {
    Map<String, Map<String, String>> others =
        Map.of(
            "tf", Map.of("managed-by", "terraform"),
            "eks-cluster-sg-shop-1", Map.of(),
            "FMManagedSecurityGroup-1", Map.of(),
            "lb", Map.of("elbv2.k8s.aws/cluster", "shop"),
            "capi", Map.of("kubernetes.io/cluster/shop", "owned"),
            "elsewhere", Map.of("rolegate.dev/cluster", "other"),
            "marked", Map.of("rolegate.dev/retired", "test"),
            "kept", Map.of("keep", "yes"));
    Map<String, Map<String, String>> before = new TreeMap<>();
    others.forEach(
        (name, tags) -> {
          Map<String, String> all = new TreeMap<>(tags);
          all.put("match", "yes");
          String id = scene.outsider().createGroup(scene.vpcId(), name, all);
          scene.outsider().open(id, 22, "0.0.0.0/0", "");
          before.put(id, ids(id));
        });
    String described =
        scene
            .outsider()
            .createGroup(scene.vpcId(), "made", "Managed by Terraform", Map.of("match", "yes"));
    scene.outsider().open(described, 22, "0.0.0.0/0", "");
    before.put(described, ids(described));
    String open = scene.outsider().createGroup(scene.vpcId(), "by-hand", Map.of("match", "yes"));
    scene.outsider().open(open, 22, "0.0.0.0/0", "");
    guardrail();

    manage(
        "Enforce",
        "1s",
        "action: Remediate, gracePeriod: 2s, match: {tags: [{key: match}]}, keep: {tags: [{key: keep}]}");

    eventually(() -> assertThat(ids(open)).hasSize(1));
    assertThat(unmanaged().left())
        .hasSize(9)
        .anyMatch(line -> line.contains("Terraform"))
        .anyMatch(line -> line.contains("keeps it by its tag keep"));
    scene.awaitChecks(2);
    before.forEach((id, rules) -> assertThat(ids(id)).as(id).isEqualTo(rules));
  }

  @Test
  void anAcceptedRuleStaysAndWhatIsNotKnownToo() {
    String id = allInOne("all-in-one");
    String listed = scene.outsider().createGroup(scene.vpcId(), "all-listed", Map.of());
    String list =
        scene
            .outsider()
            .ec2()
            .createManagedPrefixList(
                r ->
                    r.prefixListName("everybody")
                        .addressFamily("IPv4")
                        .maxEntries(2)
                        .entries(AddPrefixListEntry.builder().cidr("0.0.0.0/0").build()))
            .prefixList()
            .prefixListId();
    scene
        .outsider()
        .ec2()
        .authorizeSecurityGroupIngress(
            r ->
                r.groupId(listed)
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("tcp")
                            .fromPort(22)
                            .toPort(22)
                            .prefixListIds(PrefixListId.builder().prefixListId(list).build())
                            .build()));
    var before = ids(id);
    var listedBefore = ids(listed);
    guardrail();
    manage("Enforce", "1s", "action: Remediate, gracePeriod: 7d, " + ALL);
    eventually(() -> assertThat(unmanaged().pending()).isEqualTo(3));

    house.exceptionById(
        house.name("probe"), house.name("closed"), id, clock.instant().plus(DAY.multipliedBy(60)));
    eventually(() -> assertThat(unmanaged().pending()).isEqualTo(1));
    simulator.behaviour().deny("DescribeManagedPrefixLists");
    clock.advance(Duration.ofMinutes(6));
    eventually(
        () ->
            assertThat(unmanaged().rules())
                .singleElement()
                .satisfies(row -> assertThat(row.stays()).contains("not known")));
    clock.advance(DAY.multipliedBy(8));
    scene.awaitChecks(3);
    assertThat(ids(id)).isEqualTo(before);
    assertThat(ids(listed)).isEqualTo(listedBefore);

    simulator.behaviour().allowAll();
    clock.advance(Duration.ofMinutes(6));
    eventually(() -> assertThat(ids(listed)).hasSize(1));
    assertThat(ids(id)).isEqualTo(before);
  }

  @Test
  void aRefusalByIamIsSaidAndEndsWithIt() {
    String id = allInOne("all-in-one");
    var before = ids(id);
    guardrail();
    simulator.behaviour().deny("RevokeSecurityGroupIngress");
    manage("Enforce", "1s", "action: Remediate, gracePeriod: 2s, " + ALL);

    scene.awaitVpc("AccessDenied");
    eventually(
        () ->
            assertThat(unmanaged().rules())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.stays()).contains("UnauthorizedOperation")));
    assertThat(scene.vpcCondition("Ready").map(Condition::getMessage).orElse(""))
        .contains("RevokeSecurityGroupIngress");
    assertThat(ids(id)).isEqualTo(before);

    simulator.behaviour().allowAll();
    eventually(
        () -> {
          // What was refused for good is tried again at longer and longer intervals.
          clock.advance(Duration.ofSeconds(10));
          assertThat(ids(id)).isEqualTo(without(before, SSH, RDP));
        });
    scene.awaitVpc("Applied");
  }

  @Test
  void theDefaultGroupIsReportedAndClosedAndHeldWhileAnythingHasIt() {
    String id = scene.bystanders().giveUpDefaultGroup();
    var before = ids(id);
    assertThat(before).isNotEmpty();
    String instance = scene.outsider().launch(scene.vpcId(), id);

    scene.manage("Enforce", "1s", Map.of("defaultGroup", "Report"));
    eventually(
        () ->
            assertThat(scene.vpcCondition("DefaultGroupClosed").map(Condition::getReason))
                .contains("DefaultGroupOpen"));
    assertThat(scene.status().defaultGroup().rules()).isEqualTo(before.size());
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.vpcEvents()).contains("DefaultGroupOpen"));

    scene.manage("Enforce", "1s", Map.of("defaultGroup", "Close"));
    String hash = scene.awaitHeld(before.size());
    scene.awaitChecks(2);
    assertThat(ids(id)).isEqualTo(before);
    assertThat(scene.vpcCondition("DefaultGroupClosed").map(Condition::getMessage).orElse(""))
        .contains("waits for an approval", "eni-");
    scene.approve(hash);
    eventually(() -> assertThat(ids(id)).isEmpty());
    eventually(
        () ->
            assertThat(scene.vpcCondition("DefaultGroupClosed").map(Condition::getStatus))
                .contains("True"));

    scene.outsider().terminate(instance);
    scene.outsider().open(id, 22, "10.0.0.0/8", "");
    eventually(() -> assertThat(ids(id)).isEmpty());
    assertThat(scene.status().approval()).isNull();

    scene.manage("Enforce", "1s", Map.of());
    scene.outsider().open(id, 22, "10.0.0.0/8", "");
    eventually(() -> assertThat(scene.vpcCondition("DefaultGroupClosed")).isEmpty());
    scene.awaitChecks(2);
    assertThat(ids(id)).hasSize(1);
  }

  private static final String SSH = "ingress tcp 22-22 0.0.0.0/0 \"ssh for me\"";
  private static final String RDP = "ingress tcp 3389-3389 0.0.0.0/0 \"rdp\"";

  /** World-open administration ports beside rules that are none of a guardrail's business. */
  private String allInOne(String name) {
    String id = scene.outsider().createGroup(scene.vpcId(), name, Map.of("team", "shop"));
    scene.outsider().open(id, 22, "0.0.0.0/0", "ssh for me");
    scene.outsider().open(id, 3389, "0.0.0.0/0", "rdp");
    scene.outsider().open(id, 80, "0.0.0.0/0", "http");
    scene.outsider().open(id, 443, "0.0.0.0/0", "https");
    scene.outsider().open(id, 22, "10.8.0.0/16", "vpn");
    return id;
  }

  private static Map<String, String> without(Map<String, String> rules, String... gone) {
    Map<String, String> left = new TreeMap<>(rules);
    List.of(gone).forEach(left::remove);
    return left;
  }

  private Map<String, String> ids(String groupId) {
    return scene
        .cloud()
        .ruleIds(scene.cloud().now().find(SecurityGroup.class, groupId).orElseThrow());
  }

  private void manage(String mode, String interval, String unmanaged) {
    scene.manage(mode, interval, Map.of("unmanaged", "{" + unmanaged + "}"));
  }

  private UnmanagedStatus unmanaged() {
    return Optional.ofNullable(scene.status().unmanaged()).orElse(UnmanagedStatus.NONE);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Scene.PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
  }

  private void guardrail() {
    house.guardrail(
        house.name("closed"), "Remove", "Unmanaged", CLOSED, "\"it is open to the world\"");
  }
}
