package dev.rolegate.demo;

import dev.rolegate.api.GuardrailException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nobody documented and the house forbids goes, rule by rule, out of groups that Rolegate does
 * not manage; one rule was needed, and comes back.
 */
final class ForgottenChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ALL_IN_ONE = "app-everything";
  private static final String REPORTING = "reporting";
  private static final Path OWN = Path.of("src/test/resources/demo/forgotten-tests.yaml");

  @Override
  public String title() {
    return "Forgotten openings in groups that nobody declares";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    var before = stage.aws().picture();
    screen.say(
        "Guardrails judge the groups that are not Rolegate's too, and so far only report. Now the"
            + " platform team lets them act on two groups: administration ports that are open to the"
            + " world go, and so does whatever calls itself a test, by a guardrail of the team's own.");
    stage.cluster().changeGuardrail(screen, "world-open-admin", "{\"action\":\"Remove\"}");
    stage.cluster().applyFile(screen, OWN);
    stage
        .cluster()
        .change(
            screen,
            Roles.VPC,
            "{\"unmanaged\":{\"action\":\"Remediate\",\"gracePeriod\":\"8s\",\"match\":{\"names\":[\""
                + ALL_IN_ONE
                + "\",\""
                + REPORTING
                + "\"]}}}");
    screen.say(
        "Each such rule is announced, and goes a week later by default; after eight seconds here.");
    var wanted = condemned(before);
    var after =
        stage
            .patience()
            .until(
                "the condemned rules are gone",
                LIMIT,
                stage.aws()::picture,
                p -> ids(p).stream().noneMatch(idsOf(wanted)::contains),
                p -> told(p, wanted));
    screen.gap();
    var table = new TextTable("GROUP", "RULE", "WHAT IT LET IN");
    wanted.forEach(r -> table.row(group(before, r.id()), r.id(), r.content()));
    screen.block(table.toString());
    var left = ids(before);
    left.removeAll(idsOf(wanted));
    checks.check(
        "SSH and RDP from the world and the old test are gone, and no other rule of any group",
        wanted.size() == 3 && ids(after).equals(left),
        wanted.size() + " rules gone, " + left.size() + " as they were");
    restore(stage, wanted);
  }

  private static void restore(Stage stage, List<VpcPicture.Rule> wanted) {
    var screen = stage.screen();
    var needed =
        wanted.stream().filter(r -> r.ports().equals("9000-9010")).findFirst().orElseThrow();
    screen.gap();
    screen.say(
        "The test turns out to be the supplier's nightly run. Its rule comes back from the audit log,"
            + " exactly as it was, and is accepted for a month:");
    var run = stage.processes().restoreRule(stage.cluster(), stage.endpoint(), needed.id());
    screen.command(run.command() + "; echo \"exit code $?\"");
    screen.block(run.ended().printed().stripTrailing() + "\nexit code " + run.ended().exit());
    var exceptions = stage.cluster().client().resources(GuardrailException.class).list().getItems();
    long mark = stage.calls().mark();
    stage
        .patience()
        .until(
            "the operator checks the VPC a few times",
            LIMIT,
            () -> stage.calls().since(mark).of("DescribeSecurityGroups").size(),
            n -> n >= 4,
            n -> n + " checks");
    var back =
        stage.aws().picture().named(REPORTING).orElseThrow().rules().stream()
            .filter(r -> r.content().equals(needed.content()))
            .toList();
    stage
        .checks()
        .check(
            "`rolegate restore --rule` brought it back exactly, and it stays",
            run.ended().exit() == 0 && back.size() == 1 && exceptions.size() == 1,
            back.isEmpty() ? "it is not there" : needed.id() + " is " + back.get(0).id());
  }

  private static List<VpcPicture.Rule> condemned(VpcPicture picture) {
    var admin =
        picture.named(ALL_IN_ONE).orElseThrow().rules().stream()
            .filter(r -> r.letsTheWorldIn() && Set.of("22", "3389").contains(r.ports()));
    var test =
        picture.named(REPORTING).orElseThrow().rules().stream()
            .filter(r -> r.description().contains("test"));
    return Stream.concat(admin, test).toList();
  }

  private static Set<String> ids(VpcPicture picture) {
    return picture.groups().stream()
        .flatMap(g -> g.rules().stream())
        .map(VpcPicture.Rule::id)
        .collect(Collectors.toSet());
  }

  private static Set<String> idsOf(List<VpcPicture.Rule> rules) {
    return rules.stream().map(VpcPicture.Rule::id).collect(Collectors.toSet());
  }

  private static String group(VpcPicture picture, String ruleId) {
    return picture.groups().stream()
        .filter(g -> g.rules().stream().anyMatch(r -> r.id().equals(ruleId)))
        .map(VpcPicture.Group::name)
        .findFirst()
        .orElseThrow();
  }

  private static String told(VpcPicture picture, List<VpcPicture.Rule> wanted) {
    var there = ids(picture);
    return wanted.stream().filter(r -> there.contains(r.id())).toList() + " are there";
  }
}
