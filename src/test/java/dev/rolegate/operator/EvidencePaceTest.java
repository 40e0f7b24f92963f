package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvidencePaceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final EvidencePace pace = new EvidencePace();
  private Instant now = Instant.EPOCH;

  /** How often is asked by checks that come each so long, for steps that never go. */
  private int asked(String why, Duration each, Duration howLong) {
    int asked = 0;
    Instant end = now.plus(howLong);
    while (now.isBefore(end)) {
      if (!now.isBefore(pace.next("prod", why, HOUR))) {
        pace.asked("prod", why, now);
        asked++;
      }
      now = now.plus(each);
    }
    return asked;
  }

  @Test
  void theFirstTimeIsAtOnceAndSoIsAnotherStateOfTheSteps() {
    assertThat(asked("sg-1 after 1 check", Duration.ofSeconds(10), Duration.ofSeconds(50)))
        .isEqualTo(1);
    assertThat(asked("sg-1 after 2 checks", Duration.ofSeconds(10), Duration.ofSeconds(50)))
        .isEqualTo(1);
  }

  @Test
  void aStepThatNeverGoesCostsAFewLooksAnHourAndThenOne() {
    // At 0, 1, 2, 4, 8, 16 and 32 minutes.
    assertThat(asked("sg-1", Duration.ofSeconds(10), HOUR)).isEqualTo(7);
    // Once more at 64, and from then on by the hour.
    assertThat(asked("sg-1", Duration.ofSeconds(10), Duration.ofHours(24))).isBetween(24, 25);
  }

  @Test
  void itIsNeverLaterThanEvidenceIsGatheredInAnyCase() {
    asked("sg-1", Duration.ofMinutes(1), Duration.ofHours(48));
    assertThat(pace.next("prod", "sg-1", Duration.ofMinutes(10)))
        .isBeforeOrEqualTo(now.plus(Duration.ofMinutes(10)));
  }
}
