package dev.rolegate.operator;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/**
 * Writes a status, and sees to it that no change is slept through. The framework takes every event
 * that is older than an own write for an effect of that write and drops it; a change by somebody
 * else between the last read and the write is then never told. The answer to the write holds that
 * change, so it is looked for there.
 */
final class StatusWrite {
  private static final MeaningfulUpdate MEANINGFUL = new MeaningfulUpdate();

  private StatusWrite() {}

  /**
   * Writes the status without a lock on the version, since nobody else writes it.
   *
   * @return true when the resource was changed by somebody else since it was read, so that it has
   *     to be looked at again at once
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses
   */
  static <S, P extends CustomResource<?, S>> boolean write(P read, S status, Context<P> context) {
    String version = read.getMetadata().getResourceVersion();
    read.getMetadata().setResourceVersion(null);
    try {
      P written =
          context
              .resourceOperations()
              .jsonPatchPrimaryStatus(
                  read,
                  r -> {
                    r.setStatus(status);
                    return r;
                  });
      return written != null && MEANINGFUL.accept(written, read);
    } finally {
      read.getMetadata().setResourceVersion(version);
    }
  }
}
