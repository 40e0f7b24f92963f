package dev.rolegate.sim.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Stops one call on one side of its effect until it is told how to go on, so that a test can do
 * something to the client just there. Thread-safe.
 */
public final class Hold {
  private final String action;
  private final Failure.When when;
  private final int nth;
  private int seen;
  private String requestId;
  private End end;

  /** How a held call goes on. */
  public enum End {
    /** As if it had never been held. */
    RELEASE,
    /** The connection is closed without an answer: before the effect, it never happens. */
    DROP
  }

  private Hold(String action, Failure.When when, int nth) {
    if (nth < 1) {
      throw new IllegalArgumentException("a hold on call " + nth + ": the first one is 1");
    }
    this.action = action;
    this.when = when;
    this.nth = nth;
  }

  /**
   * @param action name of the action, or a pattern such as {@code Authorize*}
   * @param nth which of its calls from now on, those that fail before that included; 1 is the next
   */
  public static Hold nth(String action, Failure.When when, int nth) {
    return new Hold(action, when, nth);
  }

  public static Hold next(String action, Failure.When when) {
    return nth(action, when, 1);
  }

  public String action() {
    return action;
  }

  public Failure.When when() {
    return when;
  }

  /** The held call, from when it came until it has gone on. */
  public synchronized Optional<String> held() {
    return end == null ? Optional.ofNullable(requestId) : Optional.empty();
  }

  /** Whether the call came within that time; then it is held, or has gone on already. */
  public synchronized boolean await(Duration longest) throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos();
        requestId == null && left > 0;
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return requestId != null;
  }

  /** Lets the call go on; one that has not come yet will not be held. */
  public synchronized void end(End how) {
    if (end == null) {
      end = how;
      notifyAll();
    }
  }

  public void release() {
    end(End.RELEASE);
  }

  public void drop() {
    end(End.DROP);
  }

  /** Whether this call is the one, which makes it so. */
  synchronized boolean takes(String calledAction, Failure.When side, String id) {
    if (end != null || when != side || !Behaviour.matches(action, calledAction) || ++seen != nth) {
      return false;
    }
    requestId = id;
    notifyAll();
    return true;
  }

  /** Waits for the end; an interrupt, which only the end of the simulator causes, drops. */
  synchronized End awaitEnd() {
    while (end == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end = End.DROP;
      }
    }
    return end;
  }
}
