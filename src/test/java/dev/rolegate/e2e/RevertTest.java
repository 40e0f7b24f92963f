package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.cli.Cli;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.RealApiServer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code rolegate revert} on the operator's own audit file. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = @ResourceArg(name = "rolegate.audit.file", value = RevertTest.AUDIT))
class RevertTest extends OnScene {
  static final String AUDIT = "target/e2e-audit.jsonl";

  private static final RoleDoc WEB =
      RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16")).out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB = RoleDoc.of("db").in(entry("mysql", 3306, "web"));
  private static final RoleDoc OLD = RoleDoc.of("old").in(entry("ftp", 21, "10.1.0.0/16"));
  private static final RoleDoc CACHE = RoleDoc.of("cache").in(entry("redis", 6379, "web"));

  /** As the operator's own settings in these tests: the simulator's reads do not lag. */
  private static final WorkerSettings QUICK =
      new WorkerSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          WorkerSettings.DEFAULTS.passLimit(),
          WorkerSettings.DEFAULTS.parallel(),
          WorkerSettings.DEFAULTS.rulesPerGroup());

  private record Run(int exit, String out, String err) {}

  @BeforeEach
  void declare() {
    scene.declare(WEB, DB, OLD);
  }

  private Run revert(String hash, String... more) {
    String[] fixed = {"revert", "--plan", hash, "--audit-log", AUDIT, "--vpc", scene.vpc()};
    PrintStream err = System.err;
    var printed = new ByteArrayOutputStream();
    var told = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
      var cli = Cli.standard(QUICK);
      cli.printTo(printed);
      int exit =
          cli.execute(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
      return new Run(
          exit, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(err);
    }
  }

  private Run apply(String hash) {
    return revert(
        hash,
        "--apply",
        "--yes",
        "--cluster-id",
        "test",
        "--audit-file",
        AUDIT,
        "--kubeconfig",
        ApiServer.running().kubeconfig().toString());
  }

  /** All groups of the VPC by name: description, tags, and each rule with its tags. */
  private Map<String, List<String>> state() {
    Map<String, List<String>> all = new TreeMap<>();
    for (var group : CloudView.groups(scene.cloud().now(), scene.vpcId())) {
      Map<String, String> tags = new TreeMap<>();
      scene
          .cloud()
          .ruleIds(group)
          .forEach((text, id) -> tags.put(text, group.rule(id).orElseThrow().tags().toString()));
      all.put(
          group.name(),
          Stream.concat(
                  Stream.of(group.description() + " " + group.tags()),
                  tags.entrySet().stream().map(Object::toString))
              .toList());
    }
    return all;
  }

  private List<AuditedCall> calls() throws IOException {
    AuditReader reader = new AuditReader();
    try (var lines = Files.newBufferedReader(Path.of(AUDIT))) {
      reader.read(AUDIT, lines);
    }
    assertThat(reader.problems()).isEmpty();
    return reader.calls().stream()
        .filter(call -> call.context().vpc().equals(scene.vpc()))
        .toList();
  }

  private String observed() {
    scene.manage("Observe", "1s");
    scene.awaitVpc("Observed");
    scene.awaitChecks(2);
    return scene.managedVpc().getStatus().planHash();
  }

  @Test
  void inObserveTheStateBeforeEachPlanComesBackRuleForRule() throws IOException {
    scene.manage("Enforce", "1s");
    for (String role : List.of("web", "db", "old")) {
      scene.awaitReady(role, "Applied");
    }
    observed();
    String web = scene.group("web").id();
    String ssh = scene.outsider().open(web, 22, "0.0.0.0/0", "debugging");
    scene.outsider().tag(ssh, Map.of("ticket", "42"));
    scene.outsider().tag(web, Map.of("rolegate.dev/owner", "nobody"));
    scene
        .outsider()
        .describe(
            scene.group("db").id(), scene.group("db").rules().iterator().next().id(), "edited");
    scene.apply(WEB.in(entry("https", 443, "10.2.0.0/16"), entry("cache", 80, "cache")));
    scene.declare(CACHE);
    scene.awaitChecks(3);
    final Map<String, List<String>> first = state();
    final String changes = scene.managedVpc().getStatus().planHash();

    assertThat(revert(changes).err()).contains("has no call of plan " + changes);
    scene.manage("Enforce", "1s");
    for (String role : List.of("web", "db", "cache")) {
      scene.awaitReady(role, "Applied");
    }
    final Map<String, List<String>> second = state();
    final String old = scene.group("old").id();
    assertThat(second).isNotEqualTo(first);
    assertThat(apply(changes).err()).contains("is in mode Enforce");
    scene.delete("old");
    scene.awaitGone("old");
    observed();
    assertThat(state()).doesNotContainKey(scene.namespace() + "/old");
    final String deletion =
        calls().stream()
            .filter(call -> call.action().equals("DeleteSecurityGroup"))
            .findFirst()
            .orElseThrow()
            .context()
            .since();

    long mark = scene.cloud().mark();
    Run shown = revert(deletion.substring(0, 8));
    assertThat(shown.exit()).as(shown.err()).isEqualTo(2);
    assertThat(shown.out()).contains("create group " + scene.namespace() + "/old");
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();
    Run deletionUndone = apply(deletion);
    assertThat(deletionUndone.exit()).as(deletionUndone.err()).isZero();
    assertThat(deletionUndone.out())
        .contains("/old (" + old + "): it comes back under a new id")
        .contains("rules that are added again have new sgr- ids");
    assertThat(state()).isEqualTo(second);

    Run changesUndone = apply(changes);
    assertThat(changesUndone.exit()).as(changesUndone.err()).isZero();
    assertThat(state()).isEqualTo(first);
    assertThat(calls())
        .filteredOn(call -> call.context().why().startsWith("revert of plan"))
        .isNotEmpty()
        .allMatch(call -> call.end().isPresent());
    assertThat(revert(changes).exit()).isZero();
  }
}
