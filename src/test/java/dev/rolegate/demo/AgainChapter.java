package dev.rolegate.demo;

/** What a pull request would see now, and every check of the story. */
final class AgainChapter implements Chapter {

  @Override
  public String title() {
    return "What is left to do, and what held";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    screen.command("rolegate plan -f " + Samples.SHIPPED + "; echo \"exit code $?\"");
    var plan = stage.processes().plan(stage.endpoint());
    screen.block(plan.printed().stripTrailing() + "\nexit code " + plan.exit());
    stage
        .checks()
        .check(
            "`rolegate plan` says by its exit code that nothing is left to do",
            plan.exit() == 0,
            "" + plan.exit());
    screen.gap();
    screen.say(
        "The old groups are still there, and still open: Rolegate touches nothing that it does not"
            + " manage. Machines move to the new groups one by one; then the old ones can go.");
  }
}
