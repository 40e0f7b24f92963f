package dev.rolegate.operator;

import dev.rolegate.execute.Guard;
import dev.rolegate.execute.VpcWorker;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;

/** Gives each pass its guard. */
@Singleton
public class Guards {
  private final KubernetesClient client;
  private final CrdState crds;
  private final Leadership leadership;
  private final Workers workers;

  public Guards(KubernetesClient client, CrdState crds, Leadership leadership, Workers workers) {
    this.client = client;
    this.crds = crds;
    this.leadership = leadership;
    this.workers = workers;
  }

  /** Allows as long as this process leads and the ManagedVpc is there. */
  Guard of(String vpc, VpcWorker worker) {
    return new ClusterGuard(
        client, crds, () -> workers.isCurrent(vpc, worker) && leadership.mayMutate());
  }
}
