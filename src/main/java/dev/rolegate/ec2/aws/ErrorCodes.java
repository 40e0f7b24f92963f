package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception.Kind;
import java.util.Map;
import java.util.Set;

/**
 * What EC2's and STS's error codes mean to Rolegate; the only place that knows them. EC2 spells
 * some in two ways ({@code InvalidGroup}, {@code InvalidSecurityGroupID}), so families go by their
 * ending.
 */
final class ErrorCodes {
  private static final Map<String, Kind> EXACT =
      Map.ofEntries(
          Map.entry("InvalidGroup.InUse", Kind.DEPENDENCY),
          Map.entry("DependencyViolation", Kind.DEPENDENCY),
          // CreateTags on a resource that is gone.
          Map.entry("InvalidID", Kind.NOT_FOUND),
          // Another writer holds the resource for a moment.
          Map.entry("IncorrectState", Kind.TRANSIENT),
          Map.entry("ConcurrentTagAccess", Kind.TRANSIENT),
          Map.entry("ConcurrentMutationLimitExceeded", Kind.TRANSIENT),
          Map.entry("RequestTimeout", Kind.TRANSIENT),
          Map.entry("RequestTimeoutException", Kind.TRANSIENT),
          // EC2 answers 400 to paging that outlived its token; a new read starts over.
          Map.entry("InvalidNextToken", Kind.TRANSIENT),
          Map.entry("InvalidPaginationToken", Kind.TRANSIENT));

  private static final Set<String> THROTTLES =
      Set.of(
          "RequestLimitExceeded",
          "Client.RequestLimitExceeded",
          "EC2ThrottledException",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "TooManyRequestsException",
          "BandwidthLimitExceeded",
          "PriorRequestNotComplete",
          "SlowDown");

  private static final Set<String> REFUSALS =
      Set.of(
          "UnauthorizedOperation",
          "AuthFailure",
          "AccessDenied",
          "AccessDeniedException",
          "Blocked",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "OptInRequired",
          "PendingVerification",
          "RegionDisabledException",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private ErrorCodes() {}

  /**
   * The kind of an answer. A 503 with a code for throttling is that; any other 5xx leaves open
   * whether the call took effect, an overloaded server's 503 included.
   */
  static Kind kind(String code, String message, int status) {
    Kind exact = EXACT.get(code);
    if (exact != null) {
      return exact;
    }
    if (THROTTLES.contains(code) || status == 429) {
      return Kind.THROTTLED;
    }
    if (REFUSALS.contains(code) || status == 401 || status == 403) {
      return Kind.UNAUTHORIZED;
    }
    if (status >= 500) {
      return Kind.TRANSIENT;
    }
    if (code.endsWith(".NotFound")) {
      // The same code means a reference over a peering that is not active: waiting is no help.
      return message.contains("belong to different networks") ? Kind.INVALID : Kind.NOT_FOUND;
    }
    if (code.endsWith(".Duplicate")) {
      return Kind.ALREADY_EXISTS;
    }
    return code.endsWith("LimitExceeded") ? Kind.LIMIT : Kind.INVALID;
  }
}
