package dev.rolegate.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.MissingCRDException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Why the operator did not start, for whoever reads the last line of its log. */
public final class StartFailure {
  private static final String BEGINNING = "The operator did not start, and nothing was changed: ";
  private static final String AGAIN =
      ". The process ends with exit code 1; in a pod it is started again until that is right";

  private StartFailure() {}

  /** A sentence that says what, why and what next; empty where nobody but a developer can tell. */
  public static Optional<String> explain(Throwable failure) {
    var causes = new Causes(failure);
    if (causes.first(JsonProcessingException.class).isPresent()) {
      return Optional.of(
          BEGINNING + "an object cannot be read; a line before this says which" + AGAIN);
    }
    return causes
        .first(ConfigValidationException.class)
        .map(e -> BEGINNING + e.getMessage())
        .or(() -> causes.first(MissingCRDException.class).map(StartFailure::unknown))
        .or(() -> causes.first(KubernetesClientException.class).map(StartFailure::unanswered));
  }

  /**
   * What else it was, in the words of where it began; settings that are refused say what to set.
   */
  public static String unexplained(Throwable failure) {
    Throwable origin = new Causes(failure).origin();
    return BEGINNING
        + (origin instanceof IllegalArgumentException ? origin.getMessage() : origin.toString());
  }

  private static String unknown(MissingCRDException e) {
    return BEGINNING
        + "the API server of Kubernetes does not know "
        + e.getCrdName()
        + ": apply the directory crds of this version"
        + AGAIN;
  }

  private static String unanswered(KubernetesClientException e) {
    // Without an answer there is no status.
    if (e.getCode() <= 0) {
      return BEGINNING
          + "the API server of Kubernetes did not answer: "
          + root(e)
          + ". Outside a pod, KUBECONFIG says where it is"
          + AGAIN;
    }
    boolean forbidden =
        e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
            || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    return BEGINNING
        + "the API server of Kubernetes refused: "
        + e.getMessage()
        + (forbidden
            ? ". The directory deploy of this version has the permissions that it takes"
            : "")
        + AGAIN;
  }

  /** The outermost that is about the connection names the address. */
  private static String root(Throwable e) {
    return new Causes(e)
        .all()
        .filter(t -> t instanceof IOException && t.getMessage() != null)
        .findFirst()
        .map(Throwable::getMessage)
        .orElse(e.getMessage());
  }
}
