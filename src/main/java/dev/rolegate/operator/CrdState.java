package dev.rolegate.operator;

import dev.rolegate.api.RoleSecurityGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;

/**
 * Tells a deleted resource from a deleted kind: who removes the CRD removes Rolegate, and that
 * never deletes a group.
 */
@Singleton
public class CrdState {
  private final KubernetesClient client;

  public CrdState(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Read afresh. A kind without a CRD to be seen counts as there: some one-purpose API servers
   * serve kinds without.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it cannot be read
   */
  boolean isTerminating() {
    return isTerminating(RoleSecurityGroup.class);
  }

  /** The same, of another kind. */
  boolean isTerminating(Class<? extends CustomResource<?, ?>> kind) {
    HasMetadata crd =
        client
            .resources(CustomResourceDefinition.class)
            .withName(CustomResource.getCRDName(kind))
            .get();
    return crd != null && crd.isMarkedForDeletion();
  }
}
