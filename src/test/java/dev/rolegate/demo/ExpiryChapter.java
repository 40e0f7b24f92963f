package dev.rolegate.demo;

import dev.rolegate.api.ExpiryStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** A rule for one evening comes, and goes by itself. */
final class ExpiryChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration EVENING = Duration.ofSeconds(20);
  private static final String ROLE = "web";
  private static final String RULE = "profiler";
  private static final String PORT = "9102";

  @Override
  public String title() {
    return "A rule for one evening";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    Instant end = Instant.now().plus(EVENING).truncatedTo(ChronoUnit.SECONDS);
    screen.say(
        "Temporary openings stay for years because nobody dares to remove them. Here a rule says when"
            + " it ends. The evening is %s long:",
        Screen.seconds(EVENING));
    stage
        .cluster()
        .document(
            screen,
            ROLE,
            "ingress",
            ("{\"name\":\"%s\",\"purpose\":\"Profiles the release that goes out today\",\"expiresAt\":\"%s\","
                    + "\"ports\":[{\"port\":%s}],\"peers\":[{\"cidr\":\"203.0.113.17/32\"}]}")
                .formatted(RULE, end, PORT));
    var open = await(stage, "the rule is live", Optional::isPresent).orElseThrow();
    screen.line("  " + Instant.now() + "  live: " + open.id() + " " + open.content());
    long mark = stage.calls().mark();
    await(stage, "the rule is gone", Optional::isEmpty);
    var revoke =
        stage.calls().since(mark).mutating().stream()
            .filter(c -> c.action().equals("RevokeSecurityGroupIngress"))
            .findFirst()
            .orElseThrow(() -> new NotHeld("one call took the rule", "none did"));
    var late = Duration.between(end, revoke.time());
    screen.line("  " + revoke.time() + "  gone: " + open.id());
    screen.gap();
    checks.check(
        "the rule left when its time was over, and not before",
        !late.isNegative(),
        Screen.seconds(late) + " after " + end);
    var told =
        stage
            .patience()
            .until(
                "the status says that the rule is expired",
                LIMIT,
                () -> expiry(stage),
                e -> e.filter(x -> x.state().equals(ExpiryStatus.EXPIRED)).isPresent(),
                Optional::toString)
            .orElseThrow();
    String difference = new DocumentedRules().difference(stage.aws().picture());
    checks.check(
        "every other rule is as documented; the entry stays in git harmlessly",
        difference.isEmpty(),
        difference.isEmpty() ? told.rule() + " " + told.state() : difference);
  }

  private static Optional<VpcPicture.Rule> await(
      Stage stage, String expected, Predicate<Optional<VpcPicture.Rule>> enough) {
    return stage.patience().until(expected, LIMIT, () -> live(stage), enough, Optional::toString);
  }

  private static Optional<VpcPicture.Rule> live(Stage stage) {
    return stage.aws().picture().named("shop/" + ROLE).stream()
        .flatMap(g -> g.rules().stream())
        .filter(r -> r.ports().equals(PORT))
        .findFirst();
  }

  private static Optional<ExpiryStatus> expiry(Stage stage) {
    return stage.roles().status(ROLE).stream()
        .flatMap(status -> status.expiries().stream())
        .filter(e -> e.rule().endsWith(RULE))
        .findFirst();
  }
}
