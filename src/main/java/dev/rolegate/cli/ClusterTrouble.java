package dev.rolegate.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Says why a cluster did not answer, or what it answered. */
final class ClusterTrouble {
  private ClusterTrouble() {}

  /** The client's own message tells what was asked; where no answer came, its causes say why. */
  static String reason(KubernetesClientException failure) {
    if (failure.getStatus() != null) {
      return failure.getMessage();
    }
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause == failure
        ? failure.getMessage()
        : "no answer: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
