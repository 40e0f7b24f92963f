package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Uses;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty VPC whose answers come when a test lets them, or fail as it says. */
final class SlowUses implements Uses {
  private final Semaphore answers = new Semaphore(0);
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<UseCollector, Set<String>> collected = new ConcurrentHashMap<>();
  private volatile Optional<Ec2Exception> failure = Optional.empty();

  /** One more look may be answered. */
  void answer() {
    answers.release();
  }

  void fail(Ec2Exception.Kind kind, String code) {
    failure =
        Optional.of(
            new Ec2Exception(kind, "DescribeNetworkInterfaces", code, "refused: " + code, null));
  }

  void heal() {
    failure = Optional.empty();
  }

  /** Looks that began. */
  int asked() {
    return asked.get();
  }

  /** What each collector was last asked about. */
  Map<UseCollector, Set<String>> collected() {
    return Map.copyOf(collected);
  }

  @Override
  public List<Interface> interfaces(String vpcId) {
    asked.incrementAndGet();
    answers.acquireUninterruptibly();
    failure.ifPresent(
        e -> {
          throw e;
        });
    return List.of();
  }

  @Override
  public List<Instance> instances(String vpcId) {
    return List.of();
  }

  @Override
  public Set<String> staleReferences(String vpcId) {
    return Set.of();
  }

  @Override
  public UseReport collect(UseCollector collector, String vpcId, Set<String> groupIds) {
    collected.put(collector, Set.copyOf(groupIds));
    return new UseReport(collector, Coverage.COMPLETE, "", List.of(), Set.of());
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
