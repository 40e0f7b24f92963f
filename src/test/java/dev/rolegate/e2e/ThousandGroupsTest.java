package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.log.CallRecord;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand groups of six rules, under AWS's request buckets with the operator's at half of them.
 * Both go by a clock that runs twenty times as fast.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = {
      @ResourceArg(name = "speed", value = "20"),
      @ResourceArg(name = "budgets", value = "0.5"),
      @ResourceArg(name = "rolegate.own-writes", value = "15s"),
      @ResourceArg(name = "rolegate.settle", value = "5s")
    })
class ThousandGroupsTest extends OnScene {
  private static final int GROUPS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @AfterEach
  void calm() {
    simulator.behaviour().throttling(false);
  }

  @Test
  void convergeWithFourMutatingCallsEachAndAreCheckedInOneCall() {
    List<RoleDoc> docs = IntStream.range(0, GROUPS).mapToObj(ThousandGroupsTest::role).toList();
    long declaring = System.nanoTime();
    docs.parallelStream().forEach(scene::apply);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                scene.all().values().stream()
                        .filter(r -> r.hasFinalizer("rolegate.dev/finalizer"))
                        .count()
                    == GROUPS);
    long mark = scene.cloud().mark();
    simulator.behaviour().throttling(true);
    long begun = System.nanoTime();

    scene.manage("Enforce", "1h");
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> scene.isExact(docs));
    long exact = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> scene.areReady(docs, "Applied"));
    long ready = System.nanoTime();

    var calls = scene.cloud().since(mark);
    long mutating = calls.stream().filter(CallRecord::mutating).count();
    System.out.printf(
        "1,000 groups: declared in %.1f s, in place in %.1f s (%.0f s of EC2's time), all Ready after"
            + " %.1f s; %d EC2 calls (%.3f a group), %d mutating (%.3f), %d throttled: %s%n",
        seconds(declaring, begun),
        seconds(begun, exact),
        seconds(begun, exact) * 20,
        seconds(begun, ready),
        calls.size(),
        calls.size() / (double) GROUPS,
        mutating,
        mutating / (double) GROUPS,
        calls.stream().filter(c -> c.status() == 503).count(),
        scene.cloud().countsSince(mark));
    assertThat(calls).noneMatch(c -> c.status() == 503);
    assertThat(calls).filteredOn(CallRecord::mutating).allMatch(CallRecord::succeeded);
    assertThat(mutating).isEqualTo(4L * GROUPS);
    assertThat(calls.size()).isLessThanOrEqualTo(4100);

    scene.awaitVpc("Applied");
    assertThat(scene.managedVpc().getStatus().groups()).isEqualTo(GROUPS);
  }

  /** Its neighbours in a ring, so that references go round in a circle. */
  private static RoleDoc role(int index) {
    String block = "10." + index / 250 + "." + index % 250 + ".0/24";
    return RoleDoc.of(name(index))
        .in(
            entry("https", 443, name(index - 1), block, "192.0.2.0/24"),
            entry("metrics", 9100, "10.200.0.0/16", "2001:db8::/32"))
        .out(entry("next", 443, name(index + 1)));
  }

  private static String name(int index) {
    return "r" + Math.floorMod(index, GROUPS);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
