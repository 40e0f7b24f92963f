package dev.rolegate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.RemediatedRule;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.e2e.House;
import dev.rolegate.e2e.Scene;
import dev.rolegate.execute.audit.AuditOutcome;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the operator while it removes rules that nobody documented: once it is written
 * since when they are condemned, and then amid three calls at once, one before its effect, one
 * after it, and one that was answered and that the status does not tell yet.
 */
@Tag("process")
@RealApiServer
class RemediationKillTest {
  /** Ample for killing after the rows are seen; the next operator takes most of it to start. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final String REVOKE = "RevokeSecurityGroupIngress";
  private static final RuleKey SSH =
      new RuleKey(false, "tcp", 22, 22, new Target.Ipv4("0.0.0.0/0"));
  private static final Map<String, String> TAGS = Map.of("Ticket", "OPS-1");

  @TempDir Path folder;
  private Path audit;
  private Ground ground;
  private Scene scene;
  private House house;
  private final Map<String, List<Rule>> before = new TreeMap<>();

  @BeforeEach
  void open() {
    audit = folder.resolve("audit.jsonl");
    ground = new Ground("remediation-kill");
    scene = ground.scene();
    house = new House(scene);
    ground
        .operators()
        .alone()
        .with("ROLEGATE_AUDIT_FILE", audit.toString())
        .with("ROLEGATE_PASS_LIMIT", "1m");
  }

  @AfterEach
  void close() {
    house.close();
    ground.close();
  }

  @Test
  void takesExactlyWhatIsCondemnedLosesNoTimeAndTellsTheTruthWhereverItWasKilled() {
    Stream.of("all-1", "all-2", "all-3").forEach(this::group);
    house.guardrail(
        scene.vpc() + "-closed",
        "Remove",
        "Unmanaged",
        "!rule.fromWorld([22])",
        "\"it is open to the world\"");
    long mark = scene.cloud().mark();

    var first = ground.operators().start();
    scene.manage(
        "Enforce",
        "1s",
        Map.of(
            "unmanaged",
            "{action: Remediate, gracePeriod: %ds, match: {names: [\"all-*\"]}}"
                .formatted(GRACE.toSeconds())));
    await().atMost(Scene.PATIENCE).until(() -> rows().size() == before.size());
    first.kill();
    List<CondemnedRule> rows = rows();
    assertThat(rows)
        .extracting(CondemnedRule::ruleId)
        .containsExactlyInAnyOrderElementsOf(
            before.keySet().stream().map(this::condemned).toList());
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    List<Hold> holds =
        Stream.of(When.values()).map(when -> ground.hold(Hold.next(REVOKE, when))).toList();
    var second = ground.operators().start().awaitReady();
    ground.awaitHeld(holds);
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> removals().stream().anyMatch(c -> c.end().isPresent()));
    assertThat(rows()).as("the rows of the operator before").isEqualTo(rows);
    second.kill();
    assertThat(holds).as("calls under way at the kill").allMatch(hold -> hold.held().isPresent());
    ground.simulator().behaviour().endHolds(Hold.End.DROP);
    List<AuditedCall> calls = removals();
    final String answered = ruleOf(calls, call -> call.end().isPresent());
    final String withoutEffect = ruleOf(calls, call -> isLive(call.groupId()));
    final String unanswered =
        ruleOf(calls, call -> call.end().isEmpty() && !isLive(call.groupId()));
    assertThat(calls).hasSize(before.size()).allSatisfy(call -> assertIsDue(call, rows));
    assertThat(rows()).isEqualTo(rows);

    Hold again = ground.hold(Hold.next(REVOKE, When.BEFORE));
    ground.operators().start().awaitReady();
    ground.awaitHeld(List.of(again));
    assertThat(rows())
        .as("what is gone has no row any more, and what is left has its own")
        .isEqualTo(rows.stream().filter(row -> row.ruleId().equals(withoutEffect)).toList());
    assertThat(removals()).hasSize(before.size() + 1);
    again.release();
    await().atMost(Scene.PATIENCE).until(() -> rows().isEmpty());
    assertTold(withoutEffect);
    before.forEach((id, rules) -> assertThat(rules(id)).isEqualTo(without(rules)));
    assertThat(revoked(mark)).containsExactlyInAnyOrder(answered, withoutEffect, unanswered);

    assertComesBack(withoutEffect);
    assertComesBack(unanswered, "--although-unknown");
  }

  /** Open to the world for SSH, beside rules that are none of a guardrail's business. */
  private void group(String name) {
    var outsider = scene.outsider();
    String id = outsider.createGroup(scene.vpcId(), name, Map.of("team", "shop"));
    outsider.tag(outsider.open(id, 22, "0.0.0.0/0", "ssh for me"), TAGS);
    outsider.open(id, 443, "0.0.0.0/0", "https");
    outsider.open(id, 22, "10.8.0.0/16", "vpn");
    before.put(id, rules(id));
  }

  private List<Rule> rules(String groupId) {
    return List.copyOf(
        scene.cloud().now().find(SecurityGroup.class, groupId).orElseThrow().rules());
  }

  private static List<Rule> without(List<Rule> rules) {
    return rules.stream().filter(rule -> !rule.key().equals(SSH)).toList();
  }

  private static Optional<Rule> ssh(List<Rule> rules) {
    return rules.stream().filter(rule -> rule.key().equals(SSH)).findFirst();
  }

  private String condemned(String groupId) {
    return ssh(before.get(groupId)).orElseThrow().id();
  }

  private boolean isLive(String groupId) {
    return rules(groupId).equals(before.get(groupId));
  }

  private UnmanagedStatus unmanaged() {
    return Optional.ofNullable(scene.status().unmanaged()).orElse(UnmanagedStatus.NONE);
  }

  private List<CondemnedRule> rows() {
    return unmanaged().rules();
  }

  /** The removals that the audit log tells so far. */
  private List<AuditedCall> removals() {
    if (!Files.exists(audit)) {
      return List.of();
    }
    var reader = new AuditReader();
    try (var lines = Files.newBufferedReader(audit)) {
      reader.read("audit", lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.calls().stream().filter(call -> call.action().equals(REVOKE)).toList();
  }

  /** The rule that the one such call names. */
  private static String ruleOf(List<AuditedCall> calls, Predicate<AuditedCall> which) {
    assertThat(calls).filteredOn(which).hasSize(1);
    return calls.stream().filter(which).findFirst().orElseThrow().before().rules().get(0).ruleId();
  }

  /** It names the group's condemned rule, whole, and not before the row says so. */
  private void assertIsDue(AuditedCall call, List<CondemnedRule> rows) {
    assertThat(call.context().guardrails()).containsExactly(scene.vpc() + "-closed");
    assertThat(call.before().rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.ruleId()).isEqualTo(condemned(call.groupId()));
              assertThat(rule.description()).isEqualTo("ssh for me");
              assertThat(rule.tags()).isEqualTo(TAGS);
              var row = rows.stream().filter(r -> r.ruleId().equals(rule.ruleId())).findFirst();
              assertThat(call.time()).isAfterOrEqualTo(Instant.parse(row.orElseThrow().due()));
            });
    call.end().ifPresent(end -> assertThat(end.result()).isEqualTo(AuditOutcome.Result.OK));
  }

  /** Of what is gone the status tells only what it can know, and nothing waits. */
  private void assertTold(String removed) {
    scene.awaitVpc("Applied");
    // What a check condemned it counts, although it has removed it meanwhile.
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> assertThat(unmanaged().condemned()).isEqualTo(unmanaged().leftAlone()));
    assertThat(unmanaged().pending()).isZero();
    assertThat(unmanaged().removed()).extracting(RemediatedRule::ruleId).containsExactly(removed);
  }

  /** The rules that the operators' calls took; they made no other changing call. */
  private List<String> revoked(long mark) {
    assertThat(scene.cloud().mutatingSince(mark)).containsOnly(REVOKE);
    return scene.cloud().since(mark).stream()
        .filter(CallRecord::changedSomething)
        .map(call -> call.params().get("SecurityGroupRuleId.1"))
        .toList();
  }

  /** As it was, but for its id, beside its neighbours. */
  private void assertComesBack(String ruleId, String... more) {
    String groupId =
        before.keySet().stream().filter(id -> condemned(id).equals(ruleId)).findFirst().get();
    Rule was = ssh(before.get(groupId)).orElseThrow();
    var command =
        Stream.concat(
            Stream.of(
                ("restore --apply --yes --until 1h --reason probe --accepted-by security --rule "
                        + ruleId
                        + " --audit-log "
                        + audit)
                    .split(" ")),
            Stream.of(more));
    var restored = ground.operators().run(command.toArray(String[]::new));
    assertThat(restored.code()).as(restored.output()).isZero();
    Rule back = ssh(rules(groupId)).orElseThrow();
    assertThat(back.id()).isNotEqualTo(ruleId);
    assertThat(back.description()).isEqualTo(was.description());
    assertThat(back.tags()).isEqualTo(was.tags());
    assertThat(without(rules(groupId))).isEqualTo(without(before.get(groupId)));
  }
}
