package dev.rolegate.sim.http;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's signature says about its sender. The signature itself is not verified: any
 * secret is accepted.
 *
 * @param region the Region of the credential scope
 * @param service the service of the credential scope, such as {@code ec2}
 */
record Credentials(String accessKey, String region, String service) {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  /** The service that a signature in this header is for, if it can be read. */
  static Optional<String> serviceOf(String authorization) {
    Matcher scope = SCOPE.matcher(authorization);
    return scope.find() ? Optional.of(scope.group(3)) : Optional.empty();
  }

  /**
   * Reads the {@code Authorization} header, or the parameters of a presigned request.
   *
   * @throws Ec2Error AuthFailure (401) for a header that cannot be read, MissingAuthenticationToken
   *     (403) when there is none
   */
  static Credentials read(Optional<String> authorization, Map<String, String> params) {
    Optional<String> signed =
        authorization.or(
            () -> Optional.ofNullable(params.get("X-Amz-Credential")).map("Credential="::concat));
    String text =
        signed.orElseThrow(
            () ->
                new Ec2Error(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
    Matcher scope = SCOPE.matcher(text);
    if (!scope.find()) {
      throw new Ec2Error(
          401, "AuthFailure", "AWS was not able to validate the provided access credentials");
    }
    return new Credentials(scope.group(1), scope.group(2), scope.group(3));
  }
}
