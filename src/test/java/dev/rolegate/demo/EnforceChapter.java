package dev.rolegate.demo;

import java.time.Duration;
import java.time.Instant;

/** The platform team switches to Enforce; the groups come into being. */
final class EnforceChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** Create, revoke the default egress, authorize each direction. */
  private static final int CALLS_PER_GROUP = 4;

  @Override
  public String title() {
    return "Enforce: the documents become security groups";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    screen.say("The plan is what the platform team wants, so it switches the mode.");
    long mark = stage.calls().mark();
    Instant switched = Instant.now();
    stage.cluster().setMode(screen, Roles.VPC, "Enforce");
    stage
        .patience()
        .until(
            "every resource is Ready with reason Applied",
            LIMIT,
            stage.roles()::standing,
            s -> s.isReady("Applied"),
            Object::toString);
    var took = Duration.between(switched, Instant.now());
    var made = stage.calls().since(mark);
    stage.cluster().show(screen, Roles.NAMESPACE);
    screen.say("Through the AWS SDK, these rules are live on the groups that Rolegate manages:");
    screen.line("");
    var picture = stage.aws().picture();
    screen.block(rules(picture));
    screen.say(
        "It took %s from the switch to Ready, and these calls of EC2. A group cannot be made in"
            + " fewer than %d changes: create, revoke what EC2 lets out by default, and one authorize"
            + " for each direction.",
        Screen.seconds(took), CALLS_PER_GROUP);
    screen.line("");
    screen.block(made.table());
    var documented = new DocumentedRules();
    String difference = documented.difference(picture);
    checks.check(
        "the managed groups have exactly the documented rules, descriptions included",
        difference.isEmpty(),
        difference.isEmpty() ? documented.size() + " rules" : difference);
    int fewest = CALLS_PER_GROUP * Roles.NAMES.size();
    checks.check(
        "no more changing calls than the work needs",
        made.mutating().size() == fewest && made.failed().isEmpty(),
        made.mutating().size() + " for " + Roles.NAMES.size() + " groups");
    stage.checkUnmanagedUntouched();
  }

  private static String rules(VpcPicture picture) {
    var table = new TextTable("GROUP", "DIRECTION", "PORT", "PEER", "DESCRIPTION");
    for (var group : picture.managed()) {
      for (var rule : group.rules()) {
        table.row(
            group.name() + " " + group.id(),
            rule.direction(),
            rule.protocol() + " " + rule.ports(),
            rule.peer(),
            rule.description());
      }
    }
    return table.toString();
  }
}
