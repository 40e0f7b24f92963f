package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.Ec2Factory;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One worker for each ManagedVpc, for as long as its VPC, Region and role stay the same, since a
 * worker remembers its own writes.
 */
@Singleton
public class Workers {
  private final Ec2Factory ec2;
  private final WorkerSettings settings;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /** What a worker is bound to. */
  private record Binding(String uid, String vpcId, String region, Optional<String> roleArn) {}

  private record Entry(Binding binding, VpcWorker worker) {}

  public Workers(Ec2Factory ec2, WorkerSettings settings, InstantSource clock) {
    this.ec2 = ec2;
    this.settings = settings;
    this.clock = clock;
  }

  VpcWorker of(ManagedVpc vpc) {
    var spec = vpc.getSpec();
    var binding =
        new Binding(
            vpc.getMetadata().getUid(),
            spec.vpcId(),
            spec.region(),
            Optional.ofNullable(spec.roleArn()));
    return entries
        .compute(
            vpc.getMetadata().getName(),
            (name, entry) -> {
              if (entry != null && entry.binding().equals(binding)) {
                return entry;
              }
              if (entry != null) {
                entry.worker().close();
              }
              var connection = ec2.connect(binding.region(), binding.roleArn());
              return new Entry(binding, new VpcWorker(connection, settings, clock));
            })
        .worker();
  }

  /** True while this worker is the one of its ManagedVpc. */
  boolean isCurrent(String vpc, VpcWorker worker) {
    var entry = entries.get(vpc);
    return entry != null && entry.worker() == worker;
  }

  /** The ManagedVpc is gone, or no longer to be worked on. */
  void close(String vpc) {
    var entry = entries.remove(vpc);
    if (entry != null) {
      entry.worker().close();
    }
  }

  void close() {
    entries.keySet().forEach(this::close);
  }
}
