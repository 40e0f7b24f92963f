package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.log.CallRecord;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Reads that lag by eight seconds, AWS's request buckets without any of the operator's own before
 * them, and five calls in a hundred that fail before or after their effect. The clock runs four
 * times as fast, and the operator's waiting times are a quarter of their defaults.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = {
      @ResourceArg(name = "speed", value = "4"),
      @ResourceArg(name = "budgets", value = "20"),
      @ResourceArg(name = "rolegate.own-writes", value = "3750ms"),
      @ResourceArg(name = "rolegate.settle", value = "1250ms")
    })
class LagAndFaultsTest extends OnScene {
  private static final int GROUPS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration LAG = Duration.ofSeconds(8);

  private FlowLedger ledger;
  private final Map<String, RoleDoc> docs = new TreeMap<>();
  private long phase;
  private long phaseBegun;

  @BeforeEach
  void disturb() {
    ledger = new FlowLedger(scene.namespace());
    fail();
    simulator.behaviour().throttling(true);
  }

  /** Half before the effect and half after it, in each of the ways that a call can fail. */
  private void fail() {
    for (var when : Failure.When.values()) {
      for (var kind : Failure.Kind.values()) {
        simulator.behaviour().fail(Failure.rate("*", when, kind, 0.05 / 6));
      }
    }
  }

  @AfterEach
  void calm() {
    simulator.behaviour().noFailures().throttling(false).readLag(Duration.ZERO);
  }

  @Test
  void withReadsThatLagByEightSecondsNothingGapsOrWidens() {
    simulator.behaviour().readLag(LAG);
    story();
  }

  @Test
  void withReadsThatGoBackAndForthWithinEightSecondsNothingGapsOrWidens() {
    simulator.behaviour().randomReadLag(LAG, false);
    story();
  }

  private void story() {
    long mark = scene.cloud().mark();
    begin();
    IntStream.range(0, GROUPS).mapToObj(LagAndFaultsTest::role).forEach(this::document);
    scene.manage("Enforce", "2s");
    converged("created");

    begin();
    IntStream.range(0, 20)
        .forEach(i -> document(role(i).in(from(i), entry("net", 8080, halves(i)))));
    IntStream.range(20, 30).forEach(i -> document(role(i).in(from(i), range(i))));
    IntStream.range(30, 35).forEach(i -> document(role(i).in(from(i))));
    converged("changed");

    begin();
    simulator.behaviour().noFailures();
    IntStream.range(0, 5)
        .forEach(i -> drift(i, (id, rules) -> scene.outsider().open(id, 22, "0.0.0.0/0", "")));
    IntStream.range(36, 41)
        .forEach(i -> drift(i, (id, rules) -> scene.outsider().revokeIngress(id, rules)));
    IntStream.range(41, 46)
        .forEach(
            i ->
                drift(
                    i,
                    (id, rules) ->
                        scene
                            .outsider()
                            .alter(
                                id,
                                rules.iterator().next(),
                                r ->
                                    r.ipProtocol("tcp")
                                        .fromPort(1)
                                        .toPort(9999)
                                        .cidrIpv4("10.99.0.0/16"))));
    fail();
    converged("mended");

    begin();
    IntStream.range(56, GROUPS).mapToObj(LagAndFaultsTest::name).forEach(this::delete);
    // What is left of the neighbours names nobody who has gone.
    docs.put(name(55), docs.get(name(55)).out());
    docs.put(name(0), docs.get(name(0)).in(entry("net", 8080, halves(0))));
    converged("deleted");

    var calls = scene.cloud().since(mark);
    print(calls);
    assertThat(ledger.violations()).isEmpty();
    assertThat(ledger.lateRevokes())
        .as("groups with rules before the default egress went, other than after lost answers")
        .allSatisfy((id, name) -> assertThat(failed(calls)).containsAnyOf(id, name));
    assertThat(ledger.checked()).isGreaterThan(4 * GROUPS);
  }

  /** Names and ids of the groups of which a call failed. */
  private static Set<String> failed(List<CallRecord> calls) {
    return calls.stream()
        .filter(call -> call.mutating() && !call.succeeded())
        .flatMap(call -> Stream.of("GroupName", "GroupId").map(call.params()::get))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private void print(List<CallRecord> calls) {
    Map<String, Long> outcomes =
        calls.stream()
            .collect(Collectors.groupingBy(CallRecord::code, TreeMap::new, Collectors.counting()));
    System.out.printf(
        "lag and faults: %d calls, %d mutating, by outcome %s; %d states of groups compared, %d"
            + " violations, %d late revokes%n",
        calls.size(),
        calls.stream().filter(CallRecord::mutating).count(),
        outcomes,
        ledger.checked(),
        ledger.violations().size(),
        ledger.lateRevokes().size());
    assertThat(outcomes.keySet())
        .as("the faults did happen")
        .contains("InternalError", "Unavailable", "DROPPED", "RequestLimitExceeded");
  }

  private void begin() {
    phase = scene.cloud().version();
    phaseBegun = System.nanoTime();
  }

  private void converged(String what) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> scene.isExact(docs.values()) && managed() == docs.size());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> scene.areReady(docs.values(), "Applied", "RulesWithheld"));
    ledger.check(scene.cloud(), scene.vpcId(), phase, scene.cloud().version());
    System.out.printf(
        "lag and faults: %s in %.1f s%n", what, (System.nanoTime() - phaseBegun) / 1e9);
    assertThat(scene.isExact(docs.values())).isTrue();
  }

  private long managed() {
    return CloudView.groups(scene.cloud().now(), scene.vpcId()).stream()
        .filter(g -> g.name().startsWith(scene.namespace() + "/"))
        .count();
  }

  private void document(RoleDoc doc) {
    docs.put(doc.name(), doc);
    scene.apply(doc);
  }

  private void delete(String role) {
    docs.remove(role);
    scene.delete(role);
  }

  /** Somebody's change of a group; gets its id and the ids of its rules from blocks. */
  private interface Damage {
    void to(String groupId, Collection<String> ruleIds);
  }

  private void drift(int index, Damage damage) {
    var group = scene.group(name(index));
    List<String> blocks = new ArrayList<>();
    scene
        .cloud()
        .ruleIds(group)
        .forEach(
            (rule, id) -> {
              if (rule.startsWith("ingress tcp 8080")) {
                blocks.add(id);
              }
            });
    damage.to(group.id(), blocks);
  }

  private static RoleDoc role(int index) {
    return RoleDoc.of(name(index))
        .in(from(index), entry("net", 8080, "10." + index + ".0.0/16"))
        .out(entry("next", 443, name(index + 1)));
  }

  private static RoleDoc.Entry from(int index) {
    return entry("previous", 443, name(index - 1));
  }

  private static String[] halves(int index) {
    return Stream.of("0.0/17", "128.0/17")
        .map(half -> "10." + index + "." + half)
        .toArray(String[]::new);
  }

  private static RoleDoc.Entry range(int index) {
    return new RoleDoc.Entry(
        "net", "Needed for net", 8000, 8090, List.of("10." + index + ".0.0/16"));
  }

  private static String name(int index) {
    return "r" + Math.floorMod(index, GROUPS);
  }
}
