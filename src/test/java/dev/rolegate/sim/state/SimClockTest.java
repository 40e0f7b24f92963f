package dev.rolegate.sim.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimClockTest {
  private final AtomicLong nanos = new AtomicLong(5_000);

  private SimClock clock(double speed) {
    return new SimClock(Instant.EPOCH, speed, nanos::get);
  }

  @Test
  @DisplayName("runs as many times faster as told, and jumps on top of that")
  void speed() {
    SimClock clock = clock(60);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(clock.now()).isEqualTo(Instant.EPOCH.plusSeconds(120));
    clock.advance(Duration.ofSeconds(5));
    assertThat(clock.now()).isEqualTo(Instant.EPOCH.plusSeconds(125));
  }

  @Test
  @DisplayName("stands still at speed 0")
  void still() {
    SimClock clock = clock(0);
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(clock.now()).isEqualTo(Instant.EPOCH);
  }

  @Test
  @DisplayName("never goes backward")
  void forwardOnly() {
    assertThatThrownBy(() -> clock(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock(1).advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
