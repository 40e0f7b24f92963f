package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A guardrail takes a wide rule away while narrower ones are to carry on what stays, and the call
 * that adds them does not succeed: what nothing else carries goes, and the wide rule only after
 * them.
 */
class RemovalCoverTest {
  private static final String AUTHORIZE = "AuthorizeSecurityGroupIngress";
  private static final DesiredRule HTTPS = Docs.in(443, "10.1.0.0/16");
  private static final DesiredRule SSH = Docs.in(22, "0.0.0.0/0");
  private static final DesiredRule RDP = Docs.in(3389, "0.0.0.0/0");
  private static final DesiredRule VPN = Docs.in(22, "10.8.0.0/16");
  private static final DesiredRule OFFICE = Docs.in(22, "10.9.0.0/16");

  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
  private int start;

  @BeforeEach
  void openToTheWorld() {
    converge(Docs.vpc(Docs.group("web", HTTPS, SSH, RDP)));
    clock.advance(Duration.ofMinutes(1));
    start = ec2.states().size();
  }

  @AfterEach
  void close() {
    worker.close();
  }

  private void converge(DesiredVpc desired) {
    for (int i = 0; i < 100; i++) {
      Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      if (pass.again().isEmpty()) {
        return;
      }
      clock.advance(pass.again().get());
    }
    throw new AssertionError("no end after 100 passes");
  }

  /** What the guardrail leaves, and what it takes away. */
  private static DesiredVpc judged(DesiredRule... documented) {
    return Docs.vpc(
        Docs.group("web")
            .withRules(
                List.of(documented), Stream.of(SSH, RDP).map(Docs::removedByGuardrail).toList()));
  }

  private static boolean allows(Group group, DesiredRule rule) {
    return group.rules().stream()
        .filter(live -> live.direction() == Direction.INGRESS)
        .anyMatch(live -> live.permission().equals(rule.permission()));
  }

  private Group web() {
    return ec2.named("shop/web");
  }

  /** From when on a rule is in every state or in none. */
  private Instant since(DesiredRule rule, boolean present) {
    List<FakeEc2.State> states = ec2.states();
    Instant since = null;
    for (FakeEc2.State state : states.subList(start, states.size())) {
      Group group = state.groups().get(web().groupId());
      if (allows(group, rule) != present) {
        since = null;
      } else if (since == null) {
        since = state.since();
      }
    }
    return Optional.ofNullable(since).orElseThrow();
  }

  private void assertNoGap() {
    assertThat(web().rules()).filteredOn(r -> r.direction() == Direction.INGRESS).hasSize(3);
    for (DesiredRule cover : List.of(VPN, OFFICE)) {
      assertThat(Duration.between(since(cover, true), since(SSH, false)))
          .isGreaterThanOrEqualTo(WorkerSettings.DEFAULTS.settle());
    }
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void howeverTheCallThatAddsWhatTakesOverEnds(Fate fate) {
    for (int i = 0; i < 3; i++) {
      ec2.next(AUTHORIZE, fate);
    }

    converge(judged(HTTPS, VPN, OFFICE));

    assertNoGap();
    assertThat(since(RDP, false)).isBefore(since(SSH, false));
  }

  @Test
  void aRefusalForGoodKeepsTheWideRuleForGoodAndNothingElse() {
    ec2.deny(AUTHORIZE);
    DesiredVpc desired = judged(HTTPS, VPN, OFFICE);

    Pass first = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    assertThat(first.results())
        .extracting(StepResult::outcome)
        .containsExactly(Outcome.APPLIED, Outcome.FAILED, Outcome.WAITING);
    int passes = 0;
    Instant end = clock.instant().plus(Duration.ofMinutes(10));
    for (Pass pass = first; clock.instant().isBefore(end); passes++) {
      clock.advance(pass.again().orElse(Duration.ofMinutes(1)));
      pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      assertThat(pass.results())
          .filteredOn(result -> result.step().action() instanceof Step.Revoke)
          .extracting(StepResult::outcome)
          .containsExactly(Outcome.WAITING);
    }
    assertThat(passes).as("passes in ten minutes in which nothing can be done").isLessThan(30);
    assertThat(allows(web(), SSH)).isTrue();
    assertThat(allows(web(), RDP)).isFalse();

    ec2.allowAll();
    converge(desired);
    assertNoGap();
  }

  @Test
  void whatTheDocumentsGiveUpIsNotWaitedFor() {
    ec2.deny(AUTHORIZE);
    DesiredVpc desired = judged(HTTPS, VPN);
    worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    assertThat(allows(web(), SSH)).isTrue();

    worker.apply(judged(HTTPS), Consent.UNLIMITED, Guard.OPEN);

    assertThat(web().rules()).filteredOn(r -> r.direction() == Direction.INGRESS).hasSize(1);
  }
}
