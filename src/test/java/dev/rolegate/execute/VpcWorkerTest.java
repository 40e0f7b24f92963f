package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VpcWorkerTest {
  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);

  @AfterEach
  void close() {
    worker.close();
  }

  private void restart() {
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
  }

  /** Passes until nothing is left to do, the clock moving as the worker asks. */
  private List<Pass> converge(DesiredVpc desired, Guard guard) {
    List<Pass> passes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Pass pass = worker.apply(desired, Consent.UNLIMITED, guard);
      passes.add(pass);
      if (pass.again().isEmpty()) {
        return passes;
      }
      clock.advance(pass.again().get());
    }
    throw new AssertionError("no end after 100 passes: " + passes.get(99).results());
  }

  private List<Pass> converge(DesiredVpc desired) {
    return converge(desired, Guard.OPEN);
  }

  private void assertInSync(DesiredVpc desired) {
    restart();
    Plan plan = worker.plan(desired, Consent.UNLIMITED);
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.verdicts()).allMatch(v -> v.state() == Plan.State.IN_SYNC);
  }

  private List<String> ingress(String name) {
    return ec2.named("shop/" + name).rules().stream()
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .map(rule -> rule.permission().toString())
        .toList();
  }

  private LiveRule addedByOutsider(String name, Permission permission) {
    return addedByOutsider(ec2.named("shop/" + name), permission);
  }

  private LiveRule addedByOutsider(Group to, Permission permission) {
    LiveRule rule =
        new LiveRule(ec2.newRuleId(), Direction.INGRESS, permission, "tmp", Map.of(), true);
    ec2.outsider(
        to.groupId(),
        group -> {
          List<LiveRule> rules = new ArrayList<>(group.rules());
          rules.add(rule);
          return group.withRules(rules, true);
        });
    return rule;
  }

  @Test
  void aNewGroupCostsFourMutatingCallsAndTheNextPassNone() {
    DesiredVpc desired = Docs.many(2);

    List<Pass> passes = converge(desired);

    assertThat(ec2.mutations())
        .containsExactlyInAnyOrder(
            "CreateSecurityGroup",
            "CreateSecurityGroup",
            "RevokeSecurityGroupEgress",
            "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "AuthorizeSecurityGroupEgress");
    assertThat(ec2.calls().stream().filter(call -> call.startsWith("Describe")))
        .as(
            "whose VPC it is, the groups, and at last the groups, to see what was written, by this"
                + " worker and by whoever came before it")
        .containsExactly(
            "DescribeVpcs",
            "DescribeSecurityGroups",
            "DescribeSecurityGroups",
            "DescribeSecurityGroups");
    assertThat(passes).hasSize(4);
    assertThat(passes.get(1).plan().steps()).isEmpty();
    assertInSync(desired);
  }

  @Test
  void whatSomebodyUndoesRightAfterItWasWrittenIsMendedAsSoonAsItCannotBeLag() {
    converge(Docs.vpc());
    DesiredVpc desired = Docs.many(1);
    converge(desired);
    String id = ec2.named("shop/g00000").groupId();
    ec2.outsider(id, group -> group.withRules(List.of(), true));
    Instant undone = clock.instant();

    worker.refresh();
    List<Pass> passes = converge(desired);

    assertThat(passes.get(0).plan().steps()).as("this may be lag").isEmpty();
    assertThat(ingress("g00000")).hasSize(5);
    assertThat(Duration.between(undone, clock.instant()))
        .isLessThan(WorkerSettings.DEFAULTS.ownWrites().multipliedBy(2));
  }

  @Test
  void aGroupThatCannotBeCreatedDelaysOnlyTheRulesThatReferToIt() {
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16"))));
    DesiredVpc desired =
        Docs.vpc(
            Docs.group("alb"),
            Docs.group(
                "web",
                Docs.in(80, "10.0.0.0/16"),
                Docs.in(81, "10.0.0.0/16"),
                Docs.inFrom(443, "alb")));
    ec2.next("CreateSecurityGroup", Fate.DENIED);

    worker.refresh();
    worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(ingress("web")).containsExactly("tcp 80 10.0.0.0/16", "tcp 81 10.0.0.0/16");
    clock.advance(Duration.ofMinutes(5));
    converge(desired);
    assertThat(ingress("web")).hasSize(3);
  }

  @Test
  void aCheckOfGroupsInSyncIsOneCall() {
    DesiredVpc desired = Docs.many(20);
    converge(desired);
    ec2.forgetCalls();
    clock.advance(Duration.ofMinutes(5));

    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.calls()).containsExactly("DescribeSecurityGroups");
    assertThat(pass.again()).isEmpty();
  }

  @Test
  void aThousandGroupsTakeAtMostFourPointOneCallsEachWhenTokensAreScarce() {
    DesiredVpc desired = Docs.many(1000);
    ec2.keepOnlyTheLatest();
    Ec2 scarce = TokenEc2.over(ec2, clock, 25, 2.5);
    worker.close();
    worker = new VpcWorker(scarce, WorkerSettings.DEFAULTS, clock);

    int passes = 0;
    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    while (pass.again().isPresent()) {
      clock.advance(pass.again().get());
      pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      assertThat(++passes).isLessThan(2000);
    }

    assertThat(ec2.mutations()).hasSize(4000);
    assertThat(ec2.calls().size()).isLessThanOrEqualTo(4100);
    assertInSync(desired);
  }

  @Test
  void readsThatLagLeadToNoSecondWrite() {
    DesiredVpc desired = Docs.many(3);
    ec2.lag(Duration.ofSeconds(8));

    converge(desired);
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(2));
      worker.refresh();
      assertThat(worker.apply(desired, Consent.UNLIMITED, Guard.OPEN).plan().steps()).isEmpty();
    }

    assertThat(ec2.mutations()).hasSize(12);
  }

  @Test
  void whatAnOutsiderAddsRightAfterAnOwnRevokeIsSeenDespiteTheOwnWrite() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/8")));
    converge(desired);
    Permission ssh = Docs.in(22, "0.0.0.0/0").permission();
    addedByOutsider("web", ssh);
    clock.advance(Duration.ofMinutes(1));
    converge(desired);
    assertThat(ingress("web")).containsExactly("tcp 443 10.0.0.0/8");

    addedByOutsider("web", ssh);
    worker.refresh();
    converge(desired);

    assertThat(ingress("web")).containsExactly("tcp 443 10.0.0.0/8");
  }

  @Test
  void narrowingWaitsUntilItsCoverWasSeenAndHasSettled() {
    DesiredVpc before = Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/8")));
    converge(before);
    clock.advance(Duration.ofMinutes(1));
    // Two halves take over from the whole block: one in place at most, never both at once.
    DesiredVpc after =
        Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/9"), Docs.in(443, "10.128.0.0/9")));
    ec2.forgetCalls();
    ec2.lag(Duration.ofSeconds(3));
    int statesBefore = ec2.states().size();

    List<Pass> passes = converge(after);

    assertThat(ingress("web")).containsExactly("tcp 443 10.0.0.0/9", "tcp 443 10.128.0.0/9");
    List<FakeEc2.State> states = ec2.states().subList(statesBefore, ec2.states().size());
    FakeEc2.State widened = states.get(0);
    FakeEc2.State narrowed = states.get(states.size() - 1);
    assertThat(widened.call()).isEqualTo("AuthorizeSecurityGroupIngress");
    assertThat(Duration.between(widened.since(), narrowed.since()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(3 + 5));
    assertThat(passes.get(0).results().stream().map(StepResult::outcome)).contains(Outcome.WAITING);
  }

  @Test
  void aStartDelaysNarrowingThatLeansOnARuleUntilThatHasSettled() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/8")));
    converge(desired);
    addedByOutsider("web", Docs.in(22, "0.0.0.0/0").permission());
    addedByOutsider("web", Docs.in(443, "10.1.0.0/16").permission());
    Duration sure = Duration.ofSeconds(2);
    worker.close();
    worker =
        new VpcWorker(
            ec2,
            new WorkerSettings(sure.multipliedBy(10), sure, Duration.ofSeconds(5), 8, 60),
            clock);
    worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    clock.advance(sure);

    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(ingress("web"))
        .as("22 goes; the part of 443 only when the whole is known to have settled")
        .containsExactlyInAnyOrder("tcp 443 10.0.0.0/8", "tcp 443 10.1.0.0/16");
    assertThat(pass.again()).isPresent();
    converge(desired);
    assertThat(ingress("web")).containsExactly("tcp 443 10.0.0.0/8");
  }

  @Test
  void aStartAddsAtOnceAndTakesNothingAwayBeforeReadsSurelyShowWhatWasWrittenBefore() {
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8")), Docs.group("old")));
    clock.advance(Duration.ofMinutes(1));
    addedByOutsider("web", Docs.in(22, "0.0.0.0/0").permission());
    restart();
    Instant start = clock.instant();
    DesiredVpc desired =
        Docs.vpc(
            Docs.group("web", Docs.in(80, "10.0.0.0/8"), Docs.inFrom(90, "new")),
            Docs.group(Docs.key("old"), Intent.ABSENT, List.of()),
            Docs.group("new"));
    ec2.forgetCalls();

    Pass first = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.mutations())
        .as("a new group's default egress included")
        .containsExactlyInAnyOrder(
            "CreateSecurityGroup", "RevokeSecurityGroupEgress", "AuthorizeSecurityGroupIngress");
    assertThat(first.results().stream().filter(r -> r.outcome() == Outcome.WAITING))
        .extracting(r -> r.step().action().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Revoke", "Delete");
    assertThat(first.results().stream().filter(r -> r.outcome() == Outcome.WAITING))
        .extracting(StepResult::shownFrom)
        .containsOnly(start.plus(WorkerSettings.DEFAULTS.ownWrites()));
    assertThat(first.results().stream().filter(r -> r.outcome() == Outcome.APPLIED))
        .extracting(StepResult::shownFrom)
        .containsOnlyNulls();
    assertThat(worker.untilSure()).isEqualTo(WorkerSettings.DEFAULTS.ownWrites());
    converge(desired);
    assertThat(worker.untilSure()).isZero();
    assertThat(ingress("web")).hasSize(2);
    assertThat(ec2.truth()).hasSize(2);
    List<FakeEc2.State> taken = statesAfter("RevokeSecurityGroupIngress");
    taken.addAll(statesAfter("DeleteSecurityGroup"));
    assertThat(taken)
        .hasSize(2)
        .allMatch(s -> s.since().equals(start.plus(WorkerSettings.DEFAULTS.ownWrites())));
    addedByOutsider("web", Docs.in(22, "0.0.0.0/0").permission());
    clock.advance(Duration.ofMinutes(1));
    worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    assertThat(ingress("web")).as("at once from then on").hasSize(2);
  }

  private List<FakeEc2.State> statesAfter(String call) {
    return new ArrayList<>(ec2.states().stream().filter(s -> s.call().equals(call)).toList());
  }

  /** Under its old content, the rule is one of two that nobody wants any more. */
  @Test
  void aRuleThatTheProcessBeforeChangedInPlaceIsNotRevokedForWhatItWas() {
    DesiredRule kept = Docs.in(90, "10.0.0.0/16");
    DesiredRule other = Docs.in(90, "10.2.0.0/16");
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16"), other)));

    changeInPlaceAndRestart(kept, Docs.vpc(Docs.group("web", kept, other)));

    assertNeverWithout(kept, Docs.vpc(Docs.group("web", kept)));
  }

  /** Under its old content, the rule is the one to be made into what is missing. */
  @Test
  void aRuleThatTheProcessBeforeChangedInPlaceIsNotChangedForWhatItWas() {
    DesiredRule kept = Docs.in(90, "10.0.0.0/16");
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16"))));

    changeInPlaceAndRestart(kept, Docs.vpc(Docs.group("web", kept)));

    assertNeverWithout(kept, Docs.vpc(Docs.group("web", kept, Docs.in(80, "10.5.0.0/16"))));
  }

  private void changeInPlaceAndRestart(DesiredRule to, DesiredVpc desired) {
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();
    worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    assertThat(ec2.mutations()).containsExactly("ModifySecurityGroupRules");
    assertThat(ingress("web")).contains(to.permission().toString());
    ec2.lag(Duration.ofSeconds(8));
    clock.advance(Duration.ofSeconds(1));
    restart();
  }

  private void assertNeverWithout(DesiredRule kept, DesiredVpc desired) {
    int before = ec2.states().size();
    converge(desired);
    assertThat(ec2.states().subList(before - 1, ec2.states().size()))
        .allMatch(
            state ->
                state.groups().values().stream()
                    .flatMap(group -> group.rules().stream())
                    .anyMatch(rule -> rule.permission().equals(kept.permission())));
    ec2.lag(Duration.ZERO);
    assertInSync(desired);
  }

  @Test
  void aWorkerThatOnlyLookedDoesNotKnowWhatOthersWroteMeanwhile() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8")));
    converge(desired);
    addedByOutsider("web", Docs.in(22, "0.0.0.0/0").permission());
    List<Runnable> looks =
        List.of(
            () -> worker.plan(desired, Consent.UNLIMITED),
            () -> worker.look(Docs.VPC, Optional.empty()));
    for (Runnable look : looks) {
      clock.advance(Duration.ofHours(1));
      look.run();
      clock.advance(Duration.ofHours(1));
      worker.look(Docs.VPC, Optional.empty());

      Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

      assertThat(pass.results()).extracting(StepResult::outcome).containsOnly(Outcome.WAITING);
      assertThat(pass.again()).contains(WorkerSettings.DEFAULTS.ownWrites());
    }
    converge(desired);
    assertThat(ingress("web")).hasSize(1);
  }

  @Test
  void aLostAnswerToACreateEndsInOneGroup() {
    DesiredVpc desired = Docs.many(2);
    ec2.next("CreateSecurityGroup", Fate.LOST_AFTER);
    ec2.next("CreateSecurityGroup", Fate.LOST_BEFORE);

    converge(desired);

    assertThat(ec2.truth()).hasSize(2);
    assertInSync(desired);
  }

  @Test
  void everyLostAnswerIsRecoveredFromWhileReadsLag() {
    DesiredVpc desired = Docs.many(4);
    ec2.lag(Duration.ofSeconds(8));
    for (String action :
        List.of(
            "CreateSecurityGroup",
            "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress")) {
      ec2.next(action, Fate.LOST_AFTER);
      ec2.next(action, Fate.LOST_BEFORE);
      ec2.next(action, Fate.LOST_AFTER);
    }

    converge(desired);

    ec2.lag(Duration.ZERO);
    assertThat(ec2.truth()).hasSize(4);
    assertInSync(desired);
  }

  @Test
  void aForeignGroupOfTheNameIsAConflictAndStaysAsItIs() {
    String foreign = ec2.createGroup(Docs.VPC, "shop/web", "somebody's", Map.of("team", "other"));
    Group before = ec2.truth().get(foreign);
    // Reads do not show it yet when the plan is made, so that only EC2's refusal can tell.
    ec2.lag(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(1));

    worker.apply(
        Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8"))), Consent.UNLIMITED, Guard.OPEN);
    clock.advance(Duration.ofSeconds(2));
    worker.refresh();
    Pass pass =
        worker.apply(
            Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8"))), Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.truth()).containsOnlyKeys(foreign).containsEntry(foreign, before);
    assertThat(pass.plan().verdicts().get(0).problem()).isEqualTo(Plan.Problem.OWNERSHIP_UNPROVEN);
  }

  @Test
  void aDeniedActionStopsNoOtherStepAndIsRetriedSlowly() {
    DesiredVpc desired = Docs.many(2);
    ec2.deny("AuthorizeSecurityGroupEgress");

    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(pass.results().stream().filter(r -> r.outcome() == Outcome.FAILED))
        .hasSize(2)
        .allMatch(r -> r.error().kind() == Ec2Exception.Kind.UNAUTHORIZED);
    assertThat(pass.results().stream().filter(r -> r.outcome() == Outcome.APPLIED)).hasSize(6);
    clock.advance(Duration.ofSeconds(1));
    Pass next = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
    assertThat(ec2.mutations().stream().filter("AuthorizeSecurityGroupEgress"::equals))
        .as("rests, and is reported all the same")
        .hasSize(2);
    assertThat(next.results()).allMatch(r -> r.outcome() == Outcome.FAILED);
    assertThat(next.again().orElseThrow()).isGreaterThan(Duration.ofSeconds(5));
    ec2.allowAll();
    clock.advance(next.again().get());
    converge(desired);
    assertInSync(desired);
  }

  @Test
  void withoutATokenAnActionIsNotTriedAgainInThePass() {
    DesiredVpc desired = Docs.many(3);
    ec2.next("CreateSecurityGroup", Fate.NO_TOKEN);

    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(pass.results().stream().filter(r -> r.outcome() == Outcome.DEFERRED))
        .isNotEmpty()
        .allMatch(r -> r.error().kind() == Ec2Exception.Kind.THROTTLED);
    assertThat(pass.again()).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    converge(desired);
    assertInSync(desired);
  }

  @Test
  void nothingIsSentWhenTheGuardSaysNo() {
    Guard notLeader = guard(false, true, new ArrayList<>());

    Pass pass = worker.apply(Docs.many(2), Consent.UNLIMITED, notLeader);

    assertThat(ec2.mutations()).isEmpty();
    assertThat(pass.results())
        .allMatch(r -> r.outcome() == Outcome.DEFERRED || r.outcome() == Outcome.WAITING);
  }

  @Test
  void aDeletionAsksBeforeItTakesAnythingAndAgainBeforeTheGroup() {
    converge(referringPair(Intent.PRESENT));
    clock.advance(Duration.ofMinutes(1));
    List<GroupKey> asked = Collections.synchronizedList(new ArrayList<>());

    converge(referringPair(Intent.ABSENT), guard(true, true, asked));

    assertThat(ec2.truth()).hasSize(1);
    assertThat(ingress("db")).isEmpty();
    assertThat(asked).hasSize(2).containsOnly(Docs.key("web"));
  }

  @Test
  void aDeletionThatIsNoLongerWantedTakesNothing() {
    converge(referringPair(Intent.PRESENT));
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();

    worker.apply(
        referringPair(Intent.ABSENT), Consent.UNLIMITED, guard(true, false, new ArrayList<>()));

    assertThat(ec2.mutations()).isEmpty();
  }

  @Test
  void aDeletionThatCannotBeCountedTakesNothing() {
    converge(referringPair(Intent.PRESENT));
    String web = ec2.named("shop/web").groupId();
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();
    List<Set<String>> counted = Collections.synchronizedList(new ArrayList<>());

    worker.apply(
        referringPair(Intent.ABSENT),
        Consent.UNLIMITED,
        new TestGuard() {
          @Override
          public boolean reserve(Set<String> groupIds) {
            counted.add(groupIds);
            return false;
          }
        });

    assertThat(ec2.mutations()).isEmpty();
    assertThat(counted).as("in one go, before the first step").containsExactly(Set.of(web));
  }

  @Test
  void whatIsApprovedIsPlannedAnewAndGoesOnInTheSamePass() {
    converge(Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/8"), Docs.in(80, "10.0.0.0/8"))));
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();
    Consent nothing = new Consent(0, 0, Set.of(), Set.of(), Set.of());
    DesiredVpc less = Docs.vpc(Docs.group("web", Docs.in(443, "10.0.0.0/8")));

    Pass held = worker.apply(less, nothing, Guard.OPEN);
    assertThat(held.plan().held()).hasSize(1);
    assertThat(ec2.mutations()).isEmpty();
    Pass approved =
        worker.apply(
            less,
            nothing,
            new TestGuard() {
              @Override
              public Optional<Consent> approve(Plan plan) {
                return Optional.of(nothing.withApproved(Set.of(plan.held().get(0).hash())));
              }
            });

    assertThat(approved.plan().held()).isEmpty();
    assertThat(ec2.mutations()).containsExactly("RevokeSecurityGroupIngress");
  }

  @Test
  void aGroupInUseKeepsEveryRule() {
    converge(referringPair(Intent.PRESENT));
    clock.advance(Duration.ofMinutes(1));
    ec2.hold(ec2.named("shop/web").groupId(), "interface eni-1 (in use by i-1)");
    ec2.forgetCalls();

    Pass pass = worker.apply(referringPair(Intent.ABSENT), Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.mutations()).isEmpty();
    assertThat(pass.plan().verdicts()).anyMatch(v -> v.problem() == Plan.Problem.DELETION_BLOCKED);
  }

  @Test
  void aReferenceThatCameWhileAPassWentOnKeepsEveryRule() {
    String foreign = ec2.createGroup(Docs.VPC, "legacy", "somebody's", Map.of());
    Pass first = worker.apply(referringPair(Intent.PRESENT), Consent.UNLIMITED, Guard.OPEN);
    assertThat(first.again()).as("the next pass goes on with this one's picture").isPresent();
    Peer web = new Peer.Group(ec2.named("shop/web").groupId());
    addedByOutsider(
        ec2.truth().get(foreign), new Permission(Protocol.TCP, PortRange.single(22), web));
    ec2.forgetCalls();

    Pass pass = worker.apply(referringPair(Intent.ABSENT), Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.mutations()).isEmpty();
    assertThat(pass.plan().verdicts()).anyMatch(v -> v.problem() == Plan.Problem.DELETION_BLOCKED);
  }

  @Test
  void aReadThatFailsChangesNothingAndIsThrown() {
    ec2.deny("DescribeSecurityGroups");

    assertThatThrownBy(() -> worker.apply(Docs.many(1), Consent.UNLIMITED, Guard.OPEN))
        .isInstanceOf(Ec2Exception.class);
    assertThat(ec2.mutations()).isEmpty();
  }

  private static DesiredVpc referringPair(Intent web) {
    return Docs.vpc(
        Docs.group("db", Docs.inFrom(5432, "web")),
        Docs.group("web", web, Docs.in(443, "10.0.0.0/8")));
  }

  /** Allows what a test does not speak about. */
  private static class TestGuard implements Guard {
    @Override
    public boolean mayMutate() {
      return true;
    }

    @Override
    public boolean mayDelete(GroupKey key, String uid) {
      return true;
    }

    @Override
    public boolean mayRetire(String name, String uid, Wanted wanted) {
      return true;
    }

    @Override
    public boolean mayRemediate() {
      return true;
    }

    @Override
    public boolean reserve(Set<String> groupIds) {
      return true;
    }

    @Override
    public Optional<Consent> approve(Plan plan) {
      return Optional.empty();
    }
  }

  private static Guard guard(boolean mutate, boolean delete, List<GroupKey> asked) {
    return new TestGuard() {
      @Override
      public boolean mayMutate() {
        return mutate;
      }

      @Override
      public boolean mayDelete(GroupKey key, String uid) {
        asked.add(key);
        return delete && uid.equals("uid-" + key.name());
      }
    };
  }
}
