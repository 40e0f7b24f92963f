package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.execute.TestClock;
import dev.rolegate.model.Group;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.uses.ClusterUses;
import dev.rolegate.usage.Evidence;
import dev.rolegate.usage.Standing.Verdict;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evidence is gathered beside the checks; what a step may rest on is whole, and of that moment. */
class EvidencesTest {
  private static final Set<UseCollector> LAMBDA = Set.of(UseCollector.LAMBDA);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();
  private final ScriptedUses uses = new ScriptedUses();
  private final KubernetesClient nowhere = nowhere();
  private final Evidences evidences = new Evidences(new ClusterUses(nowhere), clock);
  private final List<String> woken = new CopyOnWriteArrayList<>();

  /** Nothing listens on the port, so that the cluster does not answer. */
  private static KubernetesClient nowhere() {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @BeforeEach
  void listen() {
    var source = evidences.source();
    source.setEventHandler(
        event -> {
          String vpc = event.getRelatedCustomResourceID().getName();
          boolean answered = evidences.last(vpc, uses, LAMBDA).isPresent();
          woken.add(vpc + (answered && !evidences.isUnderWay(vpc) ? " with its answer" : ""));
        });
    source.start();
  }

  @AfterEach
  void close() {
    evidences.close();
    uses.open();
    nowhere.close();
  }

  private Evidences.Question question(String vpcId, Set<UseCollector> enabled) {
    var group = new Group("sg-1", "old", "", vpcId, "111122223333", Map.of(), List.of(), false);
    var snapshot = VpcSnapshot.of(vpcId, false, List.of(group));
    return new Evidences.Question(uses, snapshot, Set.of("sg-1", "sg-gone"), enabled);
  }

  private Evidences.Gathered answer(String vpc) {
    await().dontCatchUncaughtExceptions().until(() -> !evidences.isUnderWay(vpc));
    return evidences.last(vpc, uses, LAMBDA).orElseThrow();
  }

  private Evidences.Gathered gather() {
    evidences.ask("prod", question("vpc-1", LAMBDA));
    return answer("prod");
  }

  private static Verdict verdict(Evidences.Gathered gathered) {
    var snapshot = gathered.question().snapshot();
    return Evidence.judge(snapshot, Set.of("sg-1"), gathered.reports(), gathered.enabled())
        .get("sg-1")
        .verdict();
  }

  @Test
  void everyEnabledCollectorIsAskedAndOnlyThoseOfEc2AreSparedTheGroupsThatAreGone() {
    var gathered = gather();

    assertThat(uses.asked())
        .containsExactlyInAnyOrder(
            "NETWORK_INTERFACES of vpc-1: [sg-1]",
            "SECURITY_GROUP_REFERENCES of vpc-1: [sg-1]",
            "VPC_ASSOCIATIONS of vpc-1: [sg-1]",
            "LAMBDA of vpc-1: [sg-1, sg-gone]");
    assertThat(verdict(gathered)).isEqualTo(Verdict.UNUSED);
    assertThat(gathered.at()).isEqualTo(clock.instant());
  }

  @Test
  void aClusterThatDoesNotAnswerMakesTheAnswerIncomplete() {
    var enabled = Set.of(UseCollector.LAMBDA, UseCollector.KUBERNETES);
    evidences.ask("prod", question("vpc-1", enabled));
    await().until(() -> !evidences.isUnderWay("prod"));

    var gathered = evidences.last("prod", uses, enabled).orElseThrow();

    assertThat(verdict(gathered)).isEqualTo(Verdict.UNKNOWN);
    assertThat(gathered.reports())
        .filteredOn(report -> report.collector() == UseCollector.KUBERNETES)
        .singleElement()
        .matches(report -> !report.isComplete());
  }

  @Test
  void aVpcIsNeverAskedAboutTwiceAtOnceAndAnotherDoesNotWaitForIt() {
    var first = question("vpc-1", LAMBDA);
    uses.shut();
    evidences.ask("prod", first);
    uses.awaitCalls(1);
    evidences.ask("prod", question("vpc-1", LAMBDA));
    evidences.ask("test", question("vpc-2", LAMBDA));
    uses.awaitCalls(2);
    assertThat(uses.asked()).allMatch(call -> call.startsWith("NETWORK_INTERFACES"));
    uses.open();

    assertThat(answer("prod").question()).isSameAs(first);
    assertThat(answer("test").question().snapshot().vpcId()).isEqualTo("vpc-2");
    assertThat(uses.asked()).hasSize(8).doesNotHaveDuplicates();
    assertThat(gather()).as("asked again after it was done").isNotSameAs(first);
    assertThat(uses.asked()).hasSize(12);
  }

  @Test
  void theCheckIsWokenOnceAndAfterTheAnswerIsThere() {
    gather();
    await().until(() -> !woken.isEmpty());
    evidences.ask("test", question("vpc-2", LAMBDA));
    await().until(() -> woken.size() == 2);
    assertThat(woken).containsExactly("prod with its answer", "test with its answer");
  }

  @Test
  void whatIsIncompleteStaysSo() {
    for (Coverage coverage : List.of(Coverage.PARTIAL, Coverage.DENIED)) {
      for (UseCollector collector : List.of(UseCollector.NETWORK_INTERFACES, UseCollector.LAMBDA)) {
        uses.answer(collector, coverage);
        assertThat(verdict(gather())).as("%s %s", coverage, collector).isEqualTo(Verdict.UNKNOWN);
        uses.answer(collector, Coverage.COMPLETE);
      }
    }
    assertThat(verdict(gather())).isEqualTo(Verdict.UNUSED);
  }

  static Stream<Throwable> errors() {
    return Stream.of(
        new IllegalStateException("broken"),
        new LinkageError("no such class"),
        new AssertionError("never"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsNoAnswerAndDoesNotKeepTheVpcFromBeingAskedAgain(Throwable error) {
    var before = gather();
    assertThat(evidences.take(before)).isTrue();
    uses.fail(error);
    var after = gather();
    assertThat(after).isSameAs(before);
    assertThat(evidences.take(after)).as("no step rests on what was there before").isFalse();

    uses.fail(null);
    clock.advance(MINUTE);
    var again = gather();
    assertThat(again).isNotSameAs(before);
    assertThat(evidences.take(again)).isTrue();
  }

  @Test
  void afterAnErrorTheCheckIsWokenAndAsksAgainAfterAPauseThatDoubles() {
    uses.fail(new IllegalStateException("broken"));
    for (int minutes : List.of(1, 2, 4, 8, 16, 32, 64, 64)) {
      int before = woken.size();
      evidences.ask("prod", question("vpc-1", LAMBDA));
      await().until(() -> woken.size() == before + 1);
      var retry = clock.instant().plus(MINUTE.multipliedBy(minutes));
      assertThat(evidences.retry("prod")).contains(retry);
      int asked = uses.asked().size();
      clock.advance(MINUTE.multipliedBy(minutes).minusMillis(1));
      evidences.ask("prod", question("vpc-1", LAMBDA));
      assertThat(evidences.isUnderWay("prod")).isFalse();
      assertThat(uses.asked()).hasSize(asked);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(woken).containsOnly("prod");

    uses.fail(null);
    gather();
    uses.fail(new IllegalStateException("broken again"));
    gather();
    assertThat(evidences.retry("prod")).contains(clock.instant().plus(MINUTE));
    evidences.forget("prod");
    assertThat(evidences.retry("prod")).isEmpty();
  }

  @Test
  void anAnswerIsFreshForOneCheckAndOnlyRightAfterItWasGot() {
    var first = gather();
    assertThat(evidences.take(first)).isTrue();
    assertThat(evidences.take(first)).isFalse();
    assertThat(evidences.last("prod", uses, LAMBDA)).contains(first);

    var stale = gather();
    clock.advance(MINUTE);
    assertThat(evidences.take(stale)).isFalse();
    var late = gather();
    clock.advance(MINUTE.minusMillis(1));
    assertThat(evidences.take(late)).isTrue();
  }

  @Test
  void howFreshAnAnswerIsCountsFromItsEndAndHowOldItIsFromItsBegin() {
    var begun = clock.instant();
    uses.shut();
    evidences.ask("prod", question("vpc-1", LAMBDA));
    uses.awaitCalls(1);
    clock.advance(Duration.ofMinutes(10));
    uses.open();
    var gathered = answer("prod");
    assertThat(gathered.at()).isEqualTo(begun);
    assertThat(evidences.take(gathered)).isTrue();
  }

  @Test
  void anAnswerIsOnlyForTheSameConnectionAndTheSameCollectors() {
    var gathered = gather();
    assertThat(evidences.last("prod", uses, LAMBDA)).contains(gathered);
    assertThat(evidences.last("prod", new ScriptedUses(), LAMBDA)).isEmpty();
    assertThat(evidences.last("prod", uses, Set.of())).isEmpty();
    assertThat(evidences.last("prod", uses, UseCollector.all())).isEmpty();
    assertThat(evidences.last("test", uses, LAMBDA)).isEmpty();
  }

  @Test
  void whatIsForgottenMeanwhileIsDroppedAndWakesNobody() {
    uses.shut();
    evidences.ask("prod", question("vpc-1", LAMBDA));
    uses.awaitCalls(1);
    evidences.forget("prod");
    assertThat(evidences.isUnderWay("prod")).isFalse();
    uses.open();
    uses.awaitEnd(4);
    assertThat(evidences.last("prod", uses, LAMBDA)).isEmpty();
    assertThat(woken).isEmpty();

    gather();
    evidences.forget("prod");
    assertThat(evidences.last("prod", uses, LAMBDA)).isEmpty();
  }

  @Test
  void itEndsWithTheOperator() {
    uses.shut();
    evidences.ask("prod", question("vpc-1", LAMBDA));
    uses.awaitCalls(1);
    evidences.close();
    await().until(() -> !evidences.isUnderWay("prod"));
    assertThat(verdict(answer("prod"))).isEqualTo(Verdict.UNKNOWN);

    evidences.ask("test", question("vpc-2", LAMBDA));
    assertThat(evidences.isUnderWay("test")).isFalse();
    assertThat(uses.asked()).noneMatch(call -> call.contains("vpc-2"));
  }
}
