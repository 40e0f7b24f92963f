package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditOutcome.Result;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit log says of the calls of a worker. */
class AuditTest {
  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private String full = "";
  private final AuditLog log =
      new AuditLog(
          List.of(
              (line, durable) -> {
                if (!full.isEmpty()) {
                  throw new IOException(full);
                }
                assertThat(durable).isEqualTo(line.contains("\"phase\":\"begin\""));
                lines.add(line);
              }),
          clock);
  private VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, log, clock);

  @AfterEach
  void close() {
    worker.close();
  }

  private List<Pass> converge(DesiredVpc desired) {
    List<Pass> passes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      passes.add(pass);
      if (pass.again().isEmpty()) {
        return passes;
      }
      clock.advance(pass.again().get());
    }
    throw new AssertionError("no end after 100 passes");
  }

  private List<AuditedCall> calls() {
    AuditReader reader = new AuditReader();
    try {
      reader.read("test", new BufferedReader(new StringReader(String.join("\n", lines))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(reader.problems()).isEmpty();
    return reader.calls();
  }

  private List<AuditedCall> calls(String action) {
    return calls().stream().filter(call -> call.action().equals(action)).toList();
  }

  private AuditedCall call(String action) {
    assertThat(calls(action)).hasSize(1);
    return calls(action).get(0);
  }

  private static List<String> content(List<LiveRule> rules) {
    return rules.stream().map(rule -> rule.permission() + " " + rule.description()).toList();
  }

  @Test
  void eachCallThatChangesEc2HasItsTwoLinesAndReadsHaveNone() {
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8"), Docs.out(443, "10.0.0.0/8"))));

    assertThat(calls())
        .extracting(AuditedCall::action)
        .containsExactlyInAnyOrderElementsOf(ec2.mutations())
        .hasSize(4);
    assertThat(lines).hasSize(8);
    assertThat(calls()).allMatch(call -> call.end().orElseThrow().result() == Result.OK);
    assertThat(calls()).allMatch(call -> call.end().get().requestId().startsWith("request-"));
    assertThat(calls()).extracting(AuditedCall::id).doesNotHaveDuplicates();
    String id = ec2.named("shop/web").groupId();
    AuditedCall create = call("CreateSecurityGroup");
    assertThat(create.before().isNothing()).isTrue();
    assertThat(create.after().group().name()).isEqualTo("shop/web");
    assertThat(create.after().group().description()).isEqualTo("Rolegate shop/web");
    assertThat(create.after().group().tags()).containsEntry("rolegate.dev/name", "web");
    assertThat(create.end().get().created().group().groupId()).isEqualTo(id);
    AuditedCall authorize = call("AuthorizeSecurityGroupIngress");
    assertThat(authorize.groupId()).isEqualTo(id);
    assertThat(authorize.context().groups().get(0).key()).isEqualTo(Docs.key("web"));
    assertThat(authorize.context().why()).isEqualTo("documented, and missing");
    assertThat(authorize.context().cluster()).isEqualTo("test");
    assertThat(authorize.context().vpc()).isEqualTo("prod");
    assertThat(authorize.context().vpcId()).isEqualTo(Docs.VPC);
    assertThat(authorize.context().region()).isEqualTo("eu-west-1");
    assertThat(content(authorize.after().rules())).containsExactly("tcp 80 10.0.0.0/8 p80: why");
    assertThat(authorize.end().get().created().rules().get(0).ruleId()).startsWith("sgr-");
    assertThat(content(call("RevokeSecurityGroupEgress").before().rules()))
        .containsExactly("all 0.0.0.0/0 ");
  }

  @Test
  void whatIsChangedOrTakenAwayIsToldAsItWas() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8")));
    converge(desired);
    String id = ec2.named("shop/web").groupId();
    Map<String, String> theirs = Map.of("ticket", "42");
    LiveRule rule =
        ec2.authorize(
                id,
                Direction.INGRESS,
                List.of(new Ec2.NewRule(Docs.in(22, "0.0.0.0/0").permission(), "debugging")),
                theirs)
            .get(0);
    ec2.outsider(
        id,
        group ->
            group
                .withTags(with(group, "rolegate.dev/owner", "nobody"))
                .withRules(
                    group.rules().stream()
                        .map(r -> r.equals(rule) ? r : r.withDescription("edited"))
                        .toList(),
                    true));
    clock.advance(Duration.ofMinutes(1));
    lines.clear();

    converge(desired);

    AuditedCall revoke = call("RevokeSecurityGroupIngress");
    assertThat(revoke.before().rules()).hasSize(1);
    assertThat(revoke.before().rules().get(0).ruleId()).isEqualTo(rule.ruleId());
    assertThat(revoke.before().rules().get(0).tags()).isEqualTo(theirs);
    assertThat(content(revoke.before().rules())).containsExactly("tcp 22 0.0.0.0/0 debugging");
    AuditedCall describe = call("UpdateSecurityGroupRuleDescriptionsIngress");
    assertThat(content(describe.before().rules())).containsExactly("tcp 80 10.0.0.0/8 edited");
    assertThat(content(describe.after().rules())).containsExactly("tcp 80 10.0.0.0/8 p80: why");
    AuditedCall tag = call("CreateTags");
    assertThat(tag.before().tags()).isEqualTo(Map.of(id, Map.of("rolegate.dev/owner", "nobody")));
    assertThat(tag.after().tags()).isEqualTo(Map.of(id, Map.of("rolegate.dev/owner", "who")));

    lines.clear();
    converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16"))));
    AuditedCall modify = call("ModifySecurityGroupRules");
    assertThat(content(modify.before().rules())).containsExactly("tcp 80 10.0.0.0/8 p80: why");
    assertThat(content(modify.after().rules())).containsExactly("tcp 80 10.0.0.0/16 p80: why");

    lines.clear();
    converge(Docs.vpc(Docs.group("web", Intent.ABSENT)));
    AuditedCall delete = call("DeleteSecurityGroup");
    assertThat(delete.before().group().name()).isEqualTo("shop/web");
    assertThat(delete.before().group().tags()).containsEntry("rolegate.dev/owner", "who");
    assertThat(content(call("RevokeSecurityGroupIngress").before().rules()))
        .containsExactly("tcp 80 10.0.0.0/16 p80: why");
  }

  private static Map<String, String> with(Group group, String key, String value) {
    Map<String, String> tags = new java.util.TreeMap<>(group.tags());
    tags.put(key, value);
    return tags;
  }

  @Test
  void refusalsLostAnswersAndRepeatsEachHaveLinesOfTheirOwn() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8")));
    ec2.next("CreateSecurityGroup", Fate.DENIED);
    ec2.next("AuthorizeSecurityGroupIngress", Fate.LOST_AFTER);

    converge(desired);

    assertThat(calls("CreateSecurityGroup"))
        .extracting(call -> call.end().orElseThrow().result())
        .containsExactly(Result.FAILED, Result.OK);
    assertThat(calls("CreateSecurityGroup").get(0).end().get().code())
        .isEqualTo("UnauthorizedOperation");
    assertThat(calls("CreateSecurityGroup").get(0).isWithoutEffect()).isTrue();
    AuditedCall lost = calls("AuthorizeSecurityGroupIngress").get(0);
    assertThat(lost.end().orElseThrow().result()).isEqualTo(Result.UNKNOWN);
    assertThat(lost.isUncertain()).isTrue();
  }

  @Test
  void withoutItsLineNoCallIsMadeAndTheStepSaysWhy() {
    DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/8")));
    full = "audit file /audit/log: No space left on device";

    Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);

    assertThat(ec2.mutations()).isEmpty();
    StepResult first = pass.results().get(0);
    assertThat(first.outcome()).isEqualTo(Outcome.DEFERRED);
    assertThat(first.error().kind()).isEqualTo(Ec2Exception.Kind.UNAUDITED);
    assertThat(first.error())
        .hasMessageContaining("CreateSecurityGroup was not sent")
        .hasMessageContaining("No space left on device");
    assertThat(pass.again()).contains(Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(5));
    full = "";
    converge(desired);
    assertThat(ec2.mutations()).hasSize(3);
    assertThat(lines).hasSize(6);
  }

  @Test
  void aCallThatTheGuardRefusesAfterItsLineEndsAsNotSent() {
    Guard late =
        new Guard() {
          @Override
          public boolean mayMutate() {
            return false;
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
        };

    worker.apply(Docs.vpc(Docs.group("web")), Consent.UNLIMITED, late);

    assertThat(ec2.mutations()).isEmpty();
    assertThat(call("CreateSecurityGroup").end().orElseThrow().code()).isEqualTo("NotSent");
    assertThat(call("CreateSecurityGroup").isWithoutEffect()).isTrue();
  }

  @Test
  void workOfSeveralPassesCarriesTheHashThatWasSeenFirst() {
    DesiredVpc desired =
        Docs.vpc(
            Docs.group("web", Docs.inFrom(80, "lb"), Docs.out(443, "10.0.0.0/8")),
            Docs.group("lb", Docs.in(443, "0.0.0.0/0")));
    Plan shown = worker.plan(desired, Consent.UNLIMITED);
    ec2.next("AuthorizeSecurityGroupIngress", Fate.NO_TOKEN);
    ec2.next("CreateSecurityGroup", Fate.LOST_AFTER);

    List<Pass> passes = converge(desired);

    assertThat(passes).extracting(pass -> pass.plan().hash()).hasSizeGreaterThan(2);
    assertThat(calls()).extracting(call -> call.context().since()).containsOnly(shown.hash());
    assertThat(calls().stream().map(call -> call.context().plan()).collect(Collectors.toSet()))
        .hasSizeGreaterThan(1);
    assertThat(calls()).allMatch(call -> call.isOf(shown.hash().substring(0, 8)));

    lines.clear();
    Plan next = worker.plan(Docs.vpc(Docs.group("web"), Docs.group("lb")), Consent.UNLIMITED);
    converge(Docs.vpc(Docs.group("web"), Docs.group("lb")));
    assertThat(calls()).extracting(call -> call.context().since()).containsOnly(next.hash());
  }

  @Test
  void workIsOfThePlanThatWasShownLastBeforeItBegan() {
    DesiredGroup web = Docs.group("web", Docs.in(80, "10.0.0.0/8"));
    Plan half = worker.plan(Docs.vpc(web), Consent.UNLIMITED);
    DesiredVpc desired = Docs.vpc(web, Docs.group("db"));
    clock.advance(Duration.ofMinutes(5));
    Plan whole = worker.plan(desired, Consent.UNLIMITED);

    converge(desired);

    assertThat(half.hash()).isNotEqualTo(whole.hash());
    assertThat(calls()).extracting(call -> call.context().since()).containsOnly(whole.hash());
  }

  @Test
  void workThatComesInBetweenHasItsOwnHash() {
    DesiredRule open = Docs.in(80, "10.0.0.0/8");
    Plan first = worker.plan(Docs.vpc(Docs.group("web", open)), Consent.UNLIMITED);
    ec2.deny("AuthorizeSecurityGroupIngress");
    worker.apply(Docs.vpc(Docs.group("web", open)), Consent.UNLIMITED, Guard.OPEN);
    DesiredVpc more = Docs.vpc(Docs.group("web", open), Docs.group("db"));
    ec2.allowAll();
    clock.advance(Duration.ofMinutes(5));
    Plan second = worker.plan(more, Consent.UNLIMITED);

    converge(more);

    for (AuditedCall call : calls()) {
      DesiredGroup web = more.groups().get(1);
      boolean old = call.context().groups().get(0).key().equals(web.key());
      assertThat(call.context().since()).isEqualTo(old ? first.hash() : second.hash());
    }
    assertThat(calls("CreateSecurityGroup")).hasSize(2);
  }
}
