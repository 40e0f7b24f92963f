package dev.rolegate.operator;

import static org.awaitility.Awaitility.await;

import dev.rolegate.ec2.Uses;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Collectors that find nothing, as completely as they are told, and that can be made to wait. */
final class ScriptedUses implements Uses {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Thread> answered = new CopyOnWriteArrayList<>();
  private final Map<UseCollector, Coverage> coverage = new ConcurrentHashMap<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Throwable error;

  /** From now on calls wait. */
  void shut() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  void answer(UseCollector collector, Coverage value) {
    coverage.put(collector, value);
  }

  /**
   * @param value null to answer again
   */
  void fail(Throwable value) {
    error = value;
  }

  /** A line for each call that was made, the order of groups apart. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void awaitCalls(int calls) {
    await().until(() -> asked.size() >= calls);
  }

  /** Until as many calls are answered, and whoever made the last one has nothing more to do. */
  void awaitEnd(int calls) {
    await()
        .until(
            () ->
                answered.size() == calls
                    && answered.get(calls - 1).getState() == Thread.State.WAITING);
  }

  @Override
  public UseReport collect(UseCollector collector, String vpcId, Set<String> groupIds) {
    asked.add(collector + " of " + vpcId + ": " + new TreeSet<>(groupIds));
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(collector, Coverage.PARTIAL);
    }
    if (error instanceof Error broken) {
      throw broken;
    }
    if (error instanceof RuntimeException broken) {
      throw broken;
    }
    answered.add(Thread.currentThread());
    return report(collector, coverage.getOrDefault(collector, Coverage.COMPLETE));
  }

  private static UseReport report(UseCollector collector, Coverage coverage) {
    String why = coverage == Coverage.COMPLETE ? "" : "not all could be read";
    return new UseReport(collector, coverage, why, List.of(), Set.of());
  }

  @Override
  public List<Interface> interfaces(String vpcId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Instance> instances(String vpcId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> staleReferences(String vpcId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    open();
  }
}
