package dev.rolegate.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;

/**
 * The client for what is only worth while now: it asks once and does not wait long. The usual one
 * repeats for many seconds while the API server is gone, and whoever asks about the lease would
 * wait for longer than the lease lasts.
 */
final class Impatient {
  /** Above what a busy API server takes, and below the deadlines that the answer is for. */
  private static final int TIMEOUT_MILLIS = 3000;

  private Impatient() {}

  /** On the same connections; must not be closed. */
  static KubernetesClient with(KubernetesClient client) {
    return client
        .newClient(
            new RequestConfigBuilder()
                .withRequestTimeout(TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build())
        .adapt(KubernetesClient.class);
  }
}
