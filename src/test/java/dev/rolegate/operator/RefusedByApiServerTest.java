package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import org.junit.jupiter.api.Test;

/** What the API server refuses is no error of Rolegate, whatever it comes wrapped in. */
class RefusedByApiServerTest {
  private final KubernetesClientException refused = new KubernetesClientException("not found");

  @Test
  void isToldFromWhatFailsWithin() {
    assertThat(ManagedVpcReconciler.refusal(refused)).contains(refused);
    assertThat(ManagedVpcReconciler.refusal(new OperatorException(refused))).contains(refused);
    assertThat(ManagedVpcReconciler.refusal(new OperatorException(new IllegalStateException())))
        .isEmpty();
    assertThat(ManagedVpcReconciler.refusal(new IllegalStateException(refused))).isEmpty();
  }
}
