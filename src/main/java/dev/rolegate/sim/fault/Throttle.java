package dev.rolegate.sim.fault;

import dev.rolegate.sim.state.SimClock;
import dev.rolegate.sim.wire.Ec2Error;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** AWS's token buckets: one for each account, Region, action and class, filled by the sim clock. */
public final class Throttle {
  private final TimeMeter time;
  private final Map<String, io.github.bucket4j.Bucket> buckets = new ConcurrentHashMap<>();

  public Throttle(SimClock clock) {
    this.time = new ClockMeter(clock);
  }

  /** Takes one token, or throws RequestLimitExceeded with the status 503. */
  public void take(String account, String region, String action, Bucket size) {
    String key = account + "/" + region + "/" + action + "/" + size;
    if (!buckets.computeIfAbsent(key, absent -> full(size)).tryConsume(1)) {
      throw refusal();
    }
  }

  /** What EC2 says of an empty bucket [R]. */
  public static Ec2Error refusal() {
    return new Ec2Error(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  private io.github.bucket4j.Bucket full(Bucket size) {
    return io.github.bucket4j.Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(size.capacity())
                    .refillGreedy(size.refillPerSecond(), Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private record ClockMeter(SimClock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.now();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
