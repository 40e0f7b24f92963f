package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.fault.Failure.Kind;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.log.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class FaultsTest extends CloudTest {
  /** The clock stands still unless a test moves it. */
  @Override
  SimulatorOptions options() {
    return SimulatorOptions.defaults()
        .withClock(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), 0);
  }

  private void advance(int seconds) {
    cloud.simulator.world().clock().advance(Duration.ofSeconds(seconds));
  }

  private int accepted(int calls, Runnable call) {
    int count = 0;
    for (int i = 0; i < calls; i++) {
      try {
        call.run();
        count++;
      } catch (Ec2Exception refusal) {
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("Request limit exceeded.");
      }
    }
    return count;
  }

  @Test
  @DisplayName("[D] each action has its own bucket: full at first, refilled with simulated time")
  void throttling() {
    cloud.simulator.behaviour().throttling(true);
    assertThat(accepted(60, () -> cloud.ec2.describeSecurityGroups())).isEqualTo(50);
    assertThat(accepted(110, () -> cloud.ec2.describeSecurityGroups(r -> r.maxResults(5))))
        .isEqualTo(100);
    advance(2);
    assertThat(accepted(60, () -> cloud.ec2.describeSecurityGroups())).isEqualTo(20);
    assertThat(accepted(60, () -> cloud.ec2.describeSecurityGroups(r -> r.maxResults(5))))
        .isEqualTo(40);
    assertThat(
            accepted(
                60,
                () ->
                    cloud.ec2.createTags(r -> r.resources(cloud.vpcId).tags(Cloud.tag("a", "b")))))
        .isEqualTo(60);
  }

  @Test
  @DisplayName("[D] writes have 50 requests at once and 5 a second, rule reads 100 and 20")
  void throttledWrites() {
    String web = cloud.group("web");
    cloud.allow(web, tcp(1, "10.0.0.0/8"));
    cloud.simulator.behaviour().throttling(true);
    for (int round = 0; round < 2; round++) {
      int wanted = round == 0 ? 50 : 5;
      assertThat(
              accepted(
                  70,
                  () ->
                      cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(
                          r -> r.groupId(web).ipPermissions(tcp(1, "10.0.0.0/8")))))
          .isEqualTo(wanted);
      advance(1);
    }
    assertThat(accepted(120, () -> cloud.ec2.describeSecurityGroupRules(r -> {}))).isEqualTo(100);
  }

  @Test
  @DisplayName("[D] buckets of other accounts are not touched")
  void throttledAlone() {
    cloud.simulator.behaviour().throttling(true);
    accepted(60, () -> cloud.ec2.describeSecurityGroups());
    try (var other = cloud.client(Cloud.OTHER_ACCOUNT)) {
      assertThat(accepted(1, () -> other.describeSecurityGroups())).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("reads lag behind writes by the time set; writes do not")
  void readLag() {
    cloud.simulator.behaviour().readLag(Duration.ofSeconds(8));
    String web = cloud.group("web");
    refused("InvalidGroup.NotFound", () -> cloud.describe(web));
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    advance(8);
    assertThat(cloud.describe(web).ipPermissions()).hasSize(1);
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
    assertThat(cloud.describe(web).groupName()).isEqualTo("web");
    advance(9);
    refused("InvalidGroup.NotFound", () -> cloud.describe(web));
  }

  @Test
  @DisplayName("random lag goes back and forth; monotonic reads never go back")
  void randomLag() {
    cloud.simulator.behaviour().randomReadLag(Duration.ofSeconds(10), true);
    List<Integer> seen =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  cloud.group("g" + i);
                  advance(1);
                  return cloud.ec2.describeSecurityGroups().securityGroups().size();
                })
            .toList();
    assertThat(seen).isSorted();
    cloud.simulator.behaviour().randomReadLag(Duration.ofSeconds(10), false);
    List<Integer> again =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  cloud.group("h" + i);
                  advance(1);
                  return cloud.ec2.describeSecurityGroups().securityGroups().size();
                })
            .toList();
    assertThat(again).isNotEqualTo(again.stream().sorted().toList());
  }

  @Test
  @DisplayName("[D] right after its creation a group may not be found by writes")
  void visibilityLag() {
    cloud.simulator.behaviour().visibilityLag(Duration.ofSeconds(3));
    String web = cloud.group("web");
    refused("InvalidGroup.NotFound", () -> cloud.allow(web, tcp(443, "10.0.0.0/8")));
    advance(3);
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
  }

  @Test
  @DisplayName("the data plane follows later than the API")
  void dataPlaneLag() {
    cloud.simulator.behaviour().dataPlaneLag(Duration.ofSeconds(5));
    String web = cloud.group("web");
    cloud.allow(web, tcp(443, "10.0.0.0/8"));
    assertThat(cloud.simulator.dataPlane().now(Cloud.ACCOUNT, Cloud.REGION).rules())
        .noneMatch(rule -> rule.groupId().equals(web));
    advance(5);
    assertThat(cloud.simulator.dataPlane().now(Cloud.ACCOUNT, Cloud.REGION).rules())
        .anyMatch(
            rule ->
                rule.groupId().equals(web)
                    && rule.direction().equals("ingress")
                    && rule.from() == 443
                    && rule.peer().equals("10.0.0.0/8"));
  }

  @Test
  @DisplayName("a failure before the effect changes nothing, one after it has changed everything")
  void failures() {
    cloud
        .simulator
        .behaviour()
        .fail(Failure.next("CreateSecurityGroup", When.BEFORE, Kind.INTERNAL_ERROR, 1));
    Ec2Exception before = refused("InternalError", () -> cloud.group("web"));
    assertThat(before.statusCode()).isEqualTo(500);
    cloud
        .simulator
        .behaviour()
        .fail(Failure.next("CreateSecurityGroup", When.AFTER, Kind.UNAVAILABLE, 1));
    Ec2Exception after = refused("Unavailable", () -> cloud.group("web"));
    assertThat(after.statusCode()).isEqualTo(503);
    refused("InvalidGroup.Duplicate", () -> cloud.group("web"));
    List<CallRecord> calls = cloud.simulator.calls().all();
    assertThat(calls).extracting(CallRecord::changedSomething).containsExactly(false, true, false);
    assertThat(calls)
        .extracting(CallRecord::code)
        .containsExactly("InternalError", "Unavailable", "InvalidGroup.Duplicate");
  }

  @Test
  @DisplayName("a dropped call gets no answer at all")
  void dropped() {
    cloud.simulator.behaviour().fail(Failure.next("CreateSecurityGroup", When.AFTER, Kind.DROP, 1));
    assertThatThrownBy(() -> cloud.group("web")).isInstanceOf(SdkClientException.class);
    assertThat(cloud.ec2.describeSecurityGroups().securityGroups())
        .extracting(SecurityGroup::groupName)
        .contains("web");
    assertThat(cloud.simulator.calls().all().get(0).code()).isEqualTo("DROPPED");
  }

  @Test
  @DisplayName("a share of the calls fails, the same one for the same seed")
  void rate() {
    assertThat(outcomes(5)).isEqualTo(outcomes(5)).isNotEqualTo(outcomes(6));
    assertThat(outcomes(5).stream().filter(code -> code.equals("InternalError")).count())
        .isBetween(10L, 40L);
  }

  private List<String> outcomes(long seed) {
    try (Cloud one = new Cloud(options().withSeed(seed))) {
      one.simulator
          .behaviour()
          .fail(Failure.rate("Describe*", When.BEFORE, Kind.INTERNAL_ERROR, 0.25));
      for (int i = 0; i < 100; i++) {
        try {
          one.ec2.describeSecurityGroups();
        } catch (Ec2Exception wanted) {
          assertThat(wanted.statusCode()).isEqualTo(500);
        }
      }
      return one.simulator.calls().all().stream().map(CallRecord::code).toList();
    }
  }

  @Test
  @DisplayName("[R] a denied write names the caller, the action and the resource")
  void denied() {
    String web = cloud.group("web");
    cloud.simulator.behaviour().deny("DeleteSecurityGroup");
    assertThat(
            refused(
                    "UnauthorizedOperation",
                    () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)))
                .awsErrorDetails()
                .errorMessage())
        .startsWith(
            "You are not authorized to perform this operation. User:"
                + " arn:aws:iam::111122223333:user/simulated is not authorized to perform:"
                + " ec2:DeleteSecurityGroup on resource:"
                + " arn:aws:ec2:eu-west-1:111122223333:security-group/"
                + web
                + " because no identity-based policy allows the ec2:DeleteSecurityGroup action");
    assertThat(cloud.describe(web).groupId()).isEqualTo(web);
    cloud.simulator.behaviour().allowAll();
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
  }

  @Test
  @DisplayName("latency is added to each call")
  void latency() {
    cloud.simulator.behaviour().latency(Duration.ofMillis(120), Duration.ZERO);
    long start = System.nanoTime();
    cloud.ec2.describeSecurityGroups();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  @DisplayName("of many clients that create the same name at once, one succeeds")
  void concurrent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tries =
          IntStream.range(0, 24).<Callable<Boolean>>mapToObj(i -> this::tryCreate).toList();
      int made = 0;
      for (Future<Boolean> one : threads.invokeAll(tries)) {
        made += one.get() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean tryCreate() {
    try {
      cloud.group("web");
      return true;
    } catch (Ec2Exception duplicate) {
      assertThat(duplicate.awsErrorDetails().errorCode()).isEqualTo("InvalidGroup.Duplicate");
      return false;
    }
  }
}
