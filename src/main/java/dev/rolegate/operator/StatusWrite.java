package dev.rolegate.operator;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.function.Function;

/**
 * Writes a status, and sees to it that no change is slept through. The framework takes every event
 * that is older than an own write for an effect of that write and drops it; a change by somebody
 * else between the last read and the write is then never told. The answer to the write holds that
 * change, so it is looked for there.
 */
final class StatusWrite {
  private static final MeaningfulUpdate MEANINGFUL = new MeaningfulUpdate();
  private static final int TRIES = 5;

  private StatusWrite() {}

  /**
   * Writes what the status should be by the resource as it is now, if that is news: the cache may
   * lag behind the last write.
   *
   * @param status what it should be, given the resource
   * @return as {@link #write}; false where the resource is gone, or says it already
   */
  static <S, P extends CustomResource<?, S>> boolean overNewest(
      P cached, Function<P, S> status, Context<P> context) {
    P fresh = context.getClient().resource(cached).get();
    if (fresh == null) {
      return false;
    }
    S after = status.apply(fresh);
    return !after.equals(fresh.getStatus()) && write(fresh, after, context);
  }

  /**
   * Writes the whole status over whatever is there, since nobody else writes it. Not as a patch:
   * the client's patches leave out empty lists, and nothing applied is not the same as nothing
   * known.
   *
   * @return true when the resource was changed by somebody else since it was read, so that it has
   *     to be looked at again at once
   * @throws KubernetesClientException when the API server refuses
   */
  static <S, P extends CustomResource<?, S>> boolean write(P read, S status, Context<P> context) {
    P base = read;
    for (int i = 1; ; i++) {
      S before = base.getStatus();
      base.setStatus(status);
      try {
        P written = context.resourceOperations().updatePrimaryStatus(base);
        return MEANINGFUL.accept(written, read);
      } catch (KubernetesClientException e) {
        base.setStatus(before);
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || i == TRIES) {
          throw e;
        }
        P fresh = context.getClient().resource(read).get();
        if (fresh == null) {
          throw e;
        }
        base = fresh;
      }
    }
  }
}
