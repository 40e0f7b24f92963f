package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Credentials whose absence is an {@link Ec2Exception}: the SDK has one exception class for missing
 * credentials and for a broken connection, and they need different answers.
 */
final class CheckedCredentials implements AwsCredentialsProvider {
  private final AwsCredentialsProvider provider;
  private final Errors errors;
  private final String from;

  /**
   * @param from where the credentials come from, for messages: the role, or empty for the default
   *     chain
   */
  CheckedCredentials(AwsCredentialsProvider provider, Errors errors, String from) {
    this.provider = provider;
    this.errors = errors;
    this.from = from;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (AwsServiceException e) {
      Ec2Exception failure = errors.translate("AssumeRole", e, false);
      throw new Ec2Exception(
          failure.kind(),
          "AssumeRole",
          failure.code(),
          failure.getMessage() + trust(failure.kind()),
          e);
    } catch (SdkException e) {
      if (!from.isEmpty()) {
        throw errors.translate("AssumeRole", e, false);
      }
      throw new Ec2Exception(
          Kind.UNAUTHORIZED,
          "GetCredentials",
          "NoCredentials",
          "Rolegate has no AWS credentials: give its service account a role (IRSA or Pod Identity),"
              + " or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. "
              + e.getMessage(),
          e);
    }
  }

  private String trust(Kind kind) {
    return kind == Kind.UNAUTHORIZED && !from.isEmpty()
        ? ". The role " + from + " has to trust Rolegate's own identity as well"
        : "";
  }
}
