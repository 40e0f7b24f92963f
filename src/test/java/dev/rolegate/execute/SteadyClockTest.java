package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
  private final TestClock wall = new TestClock();

  /** About to overflow, as a monotonic clock may be. */
  private long nanos = Long.MAX_VALUE - 1;

  @Test
  void beginsAtTheWallClock() {
    assertThat(new SteadyClock(wall, () -> nanos).instant()).isEqualTo(wall.instant());
  }

  @ParameterizedTest
  @ValueSource(ints = {-3600, 3600})
  void aWallClockThatIsSetDoesNotMoveIt(int seconds) {
    var clock = new SteadyClock(wall, () -> nanos);
    Instant begin = clock.instant();

    wall.advance(Duration.ofSeconds(seconds));
    nanos += Duration.ofSeconds(5).toNanos();

    assertThat(clock.instant()).isEqualTo(begin.plusSeconds(5));
  }
}
