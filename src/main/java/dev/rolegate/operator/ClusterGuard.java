package dev.rolegate.operator;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.execute.Guard;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the worker from the cluster itself, not from a cache, where it is about a deletion. */
final class ClusterGuard implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterGuard.class);

  private final KubernetesClient client;
  private final CrdState crds;
  private final BooleanSupplier mayMutate;
  private final Consents consents;

  ClusterGuard(
      KubernetesClient client, CrdState crds, BooleanSupplier mayMutate, Consents consents) {
    this.client = client;
    this.crds = crds;
    this.mayMutate = mayMutate;
    this.consents = consents;
  }

  @Override
  public boolean mayMutate() {
    return mayMutate.getAsBoolean();
  }

  @Override
  public boolean mayDelete(GroupKey key, String uid) {
    try {
      var resource =
          client
              .resources(RoleSecurityGroup.class)
              .inNamespace(key.namespace())
              .withName(key.name())
              .get();
      return resource != null
          && uid.equals(resource.getMetadata().getUid())
          && resource.isMarkedForDeletion()
          && Finalizer.isOn(resource)
          && resource.getSpec().deletionPolicy() != DeletionPolicy.RETAIN
          && !crds.isTerminating();
    } catch (KubernetesClientException e) {
      LOG.warn("{} cannot be read, so its group is not deleted: {}", key, e.getMessage());
      return false;
    }
  }

  /** Nothing is retired yet. */
  @Override
  public boolean mayRetire(String name, String uid, Wanted wanted) {
    return false;
  }

  @Override
  public boolean reserve(Set<String> groupIds) {
    return consents.reserve(groupIds);
  }

  @Override
  public Optional<Consent> approve(Plan plan) {
    return consents.approve(plan);
  }
}
