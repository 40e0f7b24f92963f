package dev.rolegate.execute;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time that a worker counts by: it begins at what the wall clock says, and goes by the
 * monotonic one. A wall clock that is set back would make own writes outrank reads, and steps rest,
 * for as long as it was set back; one that is set forth would take for settled what has just been
 * written.
 */
public final class SteadyClock implements InstantSource {
  private final Instant begin;
  private final long beginNanos;
  private final LongSupplier nanos;

  public SteadyClock(InstantSource wall) {
    this(wall, System::nanoTime);
  }

  SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.begin = wall.instant();
    this.nanos = nanos;
    this.beginNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(nanos.getAsLong() - beginNanos);
  }
}
