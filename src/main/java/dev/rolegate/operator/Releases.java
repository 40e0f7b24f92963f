package dev.rolegate.operator;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.operator.status.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a RoleSecurityGroup that is being deleted may go. A group is deleted by the loop
 * alone; here it is only seen that it is gone, or that it is to stay.
 */
@Singleton
public class Releases {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

  private final KubernetesClient client;
  private final CrdState crds;
  private final Modes modes;

  public Releases(KubernetesClient client, CrdState crds, Modes modes) {
    this.client = client;
    this.crds = crds;
    this.modes = modes;
  }

  /**
   * The resource may go.
   *
   * @param left why its group stays in AWS; empty when nothing of it is left
   */
  record Release(Optional<String> left) {
    static Release leaving(String why) {
      return new Release(Optional.of(why));
    }

    static Release gone() {
      return new Release(Optional.empty());
    }
  }

  /** Empty while the resource has to stay. */
  Optional<Release> decide(RoleSecurityGroup role, Optional<Outcome> outcome) {
    if (role.getSpec().deletionPolicy() == DeletionPolicy.RETAIN) {
      return Optional.of(Release.leaving("spec.deletionPolicy is Retain"));
    }
    try {
      return beyondThisResource(role).or(() -> outcome.flatMap(Releases::of));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{}/{} is not released before the cluster can be read: {}",
          role.getMetadata().getNamespace(),
          role.getMetadata().getName(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Read afresh: a cache may not have seen yet what was applied together with the resource. */
  private Optional<Release> beyondThisResource(RoleSecurityGroup role) {
    if (crds.isTerminating()) {
      return Optional.of(Release.leaving("the kind RoleSecurityGroup itself is being deleted"));
    }
    String name = role.getSpec().vpc();
    ManagedVpc vpc = client.resources(ManagedVpc.class).withName(name).get();
    if (vpc == null || vpc.isMarkedForDeletion()) {
      return Optional.of(Release.leaving("there is no ManagedVpc " + name));
    }
    if (modes.stops(vpc)) {
      return Optional.of(Release.leaving("the global stop is on (ROLEGATE_ENFORCE=false)"));
    }
    return modes.of(vpc) == Mode.OBSERVE
        ? Optional.of(Release.leaving("ManagedVpc " + name + " is in mode Observe"))
        : Optional.empty();
  }

  private static Optional<Release> of(Outcome outcome) {
    return switch (outcome.release()) {
      case NO -> Optional.empty();
      case GONE -> Optional.of(Release.gone());
      case LEFT -> Optional.of(Release.leaving(outcome.ready().message()));
    };
  }
}
