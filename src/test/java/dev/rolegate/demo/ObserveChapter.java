package dev.rolegate.demo;

import java.time.Duration;
import java.util.regex.Pattern;

/** The samples are applied; the operator plans and changes nothing. */
final class ObserveChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Pattern HASH = Pattern.compile("plan ([0-9a-f]{12})");

  @Override
  public String title() {
    return "Roles are declared, and Rolegate only observes";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    screen.say(
        "The samples in %s declare four roles, each with its purpose, its owner and a reason for"
            + " every rule: alb -> web -> db, and bastion for maintenance. One thing is changed in"
            + " the copy that is applied: spec.drift.interval of the ManagedVpc is %s instead of the"
            + " default 5m, so that you need not wait. Its mode is Observe.",
        Samples.SHIPPED, Samples.INTERVAL);
    long mark = stage.calls().mark();
    stage.cluster().apply(screen, stage.samples());
    stage.processes().awaitReady(stage.operator());
    var standing =
        stage
            .patience()
            .until(
                "every resource is Ready with reason Observed",
                LIMIT,
                stage.roles()::standing,
                s -> s.isReady("Observed"),
                Object::toString);
    stage.cluster().show(screen, Roles.NAMESPACE);
    screen.say(
        "Ready says that the work of this mode is done: there is a plan. INSYNC False says that AWS"
            + " is not yet as the documents say. RULES counts live/declared, DRIFT the steps of the"
            + " plan. The plan stands in the status of each resource; this is the part of web:");
    screen.gap();
    screen.block(String.join("\n", standing.role("web").plan()));
    showCommandLine(stage, standing);
    var made = stage.calls().since(mark);
    checks.check(
        "nothing was changed in AWS: the simulator's call log has no mutating call",
        made.mutating().isEmpty() && !made.all().isEmpty(),
        made.all().size() + " reads");
    stage.checkUnmanagedUntouched();
  }

  private static void showCommandLine(Stage stage, Roles.Standing standing) {
    var screen = stage.screen();
    screen.say(
        "The same plan comes from the manifests alone, without a cluster, as in a pull request:");
    screen.command("rolegate plan -f " + Samples.SHIPPED + "; echo \"exit code $?\"");
    var plan = stage.processes().plan(stage.endpoint());
    screen.block(plan.printed().stripTrailing() + "\nexit code " + plan.exit());
    var hash = HASH.matcher(plan.printed());
    String printed = hash.find() ? hash.group(1) : "none";
    stage
        .checks()
        .check(
            "`rolegate plan` says by its exit code that there are changes",
            plan.exit() == 2,
            "" + plan.exit());
    stage
        .checks()
        .check(
            "it is the plan in the status of the ManagedVpc, by its hash",
            standing.status().planHash().startsWith(printed),
            printed);
  }
}
