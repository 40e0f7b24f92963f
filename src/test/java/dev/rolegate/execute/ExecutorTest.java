package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The executor alone, on plans made by hand. */
class ExecutorTest {
  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final OwnWrites writes = new OwnWrites(Duration.ofSeconds(15));
  private final Backoffs backoffs = new Backoffs(new SplittableRandom(1));
  private final AuditTrail trail = new AuditTrail(AuditLog.toCategory(clock));
  private Executor executor =
      new Executor(ec2, WorkerSettings.DEFAULTS, writes, backoffs, trail, clock);
  private final DesiredVpc desired = Docs.vpc(Docs.group("web"), Docs.group("db"));
  private String web;
  private LiveRule old;

  @BeforeEach
  void liveGroup() {
    web = ec2.createGroup(Docs.VPC, "shop/web", "d", Map.of());
    old = add(Docs.in(22, "0.0.0.0/0").permission());
    ec2.forgetCalls();
  }

  private LiveRule add(dev.rolegate.model.Permission permission) {
    return ec2.authorize(
            web, Direction.INGRESS, List.of(new Ec2.NewRule(permission, "old: why")), Map.of())
        .get(0);
  }

  @AfterEach
  void close() {
    executor.close();
  }

  private List<StepResult> apply(Step... steps) {
    Plan plan = new Plan("prod", Docs.VPC, List.of(steps), List.of(), List.of());
    VpcSnapshot snapshot = VpcSnapshot.of(Docs.VPC, false, ec2.truth().values());
    return executor.apply(plan, desired, snapshot, null, Guard.OPEN).results();
  }

  private Step step(
      int number, String name, Step.Action action, Effect effect, Step.Wait... waits) {
    Step.Target target = new Step.Target(Docs.key(name), name.equals("web") ? web : "");
    return new Step(
        number, List.of(target), action, effect, "test", List.of(waits), Step.Hold.NONE, false);
  }

  private Step authorize(int number, Step.Wait... waits) {
    return step(
        number,
        "web",
        new Step.Authorize(Direction.INGRESS, List.of(Docs.in(22, "10.0.0.0/8")), Map.of("k", "v")),
        Effect.WIDEN,
        waits);
  }

  private Step revoke(int number, Step.Wait... waits) {
    return step(
        number, "web", new Step.Revoke(Direction.INGRESS, List.of(old)), Effect.NARROW, waits);
  }

  private static List<Outcome> outcomes(List<StepResult> results) {
    return results.stream().map(StepResult::outcome).toList();
  }

  @Test
  void aNarrowingThatNeedsCoverNeverGoesInThePassThatAddsTheCover() {
    assertThat(outcomes(apply(authorize(1), revoke(2, new Step.Wait(1, Cause.COVER_SEEN)))))
        .containsExactly(Outcome.APPLIED, Outcome.WAITING);
    assertThat(outcomes(apply(revoke(1, new Step.Wait(0, Cause.COVER_LIKELY)))))
        .containsExactly(Outcome.WAITING);
  }

  @Test
  void likelyCoverThatIsRefusedForGoodHoldsNothingUpButCertainCoverDoes() {
    ec2.deny("AuthorizeSecurityGroupIngress");

    assertThat(outcomes(apply(authorize(1), revoke(2, new Step.Wait(1, Cause.COVER_SEEN)))))
        .containsExactly(Outcome.FAILED, Outcome.WAITING);
    assertThat(outcomes(apply(authorize(1), revoke(2, new Step.Wait(1, Cause.COVER_LIKELY)))))
        .containsExactly(Outcome.FAILED, Outcome.APPLIED);
  }

  @Test
  void likelyCoverThatMayYetComeIsWaitedFor() {
    ec2.next("AuthorizeSecurityGroupIngress", Fate.LOST_BEFORE);

    assertThat(outcomes(apply(authorize(1), revoke(2, new Step.Wait(1, Cause.COVER_LIKELY)))))
        .containsExactly(Outcome.FAILED, Outcome.WAITING);
  }

  @Test
  void narrowingThatWaitsForNothingGoesBeforeSmallerNumbers() {
    executor.close();
    WorkerSettings one =
        new WorkerSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5), 1, 60);
    executor = new Executor(ec2, one, writes, backoffs, trail, clock);

    apply(authorize(1), revoke(2));

    assertThat(ec2.calls())
        .containsExactly("RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress");
  }

  @Test
  void aHeldStepAndWhatWaitsForItStayWhileTheRestGoes() {
    Step held =
        new Step(
            1,
            revoke(1).groups(),
            revoke(1).action(),
            Effect.NARROW,
            "test",
            List.of(),
            Step.Hold.QUOTA,
            false);
    Step open = step(3, "db", new Step.Create("shop/db", "d", Map.of("k", "v")), Effect.NEUTRAL);

    List<StepResult> results = apply(held, authorize(2, new Step.Wait(1, Cause.QUOTA_ROOM)), open);

    assertThat(outcomes(results)).containsExactly(Outcome.HELD, Outcome.WAITING, Outcome.APPLIED);
    assertThat(results.get(2).groupId()).isEqualTo(ec2.named("shop/db").groupId());
  }

  @Test
  void aPeerThatThePlanCreatesIsResolvedWithinThePass() {
    Step create = step(1, "db", new Step.Create("shop/db", "d", Map.of()), Effect.NEUTRAL);
    Step refer =
        step(
            2,
            "web",
            new Step.Authorize(Direction.INGRESS, List.of(Docs.inFrom(80, "db")), Map.of("k", "v")),
            Effect.WIDEN,
            new Step.Wait(1, Cause.GROUP_EXISTS));

    assertThat(outcomes(apply(create, refer))).containsOnly(Outcome.APPLIED);

    String db = ec2.named("shop/db").groupId();
    assertThat(ec2.truth().get(web).rules())
        .anyMatch(rule -> rule.permission().toString().equals("tcp 80 " + db));
  }

  @Test
  void rulesThatAreThereOrGoneAlreadyDoNotStopTheOthersOfTheirCall() {
    LiveRule gone = add(Docs.in(23, "0.0.0.0/0").permission());
    ec2.revoke(web, Direction.INGRESS, List.of(gone.ruleId()));
    add(Docs.in(80, "10.0.0.0/8").permission());

    List<StepResult> results =
        apply(
            step(1, "web", new Step.Revoke(Direction.INGRESS, List.of(gone, old)), Effect.NARROW),
            step(
                2,
                "web",
                new Step.Authorize(
                    Direction.INGRESS,
                    List.of(Docs.in(80, "10.0.0.0/8"), Docs.in(81, "10.0.0.0/8")),
                    Map.of("k", "v")),
                Effect.WIDEN));

    assertThat(outcomes(results)).containsOnly(Outcome.APPLIED);
    assertThat(ec2.truth().get(web).rules())
        .filteredOn(rule -> rule.direction() == Direction.INGRESS)
        .extracting(rule -> rule.permission().ports().from())
        .containsExactly(80, 81);
  }

  @Test
  void aDefaultEgressThatWasMadeIntoAnotherRuleStaysThoughReadsStillShowIt() {
    LiveRule given =
        RuleWriter.find(
                ec2.truth().get(web).rules(), LiveRule.content(Direction.EGRESS, FakeEc2.ANY, ""))
            .get(0);
    DesiredRule documented = Docs.out(443, "10.0.0.0/8");
    clock.advance(Duration.ofMinutes(1));
    ec2.modify(
        web,
        List.of(
            new Ec2.RuleContent(
                given.ruleId(), documented.permission(), documented.description())));
    ec2.lag(Duration.ofSeconds(8));
    clock.advance(Duration.ofSeconds(1));

    apply(step(1, "web", new Step.RevokeDefaultEgress(List.of(FakeEc2.ANY)), Effect.NARROW));

    assertThat(ec2.truth().get(web).rules())
        .filteredOn(rule -> rule.direction() == Direction.EGRESS)
        .extracting(LiveRule::permission)
        .containsExactly(documented.permission());
  }

  @Test
  void noStepBeginsAfterTheTimeOfThePass() {
    executor.close();
    WorkerSettings brief =
        new WorkerSettings(Duration.ZERO, Duration.ofSeconds(15), Duration.ZERO, 2, 60);
    executor = new Executor(ec2, brief, writes, backoffs, trail, clock);

    assertThat(outcomes(apply(authorize(1), revoke(2)))).containsOnly(Outcome.DEFERRED);
    assertThat(ec2.calls()).isEmpty();
  }

  @Test
  void aDeletionWhoseGroupGotAUserSinceThePlanTakesNothing() {
    ec2.hold(web, "interface eni-1 (in use by i-1)");

    List<StepResult> results =
        apply(
            revoke(1),
            step(2, "web", new Step.Delete(), Effect.NARROW, new Step.Wait(1, Cause.RULES_GONE)));

    assertThat(ec2.mutations()).isEmpty();
    assertThat(outcomes(results)).containsExactly(Outcome.WAITING, Outcome.WAITING);
  }

  @Test
  void aRefusedDeletionNamesWhatHoldsTheGroup() {
    ec2.revoke(web, Direction.INGRESS, List.of(old.ruleId()));
    ec2.hold(web, "interface eni-1 (in use by i-1)");

    List<StepResult> results = apply(step(1, "web", new Step.Delete(), Effect.NARROW));

    assertThat(outcomes(results)).containsExactly(Outcome.FAILED);
    assertThat(results.get(0).error())
        .hasMessageContaining("shop/web (" + web + ")")
        .hasMessageContaining("eni-1 (in use by i-1)");
  }
}
