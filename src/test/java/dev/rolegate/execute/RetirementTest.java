package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.execute.revert.Reversal;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.RetirementVerdict;
import dev.rolegate.plan.RetirementVerdict.State;
import dev.rolegate.plan.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups that nobody declares, brought down and back by the worker. */
class RetirementTest {
  private static final List<DesiredGroup> NONE = List.of();

  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final AuditLog log = new AuditLog(List.of((line, durable) -> lines.add(line)), clock);
  private VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, log, clock);

  private final String wizard = outsiders("launch-wizard-1");
  private final String app = outsiders("app");
  private final Map<String, Group> before = fill();

  @AfterEach
  void close() {
    worker.close();
  }

  private String outsiders(String name) {
    return ec2.createGroup(Docs.VPC, name, "by hand", Map.of("Name", name));
  }

  private Map<String, Group> fill() {
    allow(wizard, Docs.in(22, "10.0.0.0/8").permission(), "for me");
    allow(wizard, toGroup(8080, wizard), "");
    allow(wizard, toGroup(5432, app), "from app");
    allow(app, toGroup(80, wizard), "back");
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();
    return new TreeMap<>(ec2.truth());
  }

  private void allow(String id, Permission permission, String description) {
    ec2.authorize(
        id,
        Direction.INGRESS,
        List.of(new Ec2.NewRule(permission, description)),
        Map.of("rule", description));
  }

  private static Permission toGroup(int port, String id) {
    return Docs.in(port, "10.0.0.0/8").permission().withPeer(new Peer.Group(id));
  }

  private Retirement wanted(Wanted wanted, String id) {
    return Former.retirement(wanted, id, before);
  }

  private DesiredVpc both(Wanted wanted) {
    return Docs.vpc(NONE).withRetirements(List.of(wanted(wanted, wizard), wanted(wanted, app)));
  }

  private Pass pass(DesiredVpc desired, Guard guard) {
    return worker.apply(desired, Consent.UNLIMITED, guard);
  }

  /** As many as make sure that no wait is left but for what the guard or EC2 says. */
  private void passes(DesiredVpc desired, Guard guard) {
    for (int i = 0; i < 8; i++) {
      pass(desired, guard);
      clock.advance(Duration.ofSeconds(20));
    }
  }

  /** Gives the plan that the first pass began with. */
  private Plan converge(DesiredVpc desired) {
    Plan first = null;
    for (int i = 0; i < 60; i++) {
      Pass pass = pass(desired, Guard.OPEN);
      first = first == null ? pass.plan() : first;
      if (pass.again().isEmpty()) {
        clock.advance(Duration.ofMinutes(1));
        Plan next = worker.plan(desired, Consent.UNLIMITED);
        if (next.isEmpty()) {
          assertThat(next.retirements())
              .extracting(RetirementVerdict::state)
              .containsOnly(State.DONE);
          return first;
        }
      } else {
        clock.advance(pass.again().get());
      }
    }
    throw new AssertionError("no end: " + pass(desired, Guard.OPEN).results());
  }

  @Test
  void quarantineMarksFirstAndRestoreUnmarksLast() {
    converge(both(Wanted.QUARANTINE));
    assertThat(ec2.truth().values())
        .allSatisfy(
            group -> {
              assertThat(group.rules()).isEmpty();
              assertThat(group.tags()).containsEntry(Ownership.RETIRED, "test");
            });
    ec2.truth()
        .keySet()
        .forEach(
            id ->
                assertThat(ec2.states())
                    .filteredOn(state -> state.groups().containsKey(id))
                    .filteredOn(state -> state.groups().get(id).rules().size() < 2)
                    .filteredOn(state -> state.since().isAfter(ec2.states().get(8).since()))
                    .allSatisfy(
                        state ->
                            assertThat(state.groups().get(id).tags())
                                .containsKey(Ownership.RETIRED)));

    ec2.forgetCalls();
    converge(both(Wanted.RESTORE));
    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));
    assertThat(ec2.mutations()).endsWith("DeleteTags");
  }

  @Test
  void deletedGroupsComeBackUnderNewIdsThoughAnswersAreLost() {
    converge(both(Wanted.QUARANTINE));
    converge(both(Wanted.DELETE));
    assertThat(ec2.truth()).isEmpty();
    for (String call :
        List.of("CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "DeleteTags")) {
      ec2.next(call, Fate.LOST_AFTER);
      ec2.next(call, Fate.LOST_BEFORE);
    }
    ec2.lag(Duration.ofSeconds(3));

    converge(both(Wanted.RESTORE));

    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));
    assertThat(ec2.truth()).doesNotContainKeys(wizard, app);
  }

  @Test
  void aRestartFindsTheGroupThatItMadeByItsTags() {
    converge(both(Wanted.QUARANTINE));
    converge(both(Wanted.DELETE));
    ec2.deny("RevokeSecurityGroupEgress");
    ec2.deny("AuthorizeSecurityGroupIngress");
    pass(both(Wanted.RESTORE), Guard.OPEN);
    assertThat(ec2.truth()).hasSize(2);
    clock.advance(Duration.ofMinutes(1));
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, log, clock);
    ec2.allowAll();

    Plan plan = worker.plan(both(Wanted.RESTORE), Consent.UNLIMITED);
    assertThat(plan.retirements())
        .extracting(RetirementVerdict::groupId)
        .containsExactlyInAnyOrderElementsOf(ec2.truth().keySet());
    converge(both(Wanted.RESTORE));

    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));
  }

  @Test
  void whatAppearsBetweenThePlanAndTheCallKeepsEveryRule() {
    Ec2 watched =
        WatchedEc2.over(
            ec2,
            new WatchedEc2.Watcher() {
              @Override
              public Object after(WatchedEc2.Call call, Object answer) {
                if (call.method().equals("uses")) {
                  ec2.hold(wizard, "interface eni-1 (in-use)");
                }
                return answer;
              }
            });
    worker.close();
    worker = new VpcWorker(watched, WorkerSettings.DEFAULTS, log, clock);

    Pass pass = pass(both(Wanted.QUARANTINE), Guard.OPEN);

    assertThat(ec2.truth().get(wizard)).isEqualTo(before.get(wizard));
    StepResult tag =
        pass.results().stream()
            .filter(result -> result.step().group().groupId().equals(wizard))
            .findFirst()
            .orElseThrow();
    assertThat(tag.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(tag.error().kind()).isEqualTo(Kind.DEPENDENCY);
    assertThat(tag.error().getMessage()).contains("eni-1");
  }

  @Test
  void anInterfaceThatComesAfterTheFirstRulesWereTakenKeepsTheOthers() {
    // Named by app's rule it could not be emptied alone.
    ec2.outsider(app, group -> group.withRules(List.of(), true));
    Ec2 watched =
        WatchedEc2.over(
            ec2,
            new WatchedEc2.Watcher() {
              @Override
              public Object after(WatchedEc2.Call call, Object answer) {
                if (call.method().equals("revoke")) {
                  ec2.hold(wizard, "interface eni-1 (in-use)");
                  clock.advance(Duration.ofSeconds(2));
                }
                return answer;
              }
            });
    worker.close();
    worker = new VpcWorker(watched, WorkerSettings.DEFAULTS, log, clock);

    passes(Docs.vpc(NONE).withRetirements(List.of(wanted(Wanted.QUARANTINE, wizard))), Guard.OPEN);

    assertThat(ec2.truth().get(wizard).rules())
        .isNotEmpty()
        .hasSizeLessThan(before.get(wizard).rules().size());
    assertThat(ec2.mutations())
        .filteredOn(call -> call.startsWith("RevokeSecurityGroup"))
        .hasSize(1);
  }

  @Test
  void withoutTheWordOfTheClusterNothingIsTakenAndWhatComesBackNeedsNone() {
    BooleanSupplier[] may = {() -> false};
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    Guard guard =
        new Guard() {
          @Override
          public boolean mayMutate() {
            return true;
          }

          @Override
          public boolean mayDelete(GroupKey key, String uid) {
            throw new AssertionError(key + " is declared by nobody");
          }

          @Override
          public boolean mayRetire(String name, String uid, Wanted wanted) {
            asked.add(wanted + " " + name + " " + uid);
            return may[0].getAsBoolean();
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
        };

    passes(both(Wanted.QUARANTINE), guard);
    assertThat(ec2.mutations()).isEmpty();
    assertThat(asked)
        .containsOnly(
            "QUARANTINE " + wizard + " uid-" + wizard, "QUARANTINE " + app + " uid-" + app);

    may[0] = () -> true;
    passes(both(Wanted.QUARANTINE), guard);
    assertThat(ec2.truth().values()).allMatch(group -> group.rules().isEmpty());
    may[0] = () -> false;
    asked.clear();
    passes(both(Wanted.DELETE), guard);
    assertThat(ec2.truth()).hasSize(2);
    assertThat(asked)
        .containsOnly("DELETE " + wizard + " uid-" + wizard, "DELETE " + app + " uid-" + app);

    asked.clear();
    pass(both(Wanted.RESTORE), guard);
    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));
    assertThat(asked).isEmpty();
  }

  @Test
  void whatComesBackGoesBeforeEverythingElse() {
    converge(both(Wanted.QUARANTINE));
    ec2.forgetCalls();
    worker.close();
    Duration settle = WorkerSettings.DEFAULTS.settle();
    worker =
        new VpcWorker(
            ec2, new WorkerSettings(settle, settle.multipliedBy(3), settle, 1, 60), log, clock);
    List<DesiredGroup> declared = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      declared.add(Docs.group("g" + i, Docs.in(80, "10.0.0.0/8")));
    }

    Pass pass =
        pass(Docs.vpc(declared).withRetirements(both(Wanted.RESTORE).retirements()), Guard.OPEN);

    assertThat(pass.results()).allMatch(r -> r.outcome() == Outcome.APPLIED);
    assertThat(ec2.mutations().indexOf("CreateSecurityGroup"))
        .isGreaterThan(ec2.mutations().lastIndexOf("DeleteTags"));
  }

  @Test
  void aPeerThatIsGoneIsToldAndHoldsNothingUp() {
    converge(both(Wanted.QUARANTINE));
    DesiredVpc delete = Docs.vpc(NONE).withRetirements(List.of(wanted(Wanted.DELETE, app)));
    converge(delete);
    DesiredVpc restore = Docs.vpc(NONE).withRetirements(List.of(wanted(Wanted.RESTORE, wizard)));

    converge(restore);

    assertThat(ec2.truth().get(wizard).rules()).hasSize(3);
    assertThat(ec2.truth().get(wizard).tags()).doesNotContainKey(Ownership.RETIRED);
    assertThat(worker.plan(restore, Consent.UNLIMITED).retirements().get(0).detail())
        .singleElement()
        .asString()
        .contains("has not come back")
        .contains(app);

    converge(Docs.vpc(NONE).withRetirements(List.of(wanted(Wanted.RESTORE, app))));
    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));
  }

  @Test
  void deletionsBeyondTheLimitAreHeld() {
    converge(both(Wanted.QUARANTINE));
    Consent one = new Consent(100, 1, Set.of(), Set.of(), Set.of());

    Pass pass = null;
    for (int i = 0; i < 3; i++) {
      pass = worker.apply(both(Wanted.DELETE), one, Guard.OPEN);
      clock.advance(Duration.ofSeconds(20));
      if (ec2.truth().size() == 1) {
        break;
      }
    }

    assertThat(ec2.truth()).hasSize(1);
    assertThat(pass.plan().held()).hasSize(1);
    assertThat(pass.plan().retirements())
        .extracting(RetirementVerdict::state)
        .containsExactlyInAnyOrder(State.CHANGES, State.HELD);
  }

  @Test
  void theAuditLogNamesTheOrphanAndTheTagThatGoes() throws IOException {
    converge(both(Wanted.QUARANTINE));
    converge(both(Wanted.RESTORE));
    AuditReader reader = new AuditReader();
    reader.read("test", new BufferedReader(new StringReader(String.join("\n", lines))));

    AuditedCall untag =
        reader.calls().stream()
            .filter(call -> call.action().equals("DeleteTags"))
            .findFirst()
            .orElseThrow();
    String id = untag.groupId();
    assertThat(untag.context().groups()).containsExactly(new Step.Target(new GroupKey("", id), id));
    assertThat(untag.before().tags()).isEqualTo(Map.of(id, Map.of(Ownership.RETIRED, "test")));
    assertThat(untag.after().tags()).isEqualTo(Map.of(id, Map.of()));
    assertThat(untag.end()).isPresent();
  }

  @Test
  void aRevertGivesBackWhatWasTakenAndTakesNothing() throws IOException {
    Plan quarantine = converge(both(Wanted.QUARANTINE));
    Plan restoring = revert(quarantine);
    assertThat(Former.content(ec2.truth())).isEqualTo(Former.content(before));

    assertThat(reversal(restoring).desired().retirements()).isEmpty();
    assertThat(reversal(restoring).lost())
        .anyMatch(line -> line.contains(Ownership.RETIRED))
        .anyMatch(line -> line.contains("gave back stay"));

    before.putAll(ec2.truth());
    converge(both(Wanted.QUARANTINE));
    revert(converge(both(Wanted.DELETE)));
    assertThat(ec2.truth()).doesNotContainKeys(wizard, app);
    assertThat(ec2.truth().values())
        .allSatisfy(
            group -> {
              assertThat(group.description()).isEqualTo("by hand");
              assertThat(group.tags()).isEqualTo(Map.of("Name", group.name()));
              assertThat(group.rules()).isEmpty();
            })
        .hasSize(2);
  }

  private Plan revert(Plan plan) throws IOException {
    Reversal reversal = reversal(plan);
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, reversal.restoration(), log, clock);
    return converge(reversal.desired());
  }

  private Reversal reversal(Plan plan) throws IOException {
    AuditReader reader = new AuditReader();
    reader.read("test", new BufferedReader(new StringReader(String.join("\n", lines))));
    List<AuditedCall> calls =
        reader.calls().stream().filter(call -> call.isOf(plan.hash())).toList();
    return Reversal.of(
        plan.hash(), calls, VpcSnapshot.of(Docs.VPC, false, ec2.truth().values()), id -> false);
  }

  @Test
  void quarantineReadsUsesAfreshOnceForAllGroups() {
    ec2.forgetCalls();
    pass(both(Wanted.QUARANTINE), Guard.OPEN);
    assertThat(ec2.calls()).filteredOn(FakeEc2.USES.get(0)::equals).hasSize(2);
    Map<String, GroupUse> uses = ec2.uses(List.of(wizard));
    assertThat(uses.get(wizard).unused()).isTrue();
  }
}
