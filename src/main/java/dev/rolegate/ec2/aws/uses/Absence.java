package dev.rolegate.ec2.aws.uses;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.UseCollector;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Tells a service that an account or Region does not have from one that failed. It is not taken as
 * "nothing there": a mistyped endpoint and a broken resolver look the same. A person says so, by
 * leaving the collector out.
 */
final class Absence {
  private static final Set<String> CODES =
      Set.of(
          "OptInRequired",
          "RegionDisabledException",
          "SubscriptionRequiredException",
          "UnrecognizedClientException");

  private Absence() {}

  /** What to do where the service does not exist here; empty for other failures. */
  static String hint(UseCollector collector, Service service, Ec2Exception failure) {
    if (collector.isAlways() || !(CODES.contains(failure.code()) || isUnknownHost(failure))) {
      return "";
    }
    return ". Where this account or Region has no "
        + service.title()
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
