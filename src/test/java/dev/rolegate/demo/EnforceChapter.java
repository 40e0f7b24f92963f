package dev.rolegate.demo;

import java.time.Duration;
import java.time.Instant;

/** The platform team switches to Enforce; the groups come into being. */
final class EnforceChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** Create, revoke the default egress, authorize each direction. */
  private static final int CALLS_PER_GROUP = 4;

  private static final int QUIET_CHECKS = 2;
  private static final String CHECK = "DescribeSecurityGroups";

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
    screen.gap();
    var picture = stage.aws().picture();
    screen.block(rules(picture));
    screen.say(
        "It took %s from the switch to Ready, and these calls of EC2. A group cannot be made in"
            + " fewer than %d changes: create, revoke what EC2 lets out by default, and one authorize"
            + " for each direction.",
        Screen.seconds(took), CALLS_PER_GROUP);
    screen.gap();
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
    quietChecks(stage);
  }

  /**
   * What the operator has not yet seen itself it does not take for undone: EC2's reads lag behind
   * writes. So the story goes on when checks have shown the new rules.
   */
  private static void quietChecks(Stage stage) {
    long mark = stage.calls().mark();
    var made =
        stage
            .patience()
            .until(
                "the operator checks the VPC " + QUIET_CHECKS + " times",
                LIMIT,
                () -> stage.calls().since(mark),
                calls -> calls.of(CHECK).size() >= QUIET_CHECKS,
                SimulatorCalls.Calls::table);
    stage
        .checks()
        .check(
            "a check that finds everything in order is one call of EC2, a read",
            made.of(CHECK).size() == made.all().size(),
            made.all().size() + " calls in the next " + QUIET_CHECKS + " checks");
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
