package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes calls of EC2: with credentials that are still good, failures in Rolegate's words, and the
 * last request's id remembered for each thread.
 */
final class Calls {
  private final Errors errors;
  private final RenewableCredentials credentials;
  private final ThreadLocal<String> lastRequestId = ThreadLocal.withInitial(() -> "");

  Calls(Errors errors, RenewableCredentials credentials) {
    this.errors = errors;
    this.credentials = credentials;
  }

  /**
   * @throws Ec2Exception when EC2 refuses the call or cannot be reached
   */
  <T> T make(String action, Supplier<T> call) {
    return credentials.call(() -> translated(action, call));
  }

  /** Of this thread's last call that succeeded; empty where EC2 named none. */
  String lastRequestId() {
    return lastRequestId.get();
  }

  private <T> T translated(String action, Supplier<T> call) {
    try {
      T answer = call.get();
      lastRequestId.set(requestId(answer));
      return answer;
    } catch (Ec2Exception | SdkException e) {
      throw errors.of(action, e);
    }
  }

  /** A read of several pages is several requests. */
  private static String requestId(Object answer) {
    String id = answer instanceof AwsResponse one ? one.responseMetadata().requestId() : "";
    // What the SDK says where an answer names none.
    return id == null || id.equals("UNKNOWN") ? "" : id;
  }
}
