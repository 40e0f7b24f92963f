package dev.rolegate.e2e;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock of an operator within the test's JVM: the time of the machine, plus what a test has
 * moved it on. It never goes back. Timers are real: the operator notices at its next check.
 */
@Singleton
@Alternative
@Priority(1)
public class MovableClock implements InstantSource {
  private final AtomicLong aheadMillis = new AtomicLong();

  @Override
  public Instant instant() {
    return Instant.now().plusMillis(aheadMillis.get());
  }

  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + time);
    }
    aheadMillis.addAndGet(time.toMillis());
  }
}
