package dev.rolegate.operator;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets bursts of events become one check. The framework calls a reconciler for each event, and
 * without saying why; a call that comes before its time is put off. An event brings the time
 * forward to half a second from the first one, so that it takes in what an {@code apply} of several
 * files changes together; nobody notices the half second, and without it a first role would be
 * created before its peers are known, and changed again right after.
 */
@Singleton
public class Wakes {
  static final Duration WINDOW = Duration.ofMillis(500);

  /** A wake-up by a timer may come this much early and still counts as on time. */
  private static final long SLACK_NANOS = Duration.ofMillis(5).toNanos();

  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  @Inject
  public Wakes() {
    this(System::nanoTime);
  }

  Wakes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How long this call has to be put off; empty when the check is to be made now. */
  Optional<Duration> early(String vpc) {
    long now = nanos.getAsLong();
    long latest = now + WINDOW.toNanos();
    long time = due.merge(vpc, latest, (planned, event) -> planned - event < 0 ? planned : event);
    if (time - now <= SLACK_NANOS) {
      due.remove(vpc);
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(time - now));
  }

  /** The next check is planned for then; an event can bring it forward. */
  Duration next(String vpc, Duration after) {
    due.put(vpc, nanos.getAsLong() + after.toNanos());
    return after;
  }

  void forget(String vpc) {
    due.remove(vpc);
  }
}
