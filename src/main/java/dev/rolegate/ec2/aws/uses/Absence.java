package dev.rolegate.ec2.aws.uses;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.UseCollector;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Tells a service or a call that an account or Region does not have from one that failed. It is not
 * taken as "nothing there": a mistyped endpoint, a broken resolver and a proxy that passes some
 * calls look the same. A person says so, by leaving the collector out.
 */
final class Absence {
  private static final Set<String> CODES =
      Set.of(
          "OptInRequired",
          "RegionDisabledException",
          "SubscriptionRequiredException",
          "UnrecognizedClientException");

  /** What services answer to a call that they do not know, as a Region's older ones. */
  private static final Set<String> UNKNOWN_CALL =
      Set.of("HTTP501", "InvalidAction", "UnknownOperation", "UnknownOperationException");

  private Absence() {}

  /**
   * True where what a list named a moment ago does not exist any more, so that it holds nothing.
   */
  static boolean isGone(AwsServiceException answer) {
    return answer.awsErrorDetails() != null
        && String.valueOf(answer.awsErrorDetails().errorCode()).contains("NotFound");
  }

  /** What to do where the service does not exist here; empty for other failures. */
  static String hint(UseCollector collector, Service service, Ec2Exception failure) {
    boolean isUnknownCall = UNKNOWN_CALL.contains(failure.code());
    if (collector.isAlways()
        || !(isUnknownCall || CODES.contains(failure.code()) || isUnknownHost(failure))) {
      return "";
    }
    return ". Where this account or Region has no "
        + service.title()
        + (isUnknownCall ? ", or one without this call" : "")
        + ", leave "
        + collector.apiName()
        + " out of orphans.collectors; its kinds then count as not covered";
  }

  private static boolean isUnknownHost(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
