package dev.rolegate.demo;

import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Somebody changes AWS behind the documents, and Rolegate puts it right. */
final class DriftChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String OPENED = "tcp 22 0.0.0.0/0";
  private static final String CLOSED = "mysql: Web servers read and write orders";

  @Override
  public String title() {
    return "An outsider changes two groups by hand";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var aws = stage.aws();
    var web = group(aws.picture(), "shop/web");
    var db = group(aws.picture(), "shop/db");
    var mysql =
        db.rules().stream()
            .filter(r -> r.description().equals(CLOSED))
            .findFirst()
            .orElseThrow(() -> new NotHeld("shop/db has the rule " + CLOSED, "" + db.rules()));
    var kept = ids(aws.picture());
    kept.remove(mysql.id());
    long mark = stage.calls().mark();
    screen.say("Late at night, with the AWS SDK and no word to anybody:");
    screen.gap();
    Instant opened = Instant.now();
    aws.openToTheWorld(web.id(), 22);
    screen.line("  " + opened + "  opened port 22 of shop/web to 0.0.0.0/0");
    Instant closed = Instant.now();
    aws.revokeIngress(db.id(), mysql.id());
    screen.line("  " + closed + "  deleted " + mysql.id() + " of shop/db: " + mysql.content());
    screen.gap();
    screen.say(
        "The next check comes at most %s later and finds both: one rule too many, and one missing.",
        Samples.INTERVAL);
    var standing =
        stage
            .patience()
            .until(
                "status.lastDrift of web tells the removal and that of db the repair",
                LIMIT,
                stage.roles()::standing,
                s -> removed(s) && restored(s) && s.isReady("Applied"),
                DriftChapter::drift);
    screen.gap();
    screen.block(lastDrift(standing));
    var made = stage.calls().since(mark);
    var revoke = only(made.of("RevokeSecurityGroupIngress"));
    var authorize = only(made.of("AuthorizeSecurityGroupIngress"));
    screen.block(
        new TextTable("WHAT", "PUT RIGHT AFTER", "BY")
            .row(
                "port 22 of shop/web was open to the world",
                Screen.seconds(Duration.between(opened, revoke.time())),
                revoke.action())
            .row(
                "shop/db refused its web servers",
                Screen.seconds(Duration.between(closed, authorize.time())),
                authorize.action())
            .toString());
    showEvents(stage);
    check(stage, made, kept);
  }

  private static void showEvents(Stage stage) {
    var events =
        stage
            .patience()
            .until(
                "events tell of the removal and the repair",
                LIMIT,
                stage.roles()::events,
                all ->
                    all.stream()
                        .map(e -> e.getReason())
                        .collect(Collectors.toSet())
                        .containsAll(Set.of("DriftRemoved", "DriftRepaired")),
                all -> all.stream().map(e -> e.getReason()).toList().toString());
    stage.screen().say("The events of the roles say the same to whoever looks there:");
    stage.screen().gap();
    var table = new TextTable("TYPE", "REASON", "OBJECT", "NOTE");
    events.stream()
        .filter(e -> e.getReason().startsWith("Drift"))
        .forEach(
            e ->
                table.row(
                    e.getType(), e.getReason(), "rsg/" + e.getRegarding().getName(), e.getNote()));
    stage.screen().block(table.toString());
    stage.checks().check("events tell of both", true, "DriftRemoved, DriftRepaired");
  }

  private static void check(Stage stage, SimulatorCalls.Calls made, Set<String> kept) {
    var picture = stage.aws().picture();
    var checks = stage.checks();
    String difference = new DocumentedRules().difference(picture);
    checks.check(
        "the managed groups have exactly the documented rules again",
        difference.isEmpty(),
        difference);
    checks.check(
        "one call put each right",
        made.mutating().size() == 2 && made.failed().isEmpty(),
        made.mutating().size() + " changing calls");
    checks.check(
        "every other rule kept its id", ids(picture).containsAll(kept), kept.size() + " rules");
    stage.checkUnmanagedUntouched();
  }

  private static VpcPicture.Group group(VpcPicture picture, String name) {
    return picture
        .named(name)
        .orElseThrow(() -> new NotHeld("there is a group " + name, "" + picture.managed()));
  }

  private static Set<String> ids(VpcPicture picture) {
    return picture.managed().stream()
        .flatMap(g -> g.rules().stream())
        .map(VpcPicture.Rule::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean removed(Roles.Standing standing) {
    return has(standing, "web", DriftKind.EXTRA_RULE, DriftAction.REMOVED, OPENED);
  }

  private static boolean restored(Roles.Standing standing) {
    return has(standing, "db", DriftKind.MISSING_RULE, DriftAction.RESTORED, CLOSED);
  }

  private static boolean has(
      Roles.Standing standing, String role, DriftKind kind, DriftAction action, String rule) {
    return standing.role(role).lastDrift().stream()
        .anyMatch(d -> d.kind() == kind && d.action() == action && d.rule().contains(rule));
  }

  private static String lastDrift(Roles.Standing standing) {
    var table = new TextTable("STATUS.LASTDRIFT OF", "TIME", "KIND", "RULE", "ACTION");
    for (var role : standing.roles()) {
      for (DriftRecord d : role.lastDrift()) {
        table.row(role.name(), d.time(), word(d.kind()), d.rule(), word(d.action()));
      }
    }
    return table.toString();
  }

  /** As the API writes it. */
  private static String word(Enum<?> value) {
    return Arrays.stream(value.name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String drift(Roles.Standing standing) {
    return standing.roles().stream()
        .map(r -> r + ", lastDrift " + r.lastDrift())
        .collect(Collectors.joining("; "));
  }

  private static SimulatorCalls.Call only(List<SimulatorCalls.Call> calls) {
    if (calls.size() != 1) {
      throw new NotHeld("one such call put it right", calls.toString());
    }
    return calls.get(0);
  }
}
