package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Factory;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.UsesFactory;
import dev.rolegate.execute.SteadyClock;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.operator.status.VpcStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One worker for each ManagedVpc, for as long as its VPC, Region, role and external id stay the
 * same, since a worker remembers its own writes.
 */
@Singleton
public class Workers {
  private final Ec2Factory ec2;
  private final UsesFactory uses;
  private final WorkerSettings settings;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /** What a worker is bound to. */
  private record Binding(String uid, String vpcId, ConnectTo connectTo) {}

  private record Entry(Binding binding, Ec2 connection, Uses uses, VpcWorker worker) {
    void close() {
      worker.close();
      uses.close();
      connection.close();
    }
  }

  public Workers(
      Ec2Factory ec2,
      UsesFactory uses,
      WorkerSettings settings,
      AuditLog audit,
      InstantSource clock) {
    this.ec2 = ec2;
    this.uses = uses;
    this.settings = settings;
    this.audit = audit;
    this.clock = new SteadyClock(clock);
  }

  VpcWorker of(ManagedVpc vpc) {
    var spec = vpc.getSpec();
    var status = VpcStatus.orEmpty(vpc.getStatus());
    var connectTo =
        new ConnectTo(
            vpc.getMetadata().getName(),
            spec.region(),
            Objects.requireNonNullElse(spec.roleArn(), ""),
            Objects.requireNonNullElse(status.externalId(), ""));
    var binding = new Binding(vpc.getMetadata().getUid(), spec.vpcId(), connectTo);
    return entries
        .compute(
            vpc.getMetadata().getName(),
            (name, entry) -> {
              if (entry != null && entry.binding().equals(binding)) {
                return entry;
              }
              if (entry != null) {
                entry.close();
              }
              var connection = ec2.connect(connectTo);
              return new Entry(
                  binding,
                  connection,
                  uses.uses(connectTo),
                  new VpcWorker(connection, settings, audit, clock));
            })
        .worker();
  }

  /**
   * The connections of a worker, for reading.
   *
   * @throws IllegalStateException when it is no longer the one of its ManagedVpc
   */
  Connections connections(String vpc, VpcWorker worker) {
    return find(vpc, worker)
        .orElseThrow(
            () -> new IllegalStateException("the connection to the VPC of " + vpc + " was closed"));
  }

  /** As above; empty when it is no longer the one of its ManagedVpc. */
  Optional<Connections> find(String vpc, VpcWorker worker) {
    return Optional.ofNullable(entries.get(vpc))
        .filter(entry -> entry.worker() == worker)
        .map(entry -> new Connections(entry.connection(), entry.uses()));
  }

  /** What reads the VPC of a worker. */
  record Connections(Ec2 ec2, Uses uses) {}

  /** True while this worker is the one of its ManagedVpc. */
  boolean isCurrent(String vpc, VpcWorker worker) {
    var entry = entries.get(vpc);
    return entry != null && entry.worker() == worker;
  }

  /** The ManagedVpc is gone, or no longer to be worked on. */
  void close(String vpc) {
    var entry = entries.remove(vpc);
    if (entry != null) {
      entry.close();
    }
  }

  /**
   * Ends all work.
   *
   * @param longest for calls that are under way, all together
   * @return false where one of them still is
   */
  boolean close(Duration longest) {
    var closed = entries.values().stream().map(Entry::worker).toList();
    entries.keySet().forEach(this::close);
    long end = System.nanoTime() + longest.toNanos();
    boolean quiet = true;
    for (VpcWorker worker : closed) {
      quiet &= worker.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
    }
    return quiet;
  }
}
