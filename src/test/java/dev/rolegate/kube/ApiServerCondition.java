package dev.rolegate.kube;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests of the real API server where its binaries are missing, and says so loudly. With the
 * environment variable CI set, it fails them instead: a run that proves nothing must not pass.
 */
public final class ApiServerCondition implements ExecutionCondition {

  private static final String NOTICE_PRINTED = "tests.rolegate.apiserver.notice";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var result = evaluate(ApiServerBinaries.missing(), System.getenv("CI"));
    if (result.isDisabled() && System.getProperty(NOTICE_PRINTED) == null) {
      System.setProperty(NOTICE_PRINTED, "true");
      var line = "!".repeat(100);
      System.err.printf("%n%s%nSKIPPED: %s%n%s%n%n", line, result.getReason().get(), line);
    }
    return result;
  }

  static ConditionEvaluationResult evaluate(List<String> missing, String ci) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the API server's binaries are there");
    }
    if (ci != null && !ci.isBlank()) {
      throw new IllegalStateException(notice(missing));
    }
    return ConditionEvaluationResult.disabled(notice(missing));
  }

  static String notice(List<String> missing) {
    return "no test runs on a real Kubernetes API server: "
        + String.join(", ", missing)
        + " not found in "
        + ApiServerBinaries.folder()
        + ". Run `make apiserver`, or set KUBE_API_TEST_DIR to a folder that holds k8s/"
        + ApiServerBinaries.folder().getFileName()
        + "/.";
  }
}
