package dev.rolegate.sim.fault;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls fail. Before the effect nothing happens; after the effect the change is made and only
 * the answer is lost. {@code DROP} closes the connection without an answer.
 *
 * @param action name of the action, or a pattern such as {@code Authorize*}, {@code ecs:List*} or
 *     {@code *}
 * @param rate share of the calls that fail, 0 to 1
 * @param remaining how many more calls may fail; the largest integer for no limit
 */
public record Failure(String action, When when, Kind kind, double rate, AtomicInteger remaining) {
  /** On which side of the effect the call fails. */
  public enum When {
    BEFORE,
    AFTER
  }

  /** What the client gets. */
  public enum Kind {
    INTERNAL_ERROR,
    UNAVAILABLE,
    DROP
  }

  public Failure {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("failure rate " + rate + ": use a number from 0 to 1");
    }
  }

  public static Failure rate(String action, When when, Kind kind, double rate) {
    return new Failure(action, when, kind, rate, new AtomicInteger(Integer.MAX_VALUE));
  }

  public static Failure next(String action, When when, Kind kind, int count) {
    return new Failure(action, when, kind, 1, new AtomicInteger(count));
  }

  boolean take() {
    return remaining.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
