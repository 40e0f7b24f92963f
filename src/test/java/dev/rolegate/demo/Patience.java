package dev.rolegate.demo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits with an end, and at once no longer when one of the processes has died. */
final class Patience {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Children children;

  Patience(Children children) {
    this.children = children;
  }

  /**
   * Looks until it is enough.
   *
   * @param expected what is waited for, in words
   * @param told says what was seen, where it is not enough in time
   * @throws NotHeld after the limit, or when a process of the demo has ended
   */
  <T> T until(
      String expected,
      Duration limit,
      Supplier<T> look,
      Predicate<T> enough,
      Function<T, String> told) {
    var seen = new AtomicReference<T>();
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(limit)
          .until(
              () -> {
                children.requireAlive();
                seen.set(look.get());
                return enough.test(seen.get());
              });
    } catch (ConditionTimeoutException e) {
      throw new NotHeld(
          expected + ", within " + limit.toSeconds() + " s",
          seen.get() == null ? "no answer" : told.apply(seen.get()));
    }
    return seen.get();
  }
}
