package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void checksSpreadAndNoneComesLaterThanPromised() {
    assertThat(new Pace(() -> 0).afterSuccess("prod", FIVE_MINUTES)).isEqualTo(FIVE_MINUTES);
    assertThat(new Pace(() -> 1).afterSuccess("prod", FIVE_MINUTES))
        .isEqualTo(Duration.ofSeconds(270));
  }

  @Test
  void pausesDoubleUpToTheIntervalAndStartAgainAfterASuccess() {
    var pace = new Pace(() -> 0);
    assertThat(failing(pace)).isEqualTo(Duration.ofSeconds(2));
    assertThat(failing(pace)).isEqualTo(Duration.ofSeconds(4));
    for (int i = 0; i < 40; i++) {
      failing(pace);
    }
    assertThat(failing(pace)).isEqualTo(FIVE_MINUTES);
    pace.afterSuccess("prod", FIVE_MINUTES);
    assertThat(failing(pace)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void neverComesBackBeforeTheServerSaid() {
    var pace = new Pace(() -> 0);
    assertThat(pace.afterFailure("prod", FIVE_MINUTES, false, Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void readsIntervalsAndRefusesOthers() {
    assertThat(Interval.parse("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Interval.parse("5m")).isEqualTo(FIVE_MINUTES);
    assertThat(Interval.parse("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(Interval.parse("1d")).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> Interval.parse("0m")).hasMessageContaining("as 5m");
  }

  /** How many checks a deletion costs that is blocked for so long. */
  private static int checks(Pace pace, String what, Duration howLong) {
    int checks = 0;
    Instant now = Instant.EPOCH;
    while (now.isBefore(Instant.EPOCH.plus(howLong))) {
      now = now.plus(pace.whileBlocked("prod", what, now).orElseThrow());
      checks++;
    }
    return checks;
  }

  @Test
  void aBlockedDeletionIsLookedAtEverMoreSeldomAndNeverAfterMoreThanFiveMinutes() {
    var pace = new Pace(() -> 0);
    assertThat(pace.whileBlocked("prod", "web", Instant.EPOCH)).contains(Duration.ofSeconds(30));
    assertThat(pace.whileBlocked("prod", "web", Instant.EPOCH.plusSeconds(60)))
        .contains(Duration.ofMinutes(1));
    assertThat(pace.whileBlocked("prod", "web", Instant.EPOCH.plusSeconds(86_400)))
        .contains(Pace.BLOCKED);
    // In a day 2,880 at the pace of the first.
    assertThat(checks(new Pace(() -> 0), "web", Duration.ofDays(1))).isBetween(288, 293);
  }

  @Test
  void whateverChangesAboutABlockedDeletionIsLookedAtSoonAgain() {
    var pace = new Pace(() -> 0);
    checks(pace, "web: eni-1, eni-2", Duration.ofHours(1));
    Instant later = Instant.EPOCH.plusSeconds(7200);
    assertThat(pace.whileBlocked("prod", "web: eni-2", later)).contains(Duration.ofSeconds(30));
    assertThat(pace.whileBlocked("prod", "", later)).isEmpty();
    assertThat(pace.whileBlocked("prod", "web: eni-2", later.plusSeconds(3600)))
        .contains(Duration.ofSeconds(30));
  }

  private static Duration failing(Pace pace) {
    return pace.afterFailure("prod", FIVE_MINUTES, false, Duration.ZERO);
  }
}
