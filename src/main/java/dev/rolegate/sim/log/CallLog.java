package dev.rolegate.sim.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** The calls that were served, oldest first; beyond the limit the oldest are forgotten. */
public final class CallLog {
  private final int limit;
  private final Deque<CallRecord> calls = new ArrayDeque<>();
  private long count;

  public CallLog(int limit) {
    this.limit = limit;
  }

  public synchronized void add(LongFunction<CallRecord> numbered) {
    count++;
    calls.addLast(numbered.apply(count));
    if (calls.size() > limit) {
      calls.removeFirst();
    }
  }

  public synchronized List<CallRecord> all() {
    return List.copyOf(calls);
  }

  /** Calls with a number above {@code number}. */
  public synchronized List<CallRecord> since(long number) {
    return calls.stream().filter(call -> call.number() > number).toList();
  }

  /** How many calls were served in all, the forgotten ones included. */
  public synchronized long count() {
    return count;
  }

  public synchronized void clear() {
    calls.clear();
  }
}
