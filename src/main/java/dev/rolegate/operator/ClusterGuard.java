package dev.rolegate.operator;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.api.OrphanAction;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.execute.Guard;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Orphan;
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
  private final Modes modes;
  private final ManagedVpc vpc;
  private final BooleanSupplier mayMutate;
  private final Consents consents;

  ClusterGuard(
      KubernetesClient client,
      CrdState crds,
      Modes modes,
      ManagedVpc vpc,
      BooleanSupplier mayMutate,
      Consents consents) {
    this.client = client;
    this.crds = crds;
    this.modes = modes;
    this.vpc = vpc;
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

  @Override
  public boolean mayRetire(String name, String uid, Wanted wanted) {
    try {
      var object = client.resources(OrphanedSecurityGroup.class).withName(name).get();
      return object != null
          && uid.equals(object.getMetadata().getUid())
          && !object.isMarkedForDeletion()
          && vpc.getMetadata().getName().equals(object.getSpec().managedVpc())
          && Orphan.orEmpty(object.getStatus()).phase() == OrphanPhase.QUARANTINED
          && isWanted(object.getSpec().decision(), wanted)
          && !crds.isTerminating(OrphanedSecurityGroup.class);
    } catch (KubernetesClientException e) {
      LOG.warn("{} cannot be read, so nothing is taken from it: {}", name, e.getMessage());
      return false;
    }
  }

  /** The ManagedVpc as it is now; the documents of a pass may be older. */
  private boolean isWanted(OrphanDecision decision, Wanted wanted) {
    var fresh = client.resources(ManagedVpc.class).withName(vpc.getMetadata().getName()).get();
    if (fresh == null
        || !vpc.getMetadata().getUid().equals(fresh.getMetadata().getUid())
        || fresh.isMarkedForDeletion()
        || fresh.getSpec().orphans() == null
        || modes.of(fresh) != Mode.ENFORCE
        || fresh.getSpec().orphans().action() == OrphanAction.REPORT) {
      return false;
    }
    return decision == OrphanDecision.DELETE
        || decision == null
            && (wanted == Wanted.QUARANTINE
                || fresh.getSpec().orphans().action() == OrphanAction.DELETE);
  }

  @Override
  public boolean mayRemediate() {
    try {
      var fresh = client.resources(ManagedVpc.class).withName(vpc.getMetadata().getName()).get();
      // Which groups match, and whether it enforces, are in the spec that this plan was made from.
      return fresh != null
          && vpc.getMetadata().getUid().equals(fresh.getMetadata().getUid())
          && !fresh.isMarkedForDeletion()
          && ManagedVpcReconciler.generation(vpc) == ManagedVpcReconciler.generation(fresh)
          && modes.of(fresh) == Mode.ENFORCE;
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{} cannot be read, so no rule is taken from groups that nobody declares: {}",
          vpc.getMetadata().getName(),
          e.getMessage());
      return false;
    }
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
