package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.aws.uses.Access;
import dev.rolegate.ec2.aws.uses.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of services with one connection's credentials, Region and budget; reads only. */
final class ServiceAccess implements Access, AutoCloseable {
  private final String region;
  private final SdkHttpClient http;
  private final RenewableCredentials credentials;
  private final RequestBudget budget;
  private final Errors errors;
  private final AwsSettings settings;
  private final Supplier<ClientOverrideConfiguration.Builder> configuration;
  private final Map<Service, SdkClient> clients = new EnumMap<>(Service.class);

  ServiceAccess(
      String region,
      SdkHttpClient http,
      RenewableCredentials credentials,
      RequestBudget budget,
      Errors errors,
      AwsSettings settings,
      Supplier<ClientOverrideConfiguration.Builder> configuration) {
    this.region = region;
    this.http = http;
    this.credentials = credentials;
    this.budget = budget;
    this.errors = errors;
    this.settings = settings;
    this.configuration = configuration;
  }

  @Override
  public synchronized <
          B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C client(Service service, Supplier<B> builder) {
    @SuppressWarnings("unchecked") // One builder for each service.
    C client = (C) clients.computeIfAbsent(service, absent -> made(service, builder.get()));
    return client;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C made(Service service, B builder) {
    String prefix = prefix(service);
    // EC2 counts each action apart, and its buckets are those of the other connections.
    Consumer<String> take = service == Service.EC2 ? budget::await : action -> budget.await(prefix);
    CallInterceptor calls =
        new CallInterceptor(region, prefix, take, errors, settings.calls(), () -> false);
    return builder
        .region(Region.of(region))
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(configuration.get().addExecutionInterceptor(calls).build())
        .build();
  }

  private static String prefix(Service service) {
    return service == Service.EC2 ? "" : service.iamPrefix() + ":";
  }

  @Override
  public <T> T call(Service service, String action, Supplier<T> calls) {
    return credentials.call(
        () -> {
          try {
            return calls.get();
          } catch (Ec2Exception | SdkException e) {
            throw errors.of(prefix(service) + action, e);
          }
        });
  }

  @Override
  public String denied(Ec2Exception failure) {
    return Permissions.isDenial(failure)
        ? Permissions.denied(failure.action(), failure.getMessage())
        : "";
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(SdkClient::close);
    clients.clear();
  }
}
