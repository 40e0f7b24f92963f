package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.MissingCRDException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The last line of a start that failed says what, why and what next. */
class StartFailureTest {
  private static String explain(Exception cause) {
    var failure =
        new RuntimeException(
            "Failed to start quarkus",
            new OperatorException("Error starting operator", new ExecutionException(cause)));
    return StartFailure.explain(failure).orElseThrow();
  }

  private static KubernetesClientException refusal(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }

  @Test
  void anApiServerThatDoesNotAnswerIsNamedByItsAddress() {
    var refused = new ConnectException("Connection refused");
    var connection = new IOException("Connection refused: /127.0.0.1:9", refused);
    assertThat(explain(new KubernetesClientException("Operation: [get] failed.", connection)))
        .isEqualTo(
            "The operator did not start, and nothing was changed: the API server of Kubernetes did"
                + " not answer: Connection refused: /127.0.0.1:9. Outside a pod, KUBECONFIG says"
                + " where it is. The process ends with exit code 1; in a pod it is started again"
                + " until that is right");
  }

  @Test
  void whatIsRefusedSaysWhatHasThePermissions() {
    assertThat(explain(refusal(403, "managedvpcs is forbidden: User cannot list")))
        .contains("refused: ", "User cannot list", "The directory deploy of this version");
    assertThat(explain(refusal(500, "etcd is away")))
        .contains("refused: ", "etcd is away")
        .doesNotContain("deploy");
  }

  @Test
  void aKindThatIsNotInstalledIsNamed() {
    assertThat(explain(new MissingCRDException("guardrails.rolegate.dev", "v1alpha1")))
        .contains("does not know guardrails.rolegate.dev: apply the directory crds");
  }

  @Test
  void anObjectThatCannotBeReadIsInALineOfItsOwn() {
    var wrong = new KubernetesClientException("An error", new JsonParseException(null, "odd"));
    assertThat(explain(wrong)).contains("an object cannot be read; a line before this");
  }

  @Test
  void whatOnlyADeveloperUnderstandsIsNotExplained() {
    assertThat(StartFailure.explain(new IllegalStateException("odd"))).isEmpty();
    var setting =
        new RuntimeException("x", new IllegalArgumentException("set ROLEGATE_CLUSTER_ID"));
    assertThat(StartFailure.explain(setting)).isEmpty();
    assertThat(StartFailure.unexplained(setting)).endsWith("changed: set ROLEGATE_CLUSTER_ID");
    assertThat(StartFailure.unexplained(new RuntimeException(new IllegalStateException("odd"))))
        .endsWith("changed: java.lang.IllegalStateException: odd");
  }
}
