package dev.rolegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;

/** The first plan is taken back, from the audit log. */
final class RevertChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Pattern SINCE = Pattern.compile("\"since\":\"([0-9a-f]{64})\"");

  @Override
  public String title() {
    return "Second thoughts: the first plan is taken back";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    screen.say(
        "Every changing call was written to an audit log before it was made. From it, what a plan did"
            + " can be undone; in Enforce the operator would do it again, so first:");
    stage.cluster().setMode(screen, Roles.VPC, "Observe");
    stage
        .patience()
        .until(
            "every resource is Ready with reason Observed",
            LIMIT,
            stage.roles()::standing,
            s -> s.isReady("Observed"),
            Object::toString);
    String hash = firstPlan();
    screen.command(
        "rolegate revert --plan "
            + hash.substring(0, 12)
            + " --audit-log "
            + Processes.AUDIT
            + " --apply --yes; echo \"exit code $?\"");
    var run = stage.processes().revert(stage.cluster(), stage.endpoint(), hash.substring(0, 12));
    screen.block(run.printed().stripTrailing() + "\nexit code " + run.exit());
    var checks = stage.checks();
    checks.check("`rolegate revert` has undone the plan", run.exit() == 0, "" + run.exit());
    var now = stage.aws().picture();
    checks.check(
        "the VPC is as it was before the first plan, rule for rule",
        now.groups().equals(stage.before().groups()),
        now.groups().size() + " groups");
  }

  /** The hash that was in the status when the mode was switched to Enforce. */
  private static String firstPlan() {
    try {
      var found = SINCE.matcher(Files.readString(Processes.AUDIT));
      if (!found.find()) {
        throw new NotHeld("the audit log names the first plan", Processes.AUDIT + " does not");
      }
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
