package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WakesTest {
  private final AtomicLong now = new AtomicLong();
  private final Wakes wakes = new Wakes(now::get);

  @Test
  void aBurstOfEventsIsOneCheckHalfASecondAfterTheFirst() {
    assertThat(wakes.early("prod")).contains(Duration.ofMillis(500));
    pass(300);
    assertThat(wakes.early("prod")).contains(Duration.ofMillis(200));
    pass(200);
    assertThat(wakes.early("prod")).isEmpty();
  }

  @Test
  void aTimerThatIsDueIsNotPutOff() {
    wakes.next("prod", Duration.ofSeconds(5));
    pass(5000);
    assertThat(wakes.early("prod")).isEmpty();
  }

  @Test
  void anEventBringsALongWaitForwardAndNeverPutsAShortOneOff() {
    wakes.next("prod", Duration.ofMinutes(5));
    assertThat(wakes.early("prod")).contains(Duration.ofMillis(500));
    wakes.next("dev", Duration.ofMillis(100));
    assertThat(wakes.early("dev")).contains(Duration.ofMillis(100));
  }

  @Test
  void vpcsDoNotWaitForEachOther() {
    wakes.early("prod");
    pass(500);
    assertThat(wakes.early("dev")).contains(Duration.ofMillis(500));
    assertThat(wakes.early("prod")).isEmpty();
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
