package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditOutcome;
import dev.rolegate.execute.audit.AuditState;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The revert command as far as no cluster is needed. */
class RevertCommandTest extends OnSimulator {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String SINCE = "fedcba9876543210".repeat(4);

  private final List<String> lines = new ArrayList<>();
  private final AuditLog log =
      new AuditLog(
          List.of((line, durable) -> lines.add(line)),
          InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
  private String vpcId;

  @BeforeEach
  void lookUpTheVpc() throws IOException {
    vpcId = SimulatorCall.defaultVpc(simulator.endpoint(), "eu-west-1");
  }

  /** The lines of a plan that deleted a group. */
  private void deletion(String vpc) {
    Step.Target target = new Step.Target(new GroupKey("shop", "web"), "sg-0a1b2c3d4e5f60100");
    AuditContext context =
        new AuditContext(
            "test",
            vpc,
            vpcId,
            "eu-west-1",
            "",
            HASH,
            SINCE,
            1,
            List.of(target),
            "gone",
            List.of());
    Group group =
        new Group(
            target.groupId(),
            "shop/web",
            "Rolegate shop/web",
            vpcId,
            "",
            dev.rolegate.model.Ownership.groupTags("test", vpc, target.key(), "web", "why", "who"),
            List.of(),
            true);
    var call =
        log.begin(
            context,
            "DeleteSecurityGroup",
            target.groupId(),
            AuditState.of(group),
            AuditState.NOTHING);
    log.end(call, AuditOutcome.ok("request-1", AuditState.NOTHING));
  }

  private CliRun revert(String hash, String... more) throws IOException {
    Path file = Files.write(folder.resolve("audit.jsonl"), lines);
    var all = new ArrayList<>(List.of("revert", "--plan", hash, "--audit-log", file.toString()));
    all.addAll(List.of(more));
    return CliRun.of(
        (vpc, cluster, external, desired) -> {
          throw new AssertionError("no plan was asked for");
        },
        all.toArray(String[]::new));
  }

  @Test
  void what_a_plan_deleted_is_shown_as_to_be_made_again_and_nothing_is_changed()
      throws IOException {
    deletion("prod");
    simulator.calls().clear();
    var run = revert(SINCE.substring(0, 8));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .startsWith("Undoes plan fedcba987654: 1 call from 2026-03-01T12:00:00Z")
        .contains("create group shop/web: revert of plan fedcba987654")
        .contains("Does not come back:")
        .contains("shop/web (sg-0a1b2c3d4e5f60100): it comes back under a new id");
    assertThat(simulator.calls().all()).noneMatch(call -> call.mutating());

    var json = revert(HASH, "--output", "json");
    assertThat(json.out()).contains("\"undoes\"", "\"action\" : \"Create\"", "\"lost\"");
  }

  @Test
  void an_unknown_hash_is_answered_with_the_hashes_that_there_are() throws IOException {
    deletion("prod");
    var run = revert("00000000");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("has no call of plan 00000000")
        .contains(SINCE + "  2026-03-01T12:00:00Z  prod  1 call");
    assertThat(revert("0123").err()).contains("at least its first 8 characters");
    lines.clear();
    assertThat(revert(HASH).err()).contains("it has no audit lines at all");
  }

  @Test
  void a_plan_of_several_places_has_to_be_told_apart() throws IOException {
    deletion("prod");
    deletion("stage");
    assertThat(revert(HASH).err()).contains("choose one with --vpc", "prod", "stage");
    assertThat(revert(HASH, "--vpc", "stage").code()).isEqualTo(2);
  }

  @Test
  void to_apply_it_takes_consent_the_cluster_and_its_id() throws IOException {
    deletion("prod");
    assertThat(revert(HASH, "--apply", "--cluster-id", "test").err())
        .contains("--apply cannot ask without a terminal");
    assertThat(revert(HASH, "--apply", "--yes", "--cluster-id", "other").err())
        .contains("the audit lines are of cluster test, and --cluster-id says other");
    assertThat(
            revert(
                    HASH,
                    "--apply",
                    "--yes",
                    "--cluster-id",
                    "test",
                    "--kubeconfig",
                    folder.resolve("none").toString())
                .err())
        .contains("there is no kubeconfig file");
  }
}
