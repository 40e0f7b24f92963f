package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.FakeEc2.Fate;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.execute.revert.Reversal;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.model.VpcSnapshot;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans that undo plans, on a fake, from the audit log that the first plan left. */
class RevertTest {
  private static final DesiredVpc START =
      Docs.vpc(
          Docs.group("web", Docs.in(80, "10.0.0.0/8"), Docs.in(443, "10.0.0.0/8")),
          Docs.group("db", Docs.inFrom(3306, "web"), Docs.out(443, "10.0.0.0/8")),
          Docs.group("old", Docs.in(25, "10.0.0.0/8"), Docs.out(25, "10.0.0.0/8")));

  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final AuditLog log = new AuditLog(List.of((line, durable) -> lines.add(line)), clock);
  private VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, log, clock);

  @AfterEach
  void close() {
    worker.close();
  }

  /** Gives the plan that the first pass began with. */
  private Plan converge(DesiredVpc desired) {
    Plan first = null;
    Pass pass = null;
    for (int i = 0; i < 100; i++) {
      pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      first = first == null ? pass.plan() : first;
      if (pass.again().isEmpty()) {
        clock.advance(Duration.ofMinutes(1));
        return first;
      }
      clock.advance(pass.again().get());
    }
    throw new AssertionError("no end after 100 passes: " + pass.results());
  }

  private Reversal reversal(String hash) {
    AuditReader reader = new AuditReader();
    try {
      reader.read("test", new BufferedReader(new StringReader(String.join("\n", lines))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<AuditedCall> calls = reader.calls().stream().filter(call -> call.isOf(hash)).toList();
    assertThat(calls).isNotEmpty();
    VpcSnapshot live = VpcSnapshot.of(Docs.VPC, false, ec2.truth().values());
    return Reversal.of(hash, calls, live, id -> false);
  }

  private Reversal revert(String hash) {
    Reversal reversal = reversal(hash);
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, reversal.restoration(), log, clock);
    converge(reversal.desired());
    assertThat(worker.plan(reversal.desired(), reversal.consent()).steps()).isEmpty();
    return reversal;
  }

  /** Every group by name, with its tags, and its rules with descriptions and tags; ids by name. */
  private Map<String, Set<String>> state() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Group group : ec2.truth().values()) {
      Set<String> content = new TreeSet<>();
      content.add(group.description() + new TreeMap<>(group.tags()));
      group.rules().forEach(rule -> content.add(text(rule)));
      all.put(group.name(), content);
    }
    return all;
  }

  private String text(LiveRule rule) {
    Permission permission = rule.permission();
    String peer =
        permission.peer() instanceof Peer.Group group
            ? ec2.truth().get(group.groupId()).name()
            : permission.peer().toString();
    return "%s %s %s %s %s %s"
        .formatted(
            rule.direction(),
            permission.protocol(),
            permission.ports(),
            peer,
            rule.description(),
            new TreeMap<>(rule.tags()));
  }

  private LiveRule open(String group, int port, String cidr, Map<String, String> tags) {
    return ec2.authorize(
            ec2.named(group).groupId(),
            Direction.INGRESS,
            List.of(new Ec2.NewRule(Docs.in(port, cidr).permission(), "theirs " + port)),
            tags)
        .get(0);
  }

  private void drift() {
    open("shop/web", 22, "0.0.0.0/0", Map.of("ticket", "42"));
    open("shop/web", 8080, "192.0.2.0/24", Map.of());
    open("shop/old", 26, "192.0.2.0/24", Map.of());
    ec2.outsider(
        ec2.named("shop/db").groupId(),
        group -> {
          Map<String, String> tags = new TreeMap<>(group.tags());
          tags.put("rolegate.dev/owner", "nobody");
          return group
              .withTags(tags)
              .withRules(
                  group.rules().stream().map(rule -> rule.withDescription("edited")).toList(),
                  true);
        });
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void everyKindOfStepIsUndoneRuleForRule() {
    converge(START);
    drift();
    Map<String, Set<String>> before = state();
    String web = ec2.named("shop/web").groupId();
    String old = ec2.named("shop/old").groupId();
    lines.clear();
    Plan plan =
        converge(
            Docs.vpc(
                Docs.group("web", Docs.in(80, "10.0.0.0/16"), Docs.inFrom(9000, "new")),
                Docs.group("db", Docs.inFrom(3306, "web"), Docs.inFrom(3306, "new")),
                Docs.group("old", Intent.ABSENT),
                Docs.group("new", Docs.in(1, "10.0.0.0/8"))));
    assertThat(state()).isNotEqualTo(before).doesNotContainKey("shop/old");

    Reversal reversal = revert(plan.hash());

    assertThat(state()).isEqualTo(before);
    assertThat(ec2.named("shop/web").groupId()).isEqualTo(web);
    assertThat(ec2.named("shop/old").groupId()).isNotEqualTo(old);
    assertThat(reversal.differing()).isEmpty();
    assertThat(reversal.lost())
        .anyMatch(line -> line.contains("shop/old (" + old + "): it comes back under a new id"))
        .anyMatch(line -> line.contains("new sgr- ids"))
        .anyMatch(line -> line.contains("connections"));
    assertThat(lines).last().asString().contains("\"outcome\":\"ok\"");
    assertThat(lines)
        .filteredOn(line -> line.contains("\"why\":\"revert of plan"))
        .isNotEmpty()
        .allMatch(line -> line.contains(plan.hash().substring(0, 12)));
  }

  @Test
  void aRevertIsAPlanThatCanBeReverted() {
    converge(START);
    Map<String, Set<String>> first = state();
    Plan plan = converge(Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16"))));
    Map<String, Set<String>> second = state();

    Reversal reversal = reversal(plan.hash());
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, reversal.restoration(), log, clock);
    Plan back = converge(reversal.desired());
    assertThat(state()).isEqualTo(first);

    revert(back.hash());
    assertThat(state()).isEqualTo(second);
  }

  @Test
  void whatOthersChangedSinceStaysAndIsTold() {
    converge(START);
    LiveRule theirs = open("shop/web", 22, "0.0.0.0/0", Map.of());
    Plan plan =
        converge(
            Docs.vpc(
                Docs.group("web", Docs.in(80, "10.0.0.0/16"), Docs.in(443, "10.0.0.0/8")),
                Docs.group("db", Docs.in(5432, "10.0.0.0/8")),
                Docs.group("old", Docs.in(25, "10.0.0.0/8"), Docs.out(25, "10.0.0.0/8"))));
    LiveRule again = open("shop/web", 22, "0.0.0.0/0", Map.of());
    String db = ec2.named("shop/db").groupId();
    ec2.outsider(db, group -> group.withRules(List.of(), true));
    clock.advance(Duration.ofMinutes(1));

    Reversal reversal = revert(plan.hash());

    assertThat(reversal.differing())
        .anyMatch(line -> line.contains("tcp 22 0.0.0.0/0") && line.contains("is there again"))
        .anyMatch(line -> line.contains("tcp 5432") && line.contains("is gone already"));
    assertThat(ec2.named("shop/web").rules())
        .extracting(LiveRule::ruleId)
        .contains(again.ruleId())
        .doesNotContain(theirs.ruleId());
    assertThat(state().get("shop/web"))
        .anyMatch(rule -> rule.contains("10.0.0.0/8 p80: why"))
        .noneMatch(rule -> rule.contains("10.0.0.0/16"));
  }

  @Test
  void aGroupInUseStaysWithItsRules() {
    converge(Docs.vpc(Docs.group("web")));
    Plan plan = converge(Docs.vpc(Docs.group("web"), Docs.group("new", Docs.in(1, "10.0.0.0/8"))));
    Map<String, Set<String>> with = state();
    ec2.hold(ec2.named("shop/new").groupId(), "interface eni-1 (in use by i-1)");

    Reversal reversal = reversal(plan.hash());
    worker.close();
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, reversal.restoration(), log, clock);
    converge(reversal.desired());

    assertThat(state()).isEqualTo(with);
    assertThat(worker.plan(reversal.desired(), reversal.consent()).verdicts())
        .anyMatch(
            verdict ->
                verdict.problem() == Plan.Problem.DELETION_BLOCKED
                    && verdict.problemDetail().toString().contains("eni-1"));
  }

  @Test
  void callsWithoutAKnownEndAreJudgedByWhatEc2Holds() {
    converge(START);
    Map<String, Set<String>> before = state();
    ec2.next("CreateSecurityGroup", Fate.LOST_AFTER);
    ec2.next("AuthorizeSecurityGroupIngress", Fate.LOST_AFTER);
    Plan plan =
        converge(
            Docs.vpc(
                Docs.group("web", Docs.in(80, "10.0.0.0/8"), Docs.in(443, "10.0.0.0/8")),
                Docs.group("db", Docs.inFrom(3306, "web"), Docs.out(443, "10.0.0.0/8")),
                Docs.group("old", Docs.in(25, "10.0.0.0/8"), Docs.out(25, "10.0.0.0/8")),
                Docs.group("new", Docs.in(1, "10.0.0.0/8"))));
    lines.removeIf(
        line -> line.contains("\"phase\":\"end\"") && line.contains("RevokeSecurityGroupEgress"));

    Reversal reversal = revert(plan.hash());

    assertThat(state()).isEqualTo(before);
    assertThat(reversal.differing())
        .anyMatch(line -> line.contains("CreateSecurityGroup") && line.contains("no known end"));
  }

  @Test
  void aRuleWhosePeerIsGoneDoesNotComeBackAndTheOthersDo() {
    converge(START);
    Plan plan =
        converge(Docs.vpc(Docs.group("db", Docs.out(443, "10.0.0.0/9")), Docs.group("web")));
    ec2.deleteGroup(ec2.named("shop/web").groupId());

    Reversal reversal = revert(plan.hash());

    assertThat(reversal.lost())
        .anyMatch(line -> line.contains("tcp 3306") && line.contains("its peer does not exist"));
    assertThat(reversal.differing()).anyMatch(line -> line.contains("shop/web"));
    assertThat(state().get("shop/db"))
        .anyMatch(rule -> rule.contains("10.0.0.0/8 p443: why"))
        .noneMatch(rule -> rule.contains("3306"));
  }

  @Test
  void theFirstCharactersOfAHashWillDo() {
    converge(START);
    Plan plan = converge(Docs.vpc(Docs.group("web")));
    assertThat(reversal(plan.hash().substring(0, 8)).desired().groups())
        .extracting(group -> group.key().name())
        .contains("web");
  }

  @Test
  void rulesThatRemediationTookComeBackAndNothingElseOfTheirGroupChanges() {
    String group = ec2.createGroup(Docs.VPC, "all-in-one", "by hand", Map.of("team", "shop"));
    List<LiveRule> rules =
        ec2.authorize(
            group,
            Direction.INGRESS,
            List.of(
                new Ec2.NewRule(Docs.in(22, "0.0.0.0/0").permission(), "for me"),
                new Ec2.NewRule(Docs.in(443, "0.0.0.0/0").permission(), "the shop")),
            Map.of("why", "nobody knows"));
    clock.advance(Duration.ofMinutes(1));
    LiveRule ssh =
        rules.stream()
            .filter(rule -> rule.description().equals("for me"))
            .findFirst()
            .orElseThrow();
    var before = state();
    Plan plan =
        converge(
            Docs.vpc(List.of())
                .withRemediations(
                    List.of(
                        Remediation.of(group, List.of(new Condemned(ssh, List.of("world"), ""))))));
    assertThat(state()).isNotEqualTo(before);

    Reversal reversal = revert(plan.hash());

    assertThat(state()).isEqualTo(before);
    assertThat(reversal.differing()).isEmpty();
  }
}
