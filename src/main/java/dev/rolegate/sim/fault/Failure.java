package dev.rolegate.sim.fault;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls fail. Before the effect nothing happens; after the effect the change is made and only
 * the answer is lost. {@code DROP} closes the connection without an answer.
 *
 * @param action name of the action, or a pattern such as {@code Authorize*}, {@code ecs:List*} or
 *     {@code *}
 * @param passing how many more calls are left alone first
 * @param rate share of the calls that fail, 0 to 1
 * @param remaining how many more calls may fail; the largest integer for no limit
 */
public record Failure(
    String action,
    When when,
    Kind kind,
    AtomicInteger passing,
    double rate,
    AtomicInteger remaining) {
  /** On which side of the effect the call fails. */
  public enum When {
    BEFORE,
    AFTER
  }

  /** What the client gets. */
  public enum Kind {
    INTERNAL_ERROR,
    UNAVAILABLE,
    DROP,
    /** The request bucket is empty, in the words of the service. */
    THROTTLED
  }

  public Failure {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("failure rate " + rate + ": use a number from 0 to 1");
    }
  }

  public static Failure rate(String action, When when, Kind kind, double rate) {
    return of(action, when, kind, 0, rate, Integer.MAX_VALUE);
  }

  public static Failure next(String action, When when, Kind kind, int count) {
    return of(action, when, kind, 0, 1, count);
  }

  /** Lets that many calls through, such as the first pages of a list, and fails all after them. */
  public static Failure after(String action, When when, Kind kind, int calls) {
    return of(action, when, kind, calls, 1, Integer.MAX_VALUE);
  }

  static Failure of(String action, When when, Kind kind, int passing, double rate, int count) {
    return new Failure(
        action, when, kind, new AtomicInteger(passing), rate, new AtomicInteger(count));
  }

  /** Whether it is this call's turn; one that is let through first is counted off. */
  boolean isDue() {
    return passing.getAndUpdate(left -> Math.max(0, left - 1)) <= 0;
  }

  boolean take() {
    return remaining.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
