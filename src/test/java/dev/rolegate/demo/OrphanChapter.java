package dev.rolegate.demo;

import dev.rolegate.api.OrphanPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Groups that nothing uses are noticed, lose their rules, and go; one is wanted again before that,
 * and one after.
 */
final class OrphanChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** Nothing uses these. The two of the proof of concept refer to each other. */
  private static final List<String> UNUSED =
      List.of("launch-wizard-1", "launch-wizard-2", "launch-wizard-3", "poc-db", "poc-web");

  /** Carried by an instance that is running, by one that is stopped, and by nothing. */
  private static final List<String> HELD =
      List.of("launch-wizard-4", "launch-wizard-5", "launch-wizard-6");

  private static final String WANTED = "launch-wizard-1";
  private static final String REGRETTED = "launch-wizard-2";
  private static final String PERIODS = "\"gracePeriod\":\"6s\",\"quarantinePeriod\":\"15s\"";
  private static final String MATCH = "\"match\":{\"names\":[\"launch-wizard-*\",\"poc-*\"]}";

  @Override
  public String title() {
    return "Groups that nobody uses any more: found, emptied, deleted, brought back";
  }

  @Override
  public void play(Stage stage) {
    find(stage);
    empty(stage);
    use(stage);
    delete(stage);
    restore(stage);
    others(stage);
  }

  private static void find(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    screen.say(
        "Which of the old groups can go? Rolegate looks at interfaces, at rules of other groups, at"
            + " VPC associations, at every version of every launch template, at eleven other services,"
            + " and in the cluster. To begin with, it only reports:");
    long mark = stage.calls().mark();
    stage.cluster().change(screen, Roles.VPC, orphans("Report"));
    var found =
        await(
            stage,
            "the groups that nothing uses are reported",
            all -> Orphans.names(all).equals(UNUSED) && all.stream().allMatch(o -> candidate(o)));
    stage.cluster().showOrphans(screen);
    screen.say(
        "launch-wizard-4 has a running instance and launch-wizard-5 a stopped one. launch-wizard-6 is"
            + " on no interface at all, but the launch template nightly-batch names it: without the"
            + " group, the next launch would fail. poc-web and poc-db refer only to each other, which"
            + " is no use.");
    screen.gap();
    checks.check(
        "an object for each group that nothing uses, those that refer to each other included",
        Orphans.names(found).equals(UNUSED),
        String.join(" ", Orphans.names(found)));
    checks.check(
        "and none for a group that something uses, out of an interface's sight too",
        HELD.stream().allMatch(held -> Orphans.named(found, held).isEmpty()),
        String.join(" ", HELD));
    var made = stage.calls().since(mark);
    checks.check(
        "nothing was changed in AWS",
        made.mutating().isEmpty() && made.failed().isEmpty(),
        made.all().size() + " reads");
  }

  private static boolean candidate(Orphans.Orphan orphan) {
    return orphan.is(OrphanPhase.CANDIDATE);
  }

  /** Without rules, and it is known when it goes. */
  private static boolean waits(Orphans.Orphan orphan) {
    return orphan.isStripped() && !orphan.when().isEmpty();
  }

  private static void empty(Stage stage) {
    var screen = stage.screen();
    screen.gap();
    screen.say(
        "The platform team lets the groups of those names go, in steps that can be undone: after a"
            + " grace period a group loses its rules, and only after a quarantine it is deleted. Each"
            + " period is a week by default, and seconds here. Some kinds of resources that could name"
            + " a group are looked at by nobody; the objects list them, and the team accepts that.");
    stage
        .cluster()
        .change(screen, Roles.VPC, "{\"mode\":\"Enforce\"," + orphans("Delete").substring(1));
    var stripped =
        await(
            stage,
            "all of them are quarantined",
            all -> all.size() == UNUSED.size() && all.stream().allMatch(OrphanChapter::waits));
    stage.cluster().showOrphans(screen);
    var picture = stage.aws().picture();
    var checks = stage.checks();
    checks.check(
        "the groups are there, without a rule and with a tag that says why",
        stripped.stream()
            .allMatch(
                o ->
                    picture
                        .group(o.groupId())
                        .filter(g -> g.rules().isEmpty() && g.isRetired())
                        .isPresent()),
        stripped.size() + " groups");
    checks.check(
        "every rule that was taken is in the object, to bring it back",
        stripped.stream().allMatch(o -> o.kept() == before(stage, o.groupName()).rules().size()),
        stripped.stream().mapToInt(Orphans.Orphan::kept).sum() + " rules");
  }

  private static void use(Stage stage) {
    var screen = stage.screen();
    screen.gap();
    screen.say("Then somebody launches an instance into one of them, as last year:");
    screen.gap();
    long mark = stage.calls().mark();
    var group = before(stage, WANTED);
    Instant launched = Instant.now();
    String instance = stage.aws().launch(group.id(), "load-test");
    screen.line("  " + launched + "  launched " + instance + " into " + WANTED);
    screen.gap();
    var all =
        await(
            stage,
            WANTED + " is as it was",
            seen -> Orphans.named(seen, WANTED).filter(Orphans.Orphan::isBack).isPresent());
    var orphan = Orphans.named(all, WANTED).orElseThrow();
    var authorized =
        stage.calls().since(mark).all().stream()
            .filter(c -> c.action().startsWith("AuthorizeSecurityGroup"))
            .map(SimulatorCalls.Call::time)
            .max(Instant::compareTo)
            .orElseThrow(() -> new NotHeld("a call gave the rules back", "none"));
    screen.say(
        "Quarantined groups are looked at in every check, and before anything else: %s after the"
            + " launch the rules were back. The object says why: %s.",
        Screen.seconds(Duration.between(launched, authorized)), orphan.holder());
    screen.gap();
    var now = stage.aws().picture().group(group.id()).orElseThrow();
    stage
        .checks()
        .check(
            "the group that came into use has all its rules again, and no mark",
            now.contents().equals(group.contents()) && !now.isRetired(),
            now.rules().size() + " rules");
    stage
        .checks()
        .check("its object names the instance", orphan.holder().contains(instance), instance);
  }

  private static void delete(Stage stage) {
    var screen = stage.screen();
    screen.gap();
    screen.say("Nobody wants the others. At the end of the quarantine they go:");
    var all =
        await(
            stage,
            "the others are deleted",
            seen ->
                seen.stream()
                    .filter(o -> !o.groupName().equals(WANTED))
                    .allMatch(o -> o.is(OrphanPhase.DELETED)));
    stage.cluster().showOrphans(screen);
    var picture = stage.aws().picture();
    var gone = all.stream().filter(o -> o.is(OrphanPhase.DELETED)).toList();
    stage
        .checks()
        .check(
            "the others are gone from AWS, and nothing else is",
            gone.size() == UNUSED.size() - 1
                && gone.stream().allMatch(o -> picture.group(o.groupId()).isEmpty())
                && picture.unmanaged().size() == stage.before().groups().size() - gone.size(),
            gone.size() + " groups");
  }

  private static void restore(Stage stage) {
    var screen = stage.screen();
    var former = before(stage, REGRETTED);
    screen.gap();
    screen.say(
        "Weeks later, a supplier's machine turns out to need %s. What is needed to make it anew is"
            + " kept for 90 days:",
        REGRETTED);

    screen.command("rolegate restore " + former.id() + "; echo \"exit code $?\"");
    var run = stage.processes().restore(stage.cluster(), former.id());
    screen.block(run.printed().stripTrailing() + "\nexit code " + run.exit());

    var all =
        await(
            stage,
            REGRETTED + " is back",
            seen -> Orphans.named(seen, REGRETTED).filter(Orphans.Orphan::isBack).isPresent());
    stage.cluster().showOrphans(screen);
    var orphan = Orphans.named(all, REGRETTED).orElseThrow();
    var now = stage.aws().picture().named(REGRETTED);
    stage
        .checks()
        .check(
            "`rolegate restore` brought the group back with its rules, under a new id",
            run.exit() == 0
                && now.filter(
                        g ->
                            g.id().equals(orphan.restoredAs())
                                && !g.id().equals(former.id())
                                && g.contents().equals(former.contents())
                                && !g.isRetired())
                    .isPresent(),
            former.id() + " is " + orphan.restoredAs());
  }

  private static void others(Stage stage) {
    var names = Set.copyOf(UNUSED);
    Predicate<VpcPicture.Group> other = g -> !names.contains(g.name());
    var picture = stage.aws().picture();
    var now = picture.unmanaged().stream().filter(other).toList();
    var checks = stage.checks();
    checks.check(
        "every other group that is not Rolegate's is as it was, rule ids included",
        now.equals(stage.before().groups().stream().filter(other).toList()),
        now.size() + " groups");
    String difference = new DocumentedRules().difference(picture);
    checks.check(
        "the declared groups are there again, with exactly the documented rules",
        difference.isEmpty(),
        difference);
  }

  private static String orphans(String action) {
    return "{\"orphans\":{\"action\":\""
        + action
        + "\","
        + PERIODS
        + ","
        + MATCH
        + ",\"acceptUncovered\":true}}";
  }

  private static VpcPicture.Group before(Stage stage, String name) {
    return stage.before().named(name).orElseThrow();
  }

  private static List<Orphans.Orphan> await(
      Stage stage, String expected, Predicate<List<Orphans.Orphan>> enough) {
    return stage.patience().until(expected, LIMIT, stage.orphans()::all, enough, Orphans::told);
  }
}
