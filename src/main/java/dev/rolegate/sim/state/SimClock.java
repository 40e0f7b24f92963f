package dev.rolegate.sim.state;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The simulator's time: it runs {@code speed} times as fast as the machine's and can be moved
 * forward. Token buckets, lags and asynchronous states all read it. Never goes backward.
 */
public final class SimClock {
  private final Instant start;
  private final LongSupplier nanos;
  private final long nanosAtStart;
  private final double speed;
  private Duration advanced = Duration.ZERO;

  /**
   * @param speed 1 is real time, 60 makes a minute of a second, 0 stands still except for {@link
   *     #advance}
   */
  public SimClock(Instant start, double speed) {
    this(start, speed, System::nanoTime);
  }

  SimClock(Instant start, double speed, LongSupplier nanos) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("clock speed " + speed + ": use a number from 0 upward");
    }
    this.start = start;
    this.speed = speed;
    this.nanos = nanos;
    this.nanosAtStart = nanos.getAsLong();
  }

  public synchronized Instant now() {
    long elapsed = (long) ((nanos.getAsLong() - nanosAtStart) * speed);
    return start.plusNanos(elapsed).plus(advanced);
  }

  /** Moves the clock forward at once. */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock cannot go back by " + by.negated());
    }
    advanced = advanced.plus(by);
  }
}
