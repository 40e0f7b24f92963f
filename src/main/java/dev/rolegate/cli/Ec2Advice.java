package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2Exception;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what to do about a call to EC2 that failed. */
final class Ec2Advice {
  private static final Set<String> STS = Set.of("AssumeRole", "GetCallerIdentity");

  /** What fails before anything is sent: no policy can allow it. */
  private static final String NO_ACTION = "GetCredentials";

  private static final List<String> ENDPOINTS =
      List.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL_STS");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Ec2Advice() {}

  static String explain(Ec2Exception failure) {
    return explain(failure, System.getenv());
  }

  /**
   * @param environment in which the SDK looks for endpoints
   */
  static String explain(Ec2Exception failure, Map<String, String> environment) {
    return ENDPOINTS.stream()
        .filter(name -> !isUrl(environment.getOrDefault(name, "http://unset")))
        .findFirst()
        .map(
            name ->
                name
                    + " is '"
                    + environment.get(name)
                    + "', which is no URL of a server; write it as http://127.0.0.1:4580, or unset it")
        .orElseGet(() -> told(failure));
  }

  private static boolean isUrl(String value) {
    try {
      URI url = new URI(value);
      return url.getHost() != null && SCHEMES.contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String told(Ec2Exception failure) {
    return (failure.getMessage().startsWith(failure.action())
            ? ""
            : failure.action() + " failed (" + failure.code() + "): ")
        + failure.getMessage()
        + "\n  "
        + advice(failure);
  }

  /** What to do about it, in sentences. */
  static String advice(Ec2Exception failure) {
    return switch (failure.kind()) {
      case UNAUTHORIZED ->
          "Give credentials in one of the AWS SDK's ways (AWS_PROFILE, AWS_ACCESS_KEY_ID, web"
              + " identity)"
              + (failure.action().equals(NO_ACTION) ? "." : allow(failure.action()));
      case NOT_FOUND ->
          "Check the VPC's id and Region, spec.vpcId and spec.region where it is that of a ManagedVpc,"
              + " and that the credentials belong to its account.";
      case THROTTLED -> "EC2 asks for fewer calls. Try again in a minute.";
      case TRANSIENT ->
          "Check the network, and AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_EC2 and AWS_ENDPOINT_URL_STS where"
              + " they are set. Then try again.";
      case INVALID ->
          "Nothing was changed. "
              + (failure.action().equals("AssumeRole")
                  ? "Check --role-arn, or spec.roleArn of the ManagedVpc, and the external id."
                  : "Correct what AWS names, and try again.");
      default -> "Nothing was changed.";
    };
  }

  private static String allow(String action) {
    return ", and allow the action "
        + (STS.contains(action) ? "sts:" : "ec2:")
        + action
        + " in their IAM policy.";
  }
}
