package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The process's own credentials, by the SDK's default chain. Their absence is an {@link
 * Ec2Exception}: the SDK has one exception class for missing credentials and for a broken
 * connection, and they need different answers.
 */
final class OwnCredentials implements RenewableCredentials.Source {
  /** Where the SDK has named its providers, and begins with what each of them says. */
  private static final String CHAIN_END = ") : ";

  private final DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return chain.resolveCredentials();
    } catch (SdkException e) {
      throw new Ec2Exception(
          Kind.UNAUTHORIZED,
          "GetCredentials",
          "NoCredentials",
          "Rolegate has no AWS credentials: give its service account a role (IRSA or Pod Identity),"
              + " or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. "
              + reasons(e.getMessage()),
          e);
    }
  }

  /** What each provider says, without the list of their classes before it. */
  private static String reasons(String message) {
    int end = message == null ? -1 : message.indexOf(CHAIN_END);
    return end < 0 ? message : message.substring(end + CHAIN_END.length());
  }

  @Override
  public void close() {
    chain.close();
  }
}
