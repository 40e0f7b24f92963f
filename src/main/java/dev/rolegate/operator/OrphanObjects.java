package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupSpec;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import dev.rolegate.model.Group;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes OrphanedSecurityGroups, each write only over the very object that was read: neither a
 * cache that lags nor a predecessor that still runs can undo what somebody decided. A write that is
 * refused is logged, and whatever relies on it does not go.
 */
@Singleton
public class OrphanObjects {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanObjects.class);

  /** New objects and statuses of one check; the rest follows a second later. */
  static final int WRITES = 200;

  private final KubernetesClient client;
  private final Leadership leadership;

  public OrphanObjects(KubernetesClient client, Leadership leadership) {
    this.client = client;
    this.leadership = leadership;
  }

  /** A new object for a group; empty where there is one already. */
  Optional<OrphanedSecurityGroup> create(ManagedVpc vpc, Group group) {
    var object = new OrphanedSecurityGroup();
    object.setMetadata(new ObjectMetaBuilder().withName(group.groupId()).build());
    object.setSpec(
        new OrphanedSecurityGroupSpec(
            vpc.getMetadata().getName(), group.groupId(), group.name(), null, null));
    return written(group.groupId(), () -> client.resource(object).create());
  }

  /** The object of another ManagedVpc becomes this one's; nothing else of it changes. */
  Optional<OrphanedSecurityGroup> takeOver(OrphanedSecurityGroup read, String vpc) {
    return write(read, read.getSpec().withManagedVpc(vpc), read.getMetadata().getFinalizers());
  }

  /** Writes spec and finalizers. */
  Optional<OrphanedSecurityGroup> write(
      OrphanedSecurityGroup read, OrphanedSecurityGroupSpec spec, List<String> finalizers) {
    var copy = copy(read);
    copy.setMetadata(new ObjectMetaBuilder(read.getMetadata()).withFinalizers(finalizers).build());
    copy.setSpec(spec);
    return written(
        read.getMetadata().getName(),
        () ->
            client
                .resource(copy)
                .lockResourceVersion(read.getMetadata().getResourceVersion())
                .update());
  }

  /** Writes the status, if that is news. */
  Optional<OrphanedSecurityGroup> write(
      OrphanedSecurityGroup read, OrphanedSecurityGroupStatus status) {
    if (status.equals(read.getStatus())) {
      return Optional.of(read);
    }
    var copy = copy(read);
    copy.setStatus(status);
    return written(
        read.getMetadata().getName(),
        () ->
            client
                .resource(copy)
                .lockResourceVersion(read.getMetadata().getResourceVersion())
                .updateStatus());
  }

  /** The object goes; its finalizer has to be off. False when that was refused. */
  boolean delete(OrphanedSecurityGroup read) {
    return written(
            read.getMetadata().getName(),
            () -> {
              client
                  .resource(read)
                  .lockResourceVersion(read.getMetadata().getResourceVersion())
                  .delete();
              return read;
            })
        .isPresent();
  }

  private static OrphanedSecurityGroup copy(OrphanedSecurityGroup read) {
    var copy = new OrphanedSecurityGroup();
    copy.setMetadata(read.getMetadata());
    copy.setSpec(read.getSpec());
    copy.setStatus(read.getStatus());
    return copy;
  }

  private Optional<OrphanedSecurityGroup> written(
      String name, Supplier<OrphanedSecurityGroup> write) {
    if (!leadership.leads()) {
      return Optional.empty();
    }
    try {
      return Optional.of(write.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.info("OrphanedSecurityGroup {} was changed meanwhile; it is looked at again", name);
      } else {
        LOG.warn(
            "OrphanedSecurityGroup {} was not written, and nothing relies on it: {}",
            name,
            e.getMessage());
      }
      return Optional.empty();
    }
  }
}
