package dev.rolegate.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often evidence is asked for on behalf of the same steps: at once, and then, where the steps
 * still wait with the same right, after as long as they have waited, a minute at the least. A look
 * through an account can cost thousands of calls, and a step that is only shown, or that EC2
 * refuses, would have one at each check.
 */
final class EvidencePace {
  static final Duration LEAST = Duration.ofMinutes(1);

  /**
   * @param why which steps wait, and in which state
   */
  private record Asked(String why, Instant first, Instant last) {}

  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /**
   * When it may be asked again for the same steps; for others it may be at once.
   *
   * @param longest how old evidence gets at the most in any case
   */
  Instant next(String vpc, String why, Duration longest) {
    Asked before = asked.get(vpc);
    if (before == null || !before.why().equals(why)) {
      return Instant.MIN;
    }
    Duration lasts = Duration.between(before.first(), before.last());
    Duration pause = lasts.compareTo(LEAST) < 0 ? LEAST : lasts;
    return before.last().plus(pause.compareTo(longest) > 0 ? longest : pause);
  }

  void asked(String vpc, String why, Instant now) {
    asked.compute(
        vpc,
        (v, old) ->
            old != null && old.why().equals(why)
                ? new Asked(why, old.first(), now)
                : new Asked(why, now, now));
  }

  void forget(String vpc) {
    asked.remove(vpc);
  }
}
