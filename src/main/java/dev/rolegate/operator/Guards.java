package dev.rolegate.operator;

import dev.rolegate.execute.Guard;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.operator.report.Events;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Gives each pass its guard. */
@Singleton
public class Guards {
  /** When to ask again: a leader that could not look at its lease; any other is about to end. */
  static final Duration UNTIL_LEADING = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final CrdState crds;
  private final Modes modes;
  private final Leadership leadership;
  private final Workers workers;
  private final Events events;
  private final InstantSource clock;

  public Guards(
      KubernetesClient client,
      CrdState crds,
      Modes modes,
      Leadership leadership,
      Workers workers,
      Events events,
      InstantSource clock) {
    this.client = client;
    this.crds = crds;
    this.modes = modes;
    this.leadership = leadership;
    this.workers = workers;
    this.events = events;
    this.clock = clock;
  }

  /** False where another replica may be the leader: it knows better what is to be told. */
  boolean mayTell() {
    return leadership.leads();
  }

  /** Allows as long as this process leads and the ManagedVpc is there. */
  Guard of(VpcRecord record, VpcWorker worker) {
    String vpc = record.vpc().getMetadata().getName();
    return new ClusterGuard(
        client,
        crds,
        modes,
        record.vpc(),
        () -> workers.isCurrent(vpc, worker) && leadership.mayMutate(),
        new Consents(record, events, clock));
  }
}
