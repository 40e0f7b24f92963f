package dev.rolegate.ec2.aws.uses;

import dev.rolegate.ec2.Ec2Exception;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;

/** A connection's way to the services of its account and Region. Thread-safe. */
public interface Access {

  /**
   * The connection's client of a service, made when it is asked for first. Each of its requests
   * takes a token of the service's budget, and waits for one where there is none.
   */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
      Service service, Supplier<B> builder);

  /**
   * Makes calls to one service; once more from the start where the session turns out to be over.
   *
   * @param action the first call, for what fails before it is sent
   * @throws Ec2Exception what the SDK threw
   */
  <T> T call(Service service, String action, Supplier<T> calls);

  /** The IAM action that was denied; empty where the failure is of another kind. */
  String denied(Ec2Exception failure);
}
