package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.log.CallRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * Whatever somebody changes behind the documents is put right by the first check that can see it,
 * told exactly, and costs no other rule its id.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class DriftTest extends OnScene {
  private static final RoleDoc WEB =
      RoleDoc.of("web")
          .in(
              entry("https", 443, "10.1.0.0/16", "10.2.0.0/16"),
              entry("health", 8080, "10.1.0.0/16"))
          .out(entry("mysql", 3306, "db"), entry("dns", 53, "10.0.0.2/32"));
  private static final RoleDoc DB =
      RoleDoc.of("db").in(entry("mysql", 3306, "web")).out(entry("replication", 3306, "db"));
  private static final String HTTPS = "ingress tcp 443-443 10.1.0.0/16 \"https: Needed for https\"";

  @BeforeEach
  void declare() {
    scene.declare(WEB, DB);
    scene.manage("Enforce", "1s");
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
    scene.assertExact(WEB, DB);
  }

  @Test
  void anExtraRuleIsRemoved() {
    var ids = ids("web");
    String[] rule = new String[1];
    var record =
        mended(
            "web",
            () ->
                rule[0] =
                    scene
                        .outsider()
                        .open(scene.group("web").id(), 22, "0.0.0.0/0", "forgotten test"));

    assertThat(record.kind()).isEqualTo(DriftKind.EXTRA_RULE);
    assertThat(record.action()).isEqualTo(DriftAction.REMOVED);
    assertThat(record.rule()).isEqualTo("ingress tcp 22 0.0.0.0/0 \"forgotten test\"");
    assertThat(record.ruleId()).isEqualTo(rule[0]);
    assertThat(ids("web")).isEqualTo(ids);
    scene.awaitEvent("web", "DriftRemoved");
  }

  @Test
  void aMissingIngressRuleIsPutBack() {
    var ids = ids("web");
    var record =
        mended(
            "web",
            () -> scene.outsider().revokeIngress(scene.group("web").id(), Set.of(ids.get(HTTPS))));

    assertThat(record.kind()).isEqualTo(DriftKind.MISSING_RULE);
    assertThat(record.action()).isEqualTo(DriftAction.RESTORED);
    assertThat(record.rule()).isEqualTo("ingress tcp 443 10.1.0.0/16 \"https: Needed for https\"");
    assertOthersKept(ids, HTTPS);
  }

  @Test
  void aMissingEgressRuleToARoleIsPutBack() {
    var ids = ids("web");
    String mysql = "egress tcp 3306-3306 " + scene.namespace() + "/db \"mysql: Needed for mysql\"";
    var record =
        mended(
            "web",
            () -> scene.outsider().revokeEgress(scene.group("web").id(), Set.of(ids.get(mysql))));

    assertThat(record.kind()).isEqualTo(DriftKind.MISSING_RULE);
    assertThat(record.rule())
        .isEqualTo("egress tcp 3306 " + scene.group("db").id() + " \"mysql: Needed for mysql\"");
    assertOthersKept(ids, mysql);
  }

  @Test
  void anAlteredRuleIsPutRightUnderItsId() {
    var ids = ids("web");
    var record =
        mended(
            "web",
            () ->
                scene
                    .outsider()
                    .alter(
                        scene.group("web").id(),
                        ids.get(HTTPS),
                        r ->
                            r.ipProtocol("tcp")
                                .fromPort(1)
                                .toPort(1024)
                                .cidrIpv4("10.1.0.0/16")
                                .description("https: Needed for https")));

    assertThat(record.kind()).isEqualTo(DriftKind.ALTERED_RULE);
    assertThat(record.action()).isEqualTo(DriftAction.RESTORED);
    assertThat(record.rule())
        .isEqualTo("ingress tcp 1-1024 10.1.0.0/16 \"https: Needed for https\"");
    assertThat(record.ruleId()).isEqualTo(ids.get(HTTPS));
    assertThat(ids("web")).isEqualTo(ids);
  }

  @Test
  void aDescriptionIsPutRightUnderItsId() {
    var ids = ids("web");
    var record =
        mended(
            "web",
            () -> scene.outsider().describe(scene.group("web").id(), ids.get(HTTPS), "temporary"));

    assertThat(record.kind()).isEqualTo(DriftKind.DESCRIPTION);
    assertThat(record.rule()).isEqualTo("ingress tcp 443 10.1.0.0/16 \"temporary\"");
    assertThat(record.ruleId()).isEqualTo(ids.get(HTTPS));
    assertThat(ids("web")).isEqualTo(ids);
  }

  @Test
  void changedAndMissingContentTagsOfTheGroupArePutRight() {
    var tags = scene.group("web").tags();
    var ids = ids("web");
    for (String tag : List.of("rolegate.dev/role", "rolegate.dev/purpose", "rolegate.dev/owner")) {
      var record =
          mended(
              "web",
              () -> scene.outsider().tag(scene.group("web").id(), Map.of(tag, "somebody else")));
      assertThat(record.kind()).isEqualTo(DriftKind.TAGS);
      assertThat(record.rule()).contains(tag);
      assertThat(scene.group("web").tags()).isEqualTo(tags);
    }
    mended("web", () -> scene.outsider().untag(scene.group("web").id(), "rolegate.dev/owner"));
    assertThat(scene.group("web").tags()).isEqualTo(tags);
    assertThat(ids("web")).isEqualTo(ids);
  }

  @Test
  void theTagOfARuleIsPutRightWhenItsGroupIsReadRuleByRule() {
    var ids = ids("web");
    var rule = scene.group("web").rule(ids.get(HTTPS)).orElseThrow();
    assertThat(rule.tags().values()).containsEntry("rolegate.dev/cluster", "test");

    scene.outsider().untag(rule.id(), "rolegate.dev/cluster");
    scene.outsider().describe(scene.group("web").id(), rule.id(), "temporary");

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.group("web").rule(rule.id())).contains(rule));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.get("web").getStatus().lastDrift())
                    .extracting(DriftRecord::kind)
                    .containsExactlyInAnyOrder(DriftKind.DESCRIPTION, DriftKind.TAGS));
  }

  @Test
  void aGroupDeletedByHandIsMadeAgainWithTheReferencesToIt() {
    // A group that was there for a moment only may as well be one that reads do not show yet.
    scene.awaitChecks(3);
    String gone = scene.group("db").id();
    deleteDb(gone);

    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(scene.findGroup("db")).isPresent();
              scene.assertExact(WEB, DB);
            });
    String made = scene.group("db").id();
    assertThat(made).isNotEqualTo(gone);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              var status = scene.get("db").getStatus();
              assertThat(status.groupId()).isEqualTo(made);
              assertThat(status.lastDrift())
                  .filteredOn(d -> d.kind() == DriftKind.GROUP_MISSING)
                  .singleElement()
                  .satisfies(d -> assertThat(d.rule()).contains(gone))
                  .satisfies(d -> assertThat(d.action()).isEqualTo(DriftAction.RECREATED));
            });
    scene.awaitReady("web", "Applied");
    scene.awaitReady("db", "Applied");
  }

  /** As a person would: first the references to it, then the group, until EC2 lets it go. */
  private void deleteDb(String id) {
    await()
        .atMost(Scene.PATIENCE)
        .until(
            () -> {
              var web = scene.group("web");
              var references =
                  ids("web").entrySet().stream()
                      .filter(rule -> rule.getKey().contains(scene.namespace() + "/db"))
                      .map(Map.Entry::getValue)
                      .toList();
              try {
                if (!references.isEmpty()) {
                  scene.outsider().revokeEgress(web.id(), references);
                }
                scene.outsider().ec2().deleteSecurityGroup(r -> r.groupId(id));
                return true;
              } catch (Ec2Exception e) {
                // The operator was quicker with putting the references back.
                return false;
              }
            });
  }

  private Map<String, String> ids(String role) {
    return scene.cloud().ruleIds(scene.group(role));
  }

  private void assertOthersKept(Map<String, String> before, String replaced) {
    Map<String, String> expected = new TreeMap<>(before);
    Map<String, String> now = new TreeMap<>(ids("web"));
    assertThat(now.remove(replaced)).isNotNull().isNotEqualTo(expected.remove(replaced));
    assertThat(now).isEqualTo(expected);
  }

  /** Waits until the damage is mended and told; the first check that saw it has to mend it. */
  private DriftRecord mended(String role, Runnable damage) {
    // Own writes outrank reads for two seconds; what happens then may take a check more.
    scene.awaitChecks(3);
    List<DriftRecord> before = scene.get(role).getStatus().lastDrift();
    Instant begun = clock.instant();
    long mark = scene.cloud().mark();
    damage.run();
    long damaged = scene.cloud().version();

    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.get(role).getStatus().lastDrift().size() > before.size());
    var drift = scene.get(role).getStatus().lastDrift();
    assertThat(drift).hasSize(before.size() + 1);
    scene.assertExact(WEB, DB);

    var calls = scene.cloud().since(mark);
    long mend = calls.stream().filter(CallRecord::mutating).findFirst().orElseThrow().number();
    assertThat(calls)
        .filteredOn(c -> c.action().equals("DescribeSecurityGroups"))
        .filteredOn(c -> c.number() < mend && c.versionBefore() >= damaged)
        .as("checks that could see the damage, up to the mending")
        .hasSize(1);
    assertThat(calls).filteredOn(CallRecord::mutating).hasSize(1);
    var record = drift.get(0);
    assertThat(Instant.parse(record.time()))
        .isBetween(begun.minusSeconds(1), clock.instant().plusSeconds(1));
    return record;
  }
}
