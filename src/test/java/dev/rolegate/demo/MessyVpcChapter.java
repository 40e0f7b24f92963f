package dev.rolegate.demo;

/** The VPC before Rolegate. */
final class MessyVpcChapter implements Chapter {

  @Override
  public String title() {
    return "A VPC as it grew over the years";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var groups = stage.before().groups();
    screen.say(
        "These are the security groups of %s. Nobody can say any more which rule is there for whom,"
            + " so nobody dares to remove one.",
        Aws.VPC_ID);
    screen.gap();
    var table =
        new TextTable("GROUP", "ID", "RULES", "INBOUND PORTS OPEN TO THE WORLD", "CARRIED BY");
    for (var group : groups) {
      table.row(
          group.name(),
          group.id(),
          group.rules().size(),
          group.worldOpen().isEmpty() ? "-" : String.join(" ", group.worldOpen()),
          group.carriers().isEmpty() ? "nothing" : String.join(", ", group.carriers()));
    }
    screen.block(table.toString());
    var ssh = groups.stream().filter(g -> g.isOpenOn("22")).toList();
    var unused = ssh.stream().filter(g -> g.carriers().isEmpty()).count();
    screen.say(
        "%d groups let the whole Internet in on port 22, and %d of those are carried by nothing at"
            + " all. One group serves web and database servers alike, so the database is as open as"
            + " the web server.",
        ssh.size(), unused);
    screen.gap();
    var checks = stage.checks();
    checks.check(
        "the scene is set: an all-in-one group is open to the world",
        stage
            .before()
            .named("app-everything")
            .map(g -> String.join(" ", g.worldOpen()))
            .orElse("no such group")
            .equals("22 3306 3389 443 80"),
        groups.size() + " groups");
    checks.check("no group is Rolegate's yet", stage.before().managed().isEmpty(), "");
    sprawl(stage);
  }

  private static void sprawl(Stage stage) {
    var screen = stage.screen();
    screen.gap();
    screen.say("Rolegate sees the same, from AWS alone, and proposes what to do about it:");
    screen.command("rolegate sprawl --vpc-id " + Aws.VPC_ID + " --region " + Aws.REGION);
    var run = stage.processes().sprawl(stage.endpoint());
    screen.block(run.printed());
    stage
        .checks()
        .check(
            "`rolegate sprawl` finds the all-in-one group and the launch wizard's",
            run.exit() == 0
                && run.printed().contains("(app-everything), one group for 3 interfaces of 2 kinds")
                && run.printed().contains("6 groups of the launch wizard, 4 without an interface"),
            "exit code " + run.exit());
  }
}
