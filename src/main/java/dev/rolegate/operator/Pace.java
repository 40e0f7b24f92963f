package dev.rolegate.operator;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Says when a VPC is looked at again. It always is. */
@Singleton
public class Pace {
  /** A passing fault of AWS is over in seconds more often than not. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

  /** What somebody has to change is looked at soon after, at first. */
  private static final Duration FIRST_TERMINAL_RETRY = Duration.ofSeconds(15);

  /** No event tells that the last member of a group that is to be deleted has gone. */
  private static final Duration FIRST_LOOK_AT_BLOCKED = Duration.ofSeconds(30);

  /** So soon at the latest is seen that a blocked group is free; each look costs some calls. */
  static final Duration BLOCKED = Duration.ofMinutes(5);

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Map<String, Blocked> blocked = new ConcurrentHashMap<>();

  /** Since when it is the same that blocks. */
  private record Blocked(String what, Instant since) {}

  private final DoubleSupplier random;

  @Inject
  public Pace() {
    this(RandomGenerator.getDefault()::nextDouble);
  }

  Pace(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * After a check that succeeded: the interval, less up to a tenth, so that the checks of many VPCs
   * spread and none comes later than promised.
   */
  Duration afterSuccess(String vpc, Duration interval) {
    failures.remove(vpc);
    return scaled(interval, 1 - 0.1 * random.getAsDouble());
  }

  /**
   * After a check that failed: pauses that double up to the interval, each up to a half longer so
   * that replicas and VPCs do not come back together; never before the server asked to come back.
   */
  Duration afterFailure(String vpc, Duration interval, boolean terminal, Duration notBefore) {
    int count = failures.merge(vpc, 1, Integer::sum);
    Duration first = terminal ? FIRST_TERMINAL_RETRY : FIRST_RETRY;
    Duration pause = first.multipliedBy(1L << Math.min(count - 1, 20));
    Duration jittered = scaled(pause, 1 + 0.5 * random.getAsDouble());
    Duration capped = jittered.compareTo(interval) > 0 ? interval : jittered;
    return capped.compareTo(notBefore) < 0 ? notBefore : capped;
  }

  /**
   * While a deletion is blocked: as long as the same has blocked it already, from half a minute to
   * five. What else wakes the check does not wait for it.
   *
   * @param what what is blocked by whom; empty where nothing is
   */
  Optional<Duration> whileBlocked(String vpc, String what, Instant now) {
    if (what.isEmpty()) {
      blocked.remove(vpc);
      return Optional.empty();
    }
    Blocked known =
        blocked.compute(
            vpc, (v, old) -> old != null && old.what().equals(what) ? old : new Blocked(what, now));
    Duration lasts = Duration.between(known.since(), now);
    Duration pause = lasts.compareTo(FIRST_LOOK_AT_BLOCKED) < 0 ? FIRST_LOOK_AT_BLOCKED : lasts;
    return Optional.of(pause.compareTo(BLOCKED) > 0 ? BLOCKED : pause);
  }

  void forget(String vpc) {
    failures.remove(vpc);
    blocked.remove(vpc);
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * factor)));
  }
}
