package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.operator.LostMemory;
import dev.rolegate.operator.SprawlWatch;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What groups could be fewer or plainer, as the platform team sees it without asking. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@SprawlEachSecond
class SprawlInStatusTest extends OnScene {
  private static final Map<String, String> ORPHANS =
      Map.of("orphans", "{collectors: [LaunchTemplates]}");

  @Inject SprawlWatch watch;

  /** The scene has one of its own. */
  private String wizard(int number) {
    return scene.outsider().createGroup(scene.vpcId(), "launch-wizard-1" + number, Map.of());
  }

  private SprawlStatus awaitCount(String kind, int findings, int groups) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Optional.ofNullable(scene.status().sprawl()))
                    .hasValueSatisfying(
                        s ->
                            assertThat(s.counts())
                                .contains(new SprawlCount(kind, findings, groups))));
    return scene.status().sprawl();
  }

  private List<String> metrics() {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("rolegate_sprawl"))
        .filter(line -> line.contains("vpc=\"" + scene.vpc() + "\""))
        .toList();
  }

  private String findings(String kind) {
    return "rolegate_sprawl_findings{kind=\"%s\",vpc=\"%s\"} ".formatted(kind, scene.vpc());
  }

  private List<Event> told() {
    return scene.client().resources(Event.class).inNamespace("default").list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(scene.vpc()))
        .filter(event -> event.getReason().equals("SprawlFound"))
        .toList();
  }

  private void awaitTold(String begin) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(told()).extracting(Event::getNote).anyMatch(n -> n.startsWith(begin)));
  }

  @Test
  void itIsToldOnceOutlivesAProcessAndGoesWithItsCause() throws Exception {
    String first = wizard(1);
    String second = wizard(2);
    scene.outsider().open(first, 22, "10.0.9.99/32", "the old build server");
    scene.manage("Observe", "1s", ORPHANS);

    var seen = awaitCount("LaunchWizard", 1, 3);
    assertThat(seen.counts()).contains(new SprawlCount("DeadPeer", 1, 1)).hasSize(9);
    assertThat(seen.missing()).isEmpty();
    assertThat(seen.worst())
        .filteredOn(worst -> worst.kind().equals("LaunchWizard"))
        .singleElement()
        .satisfies(
            worst -> {
              assertThat(worst.groups()).isEqualTo(3);
              assertThat(worst.groupIds()).hasSize(3).contains(first, second);
              assertThat(worst.proposal()).contains("Declare roles");
            });
    awaitTold("LaunchWizard: 1 finding about 3 groups. The worst: 3 groups of the launch wizard");
    awaitTold("DeadPeer: 1 finding about 1 group.");
    assertThat(metrics())
        .contains(findings("LaunchWizard") + "1.0", findings("AllInOne") + "0.0")
        .anyMatch(line -> line.startsWith("rolegate_sprawl_last_look_timestamp_seconds"));

    String version = scene.managedVpc().getMetadata().getResourceVersion();
    int events = told().size();
    scene.awaitChecks(5);
    assertThat(scene.managedVpc().getMetadata().getResourceVersion()).isEqualTo(version);

    restartWithoutALook(seen);
    assertThat(told()).hasSize(events).allMatch(event -> event.getSeries() == null);

    String third = wizard(3);
    awaitCount("LaunchWizard", 1, 4);
    awaitTold("LaunchWizard: 1 finding about 4 groups (before: 1 finding about 3 groups).");

    for (String id : List.of(first, second, third)) {
      scene.outsider().ec2().deleteSecurityGroup(r -> r.groupId(id));
    }
    awaitCount("LaunchWizard", 1, 1);
    awaitCount("DeadPeer", 0, 0);
    assertThat(metrics()).contains(findings("DeadPeer") + "0.0");
    scene.deleteVpc();
    await().atMost(Scene.PATIENCE).until(() -> metrics().isEmpty());
  }

  /** Checks go on meanwhile, and figures are there, from the status. */
  private void restartWithoutALook(SprawlStatus before) throws Exception {
    Hold hold = simulator.behaviour().hold(Hold.next("DescribeInstances", When.BEFORE));
    assertThat(hold.await(Scene.PATIENCE)).isTrue();
    awaitPause();
    operator.stop();
    LostMemory.ofSprawl(watch, scene.vpc());
    assertThat(metrics()).isEmpty();
    Hold next = simulator.behaviour().hold(Hold.next("DescribeInstances", When.BEFORE));
    operator.start();
    assertThat(next.await(Scene.PATIENCE)).isTrue();
    scene.awaitChecks(3);
    assertThat(scene.status().sprawl()).isEqualTo(before);
    assertThat(metrics())
        .contains(findings("LaunchWizard") + "1.0")
        .noneMatch(line -> line.contains("last_look"));
    hold.release();
    next.release();
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> metrics().stream().anyMatch(line -> line.contains("last_look")));
  }

  @Test
  void whatIsDeniedIsMissingAndNeverNone() {
    simulator.behaviour().deny("DescribeNetworkInterfaces", "DescribeStaleSecurityGroups");
    scene.manage("Observe", "1s", ORPHANS);

    var blind = awaitCount("Duplicate", 0, 0);
    assertThat(blind.counts())
        .extracting(SprawlCount::kind)
        .containsExactly("Duplicate", "UndeclaredLaunch");
    assertThat(blind.missing())
        .hasSize(2)
        .anyMatch(line -> line.contains("IAM denies ec2:DescribeNetworkInterfaces"))
        .anyMatch(line -> line.contains("IAM denies ec2:DescribeStaleSecurityGroups"))
        .noneMatch(line -> line.contains("request"));
    assertThat(metrics())
        .contains("rolegate_sprawl_missing{vpc=\"%s\"} 2.0".formatted(scene.vpc()))
        .noneMatch(line -> line.contains("LaunchWizard"));
    assertThat(told()).isEmpty();
    String version = scene.managedVpc().getMetadata().getResourceVersion();
    scene.awaitChecks(5);
    assertThat(scene.managedVpc().getMetadata().getResourceVersion()).isEqualTo(version);

    simulator.behaviour().allowAll();
    assertThat(awaitCount("LaunchWizard", 1, 1).missing()).isEmpty();
    awaitTold("LaunchWizard: 1 finding about 1 group.");
  }

  @Test
  void withoutOrphansNothingIsCalledThatTheFirstTierDoesNotAllow() {
    long mark = scene.cloud().mark();
    scene.manage("Observe", "1s");

    var seen = awaitCount("LaunchWizard", 1, 1);
    assertThat(seen.missing()).hasSize(3).allMatch(line -> line.contains("spec.orphans"));
    assertThat(seen.counts())
        .extracting(SprawlCount::kind)
        .doesNotContain("StaleReference", "UndeclaredLaunch");
    scene.awaitChecks(3);
    assertThat(scene.cloud().countsSince(mark).keySet())
        .contains("DescribeNetworkInterfaces")
        .doesNotContain(
            "DescribeInstances", "DescribeLaunchTemplateVersions", "DescribeStaleSecurityGroups");

    scene.manage("Observe", "1s", ORPHANS);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.status().sprawl().missing()).isEmpty());
  }
}
