package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.operator.consent.Kept;
import dev.rolegate.operator.status.VpcStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status of a ManagedVpc while a check goes on. What is relied upon later is written here
 * first, and only over the very status that the check began with: neither a cache that lags nor a
 * predecessor that still runs can bring back what was used up. Thread-safe.
 */
final class VpcRecord {
  private static final Logger LOG = LoggerFactory.getLogger(VpcRecord.class);
  private static final int TRIES = 3;

  private final Context<ManagedVpc> context;
  private final MeaningfulUpdate meaningful = new MeaningfulUpdate();
  private ManagedVpc read;
  private boolean overtaken;

  VpcRecord(ManagedVpc read, Context<ManagedVpc> context) {
    this.read = read;
    this.context = context;
  }

  /** As last read or written. */
  synchronized ManagedVpc vpc() {
    return read;
  }

  synchronized ManagedVpcStatus status() {
    return VpcStatus.orEmpty(read.getStatus());
  }

  Kept kept() {
    return Kept.of(status());
  }

  /**
   * True when somebody else changed the ManagedVpc, so that it is to be looked at again at once.
   */
  synchronized boolean isOvertaken() {
    return overtaken;
  }

  /**
   * Writes what is to be relied upon from now on. False when it was refused: nothing may be begun
   * that relies on it.
   */
  synchronized boolean keep(UnaryOperator<Kept> change) {
    var before = kept();
    var after = change.apply(before);
    if (after.equals(before)) {
      return true;
    }
    try {
      read = write(read, after.in(status()));
      return true;
    } catch (KubernetesClientException e) {
      overtaken |= isConflict(e);
      LOG.warn(
          "{}: what has to be written before going on was refused, so it is not relied upon: {}",
          read.getMetadata().getName(),
          e.getMessage());
      return false;
    }
  }

  /**
   * Writes how the check ended, if that is news. A change of the documents meanwhile does not keep
   * it from being written; a change of the status does.
   *
   * @throws KubernetesClientException when the API server refuses for another reason
   */
  synchronized void finish(ManagedVpcStatus status) {
    if (status.equals(read.getStatus())) {
      return;
    }
    for (int i = 1; ; i++) {
      try {
        read = write(read, status);
        return;
      } catch (KubernetesClientException e) {
        if (!isConflict(e) || i == TRIES) {
          throw e;
        }
        overtaken = true;
        var fresh =
            context
                .getClient()
                .resources(ManagedVpc.class)
                .withName(read.getMetadata().getName())
                .get();
        if (fresh == null || !isSame(fresh)) {
          LOG.warn(
              "{}: the status was changed by somebody else during the check; it is not written",
              read.getMetadata().getName());
          return;
        }
        read = fresh;
      }
    }
  }

  private boolean isSame(ManagedVpc fresh) {
    return fresh.getMetadata().getUid().equals(read.getMetadata().getUid())
        && Objects.equals(VpcStatus.orEmpty(fresh.getStatus()), status());
  }

  private ManagedVpc write(ManagedVpc base, ManagedVpcStatus status) {
    var copy = new ManagedVpc();
    copy.setMetadata(base.getMetadata());
    copy.setSpec(base.getSpec());
    copy.setStatus(status);
    var written = context.resourceOperations().updatePrimaryStatus(copy);
    overtaken |= meaningful.accept(written, base);
    return written;
  }

  private static boolean isConflict(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }
}
