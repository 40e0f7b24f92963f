package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.io.BufferedReader;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules that the worker takes from groups that nobody declares. */
class RemediationTest {
  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final AuditLog log = new AuditLog(List.of((line, durable) -> lines.add(line)), clock);
  private final VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, log, clock);
  private final String group = ec2.createGroup(Docs.VPC, "all-in-one", "by hand", Map.of());
  private final LiveRule ssh = allow(22, "0.0.0.0/0", "for me");
  private final LiveRule rdp = allow(3389, "0.0.0.0/0", "");
  private final LiveRule web = allow(443, "0.0.0.0/0", "");

  RemediationTest() {
    clock.advance(Duration.ofMinutes(1));
    ec2.forgetCalls();
  }

  @AfterEach
  void close() {
    worker.close();
  }

  private LiveRule allow(int port, String cidr, String description) {
    return ec2.authorize(
            group,
            Direction.INGRESS,
            List.of(new Ec2.NewRule(Docs.in(port, cidr).permission(), description)),
            Map.of("rule", "r" + port))
        .get(0);
  }

  private DesiredVpc condemned(LiveRule... rules) {
    return Docs.vpc(List.of())
        .withRemediations(
            List.of(
                Remediation.of(
                    group,
                    List.of(rules).stream()
                        .map(rule -> new Condemned(rule, List.of("admin", "world"), ""))
                        .toList())));
  }

  /** As many as make sure that no wait is left but for what the guard or EC2 says. */
  private Pass passes(DesiredVpc desired, Guard guard) {
    Pass last = null;
    for (int i = 0; i < 8; i++) {
      last = worker.apply(desired, Consent.UNLIMITED, guard);
      clock.advance(Duration.ofSeconds(20));
    }
    return last;
  }

  private Map<String, LiveRule> live() {
    Map<String, LiveRule> rules = new TreeMap<>();
    ec2.truth().get(group).rules().forEach(rule -> rules.put(rule.ruleId(), rule));
    return rules;
  }

  private Set<String> ids(LiveRule... rules) {
    Set<String> ids =
        ec2.truth().get(group).rules().stream()
            .filter(rule -> rule.direction() == Direction.EGRESS)
            .map(LiveRule::ruleId)
            .collect(Collectors.toSet());
    List.of(rules).forEach(rule -> ids.add(rule.ruleId()));
    return ids;
  }

  /** Allows all, but for what a test says of remediation. */
  private static Guard guard(BooleanSupplier mayRemediate) {
    return new Guard() {
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
        throw new AssertionError(name + " is not retired");
      }

      @Override
      public boolean mayRemediate() {
        return mayRemediate.getAsBoolean();
      }

      @Override
      public boolean reserve(Set<String> groupIds) {
        throw new AssertionError("nothing is deleted");
      }

      @Override
      public Optional<Consent> approve(Plan plan) {
        return Optional.empty();
      }
    };
  }

  @Test
  void takesWhatIsCondemnedInOneCallAndWritesDownHowToPutItBack() throws Exception {
    passes(condemned(ssh, rdp), guard(() -> true));

    assertThat(live().keySet()).isEqualTo(ids(web));
    assertThat(ec2.mutations()).containsExactly("RevokeSecurityGroupIngress");
    AuditReader reader = new AuditReader();
    reader.read("test", new BufferedReader(new StringReader(String.join("\n", lines))));
    assertThat(reader.calls()).hasSize(1);
    AuditedCall call = reader.calls().get(0);
    assertThat(call.context().guardrails()).containsExactly("admin", "world");
    assertThat(call.before().rules())
        .map(rule -> rule.withSettled(true))
        .containsExactlyInAnyOrder(ssh.withSettled(true), rdp.withSettled(true));
    assertThat(call.before().rules())
        .extracting(LiveRule::tags)
        .containsExactlyInAnyOrder(Map.of("rule", "r22"), Map.of("rule", "r3389"));
    assertThat(call.end()).isPresent();
  }

  @Test
  void asksTheManagedVpcRightBefore() {
    passes(condemned(ssh), guard(() -> false));
    assertThat(ec2.mutations()).isEmpty();
    passes(condemned(ssh), guard(() -> true));
    assertThat(live().keySet()).isEqualTo(ids(rdp, web));
  }

  @Test
  void aRuleThatBecomesAnotherRightBeforeStays() {
    Guard quick =
        guard(
            () -> {
              ec2.outsider(
                  group,
                  g ->
                      g.withRules(
                          g.rules().stream()
                              .map(
                                  rule ->
                                      rule.ruleId().equals(ssh.ruleId())
                                          ? rule.withPermission(
                                              Docs.in(22, "10.8.0.0/16").permission())
                                          : rule)
                              .toList(),
                          true));
              return true;
            });

    Pass last = passes(condemned(ssh), quick);

    assertThat(live()).containsKey(ssh.ruleId());
    assertThat(ec2.mutations()).isEmpty();
    assertThat(last.plan().remediations().get(0).changed()).containsExactly(ssh.ruleId());
  }

  @Test
  void aGroupThatBecomesSomebodyElsesRightBeforeIsLeftAlone() {
    Guard quick =
        guard(
            () -> {
              ec2.outsider(group, g -> g.withTags(Map.of("aws:cloudformation:stack-name", "s")));
              return true;
            });

    passes(condemned(ssh), quick);

    assertThat(live()).containsKey(ssh.ruleId());
    assertThat(ec2.mutations()).isEmpty();
  }

  @Test
  void aRefusalByIamIsTold() {
    ec2.deny("RevokeSecurityGroupIngress");
    worker.apply(condemned(ssh), Consent.UNLIMITED, guard(() -> true));
    clock.advance(Duration.ofMinutes(1));

    Pass pass = worker.apply(condemned(ssh), Consent.UNLIMITED, guard(() -> true));

    assertThat(pass.results()).extracting(StepResult::outcome).containsExactly(Outcome.FAILED);
    assertThat(pass.results().get(0).error().code()).contains("Unauthorized");
    assertThat(live()).containsKey(ssh.ruleId());
  }

  @Test
  void theFirstLookTakesNothingSinceOthersMayHaveWrittenBefore() {
    ec2.lag(Duration.ofSeconds(30));
    ec2.outsider(
        group,
        g ->
            g.withRules(
                g.rules().stream().filter(r -> !r.ruleId().equals(ssh.ruleId())).toList(), true));
    assertThat(worker.apply(condemned(ssh), Consent.UNLIMITED, guard(() -> true)).results())
        .extracting(StepResult::outcome)
        .containsExactly(Outcome.WAITING);
  }
}
