package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials that can be dropped before their time. The SDK renews a session by the clock of this
 * machine; where that is late, or where the session was ended early, AWS refuses it, and the SDK
 * would go on with it until the end of its hour. Thread-safe.
 */
final class RenewableCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  /** EC2's and STS's words for a session that is over. */
  private static final Set<String> OVER =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  /** Gives credentials until it is closed. */
  interface Source extends AwsCredentialsProvider, SdkAutoCloseable {}

  private final Supplier<Source> sources;
  private Source source;

  RenewableCredentials(Supplier<Source> sources) {
    this.sources = sources;
    this.source = sources.get();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current().resolveCredentials();
  }

  /**
   * Makes a call with these credentials; where AWS refuses them as over, once more with new ones. A
   * call that was refused so has had no effect.
   */
  <T> T call(Supplier<T> call) {
    Source used = current();
    try {
      return call.get();
    } catch (Ec2Exception e) {
      if (!OVER.contains(e.code())) {
        throw e;
      }
      renew(used);
      return call.get();
    }
  }

  private synchronized Source current() {
    return source;
  }

  /** Drops the credentials, unless somebody has done so since. */
  private synchronized void renew(Source used) {
    if (source == used) {
      source.close();
      source = sources.get();
    }
  }

  @Override
  public synchronized void close() {
    source.close();
  }
}
