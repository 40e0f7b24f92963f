package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.ec2.aws.uses.Service;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Turns what the SDK throws into {@link Ec2Exception}, keeping AWS's code, text and request id. */
final class Errors {
  /** EC2 appends up to kilobytes of encoded detail; CloudTrail has it under the request id. */
  private static final String ENCODED = "Encoded authorization failure message:";

  private final String region;

  Errors(String region) {
    this.region = region;
  }

  /** What a call that threw this comes to; the interceptor may have said so already. */
  Ec2Exception of(String action, RuntimeException thrown) {
    for (Throwable told : thrown.getSuppressed()) {
      if (told instanceof Ec2Exception failure) {
        return failure;
      }
    }
    return translate(action, thrown, false);
  }

  /**
   * @param uncertain true when an earlier attempt of the same call got no answer, so that whatever
   *     the last one says, the call may have had its effect
   */
  Ec2Exception translate(String action, Throwable thrown, boolean uncertain) {
    Ec2Exception own = ownCause(thrown);
    if (own != null) {
      return uncertain ? lost(action, own.code(), own.getMessage(), own.requestId(), own) : own;
    }
    if (thrown instanceof AwsServiceException answer) {
      return answered(action, answer, uncertain);
    }
    boolean late =
        thrown instanceof ApiCallTimeoutException
            || thrown instanceof ApiCallAttemptTimeoutException;
    return new Ec2Exception(
        Kind.TRANSIENT,
        action,
        late ? "Timeout" : "NoAnswer",
        action
            + " got no answer from "
            + service(action)
            + " in "
            + region
            + ": "
            + rootMessage(thrown),
        thrown);
  }

  private Ec2Exception answered(String action, AwsServiceException answer, boolean uncertain) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String text = details == null || details.errorMessage() == null ? "" : details.errorMessage();
    if (code.isEmpty()) {
      code = "HTTP" + answer.statusCode();
    }
    Kind kind = ErrorCodes.kind(code, text, answer.statusCode());
    String message =
        action + ": " + code + ": " + readable(text) + " (request " + answer.requestId() + ")";
    if (kind == Kind.THROTTLED && uncertain) {
      return lost(action, code, message, answer.requestId(), answer);
    }
    if (kind == Kind.UNAUTHORIZED) {
      message = message + advice(action, code, text);
    }
    Ec2Exception failure =
        new Ec2Exception(kind, action, code, message, Duration.ZERO, answer.requestId(), answer);
    return uncertain ? failure.afterLostAttempt() : failure;
  }

  private String advice(String action, String code, String text) {
    switch (code) {
      case Permissions.UNAUTHORIZED, Permissions.ACCESS_DENIED, Permissions.ACCESS_DENIED_OF_JSON:
        String denied = Permissions.denied(action, text);
        return ". IAM denies "
            + denied
            + " to Rolegate; its policy needs, with the conditions that deploy/iam has in "
            + Permissions.policies(denied)
            + ": "
            + Permissions.statement(denied, region);
      default:
        return ". AWS does not accept Rolegate's credentials for "
            + action
            + " in "
            + region
            + "; check the service account's role, the key, and that the Region is enabled";
    }
  }

  private static Ec2Exception lost(
      String action, String code, String message, String requestId, Throwable cause) {
    return new Ec2Exception(
        Kind.TRANSIENT,
        action,
        code,
        message + ", and an earlier attempt of the same call got no answer",
        Duration.ZERO,
        requestId,
        cause);
  }

  private static String service(String action) {
    for (Service service : Service.values()) {
      if (action.startsWith(service.iamPrefix() + ":")) {
        return service.title();
      }
    }
    return action.equals("AssumeRole") || action.equals("GetCallerIdentity") ? "STS" : "EC2";
  }

  private static String readable(String text) {
    int encoded = text.indexOf(ENCODED);
    return encoded < 0 ? text : text.substring(0, encoded).trim();
  }

  private static Ec2Exception ownCause(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Ec2Exception own) {
        return own;
      }
    }
    return null;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == thrown
        ? String.valueOf(thrown.getMessage())
        : root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
