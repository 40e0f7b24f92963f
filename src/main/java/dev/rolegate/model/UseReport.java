package dev.rolegate.model;

import java.util.List;
import java.util.Set;

/**
 * What one collector found. Whatever it found counts, however much it missed; that it found nothing
 * counts only when it is complete.
 *
 * @param why what is missing and what to do, a line; empty when complete
 * @param holdings in their order
 * @param kinds kinds of holders that it looked through to the end, as {@link Holding#kind} names
 *     them
 */
public record UseReport(
    UseCollector collector,
    Coverage coverage,
    String why,
    List<Holding> holdings,
    Set<String> kinds) {

  /** How much of its kinds a collector has seen. */
  public enum Coverage {
    /** All. */
    COMPLETE,
    /** Throttled, broken off, or answered in a way that Rolegate does not know. */
    PARTIAL,
    /** A permission is missing. */
    DENIED
  }

  public UseReport {
    holdings = holdings.stream().sorted().distinct().toList();
    kinds = Set.copyOf(kinds);
  }

  public boolean isComplete() {
    return coverage == Coverage.COMPLETE;
  }
}
