package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Factory;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Connects to AWS, or to what the SDK's endpoint settings name ({@code AWS_ENDPOINT_URL_EC2},
 * {@code AWS_ENDPOINT_URL_STS}). Connections of one Region and role are the same; those of one
 * account and Region share the request budget. The account is the one in the role's ARN;
 * connections without a role count as an account of their own, so name no role of the own account
 * beside them.
 */
public final class AwsEc2Factory implements Ec2Factory, AutoCloseable {
  /** STS refuses a session name that is longer. */
  private static final int SESSION_NAME = 64;

  /** More than any worker's parallel calls times the VPCs that one process is likely to have. */
  private static final int CONNECTIONS = 64;

  private final AwsSettings settings;
  private final TimeMeter time;
  private final SdkHttpClient http;
  private final Map<String, Ec2> connections = new ConcurrentHashMap<>();
  private final Map<String, RequestBudget> budgets = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<SdkAutoCloseable> clients = new ConcurrentLinkedQueue<>();

  public AwsEc2Factory(AwsSettings settings) {
    this(settings, TimeMeter.SYSTEM_NANOTIME);
  }

  /** With a clock for the budgets. */
  AwsEc2Factory(AwsSettings settings, TimeMeter time) {
    this.settings = settings;
    this.time = time;
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(3))
            .socketTimeout(settings.attemptTimeout())
            .build();
  }

  @Override
  public Ec2 connect(String region, Optional<String> roleArn) {
    String role = roleArn.orElse("");
    return connections.computeIfAbsent(region + "|" + role, key -> newConnection(region, role));
  }

  private Ec2 newConnection(String region, String role) {
    Errors errors = new Errors(region);
    RequestBudget budget =
        budgets.computeIfAbsent(
            accountOf(role) + "|" + region, key -> new RequestBudget(settings, time));
    Ec2Client client =
        Ec2Client.builder()
            .region(Region.of(region))
            .httpClient(http)
            .credentialsProvider(credentials(region, role, errors))
            .overrideConfiguration(
                configuration()
                    .addExecutionInterceptor(
                        new CallInterceptor(region, budget, errors, settings.calls()))
                    .build())
            .build();
    clients.add(client);
    return new AwsEc2(client, errors);
  }

  private AwsCredentialsProvider credentials(String region, String role, Errors errors) {
    DefaultCredentialsProvider own = DefaultCredentialsProvider.builder().build();
    clients.add(own);
    if (role.isEmpty()) {
      return new CheckedCredentials(own, errors, "");
    }
    StsClient sts =
        StsClient.builder()
            .region(Region.of(region))
            .httpClient(http)
            .credentialsProvider(new CheckedCredentials(own, errors, ""))
            .overrideConfiguration(configuration().build())
            .build();
    StsAssumeRoleCredentialsProvider assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(request -> request.roleArn(role).roleSessionName(sessionName()))
            .build();
    clients.add(assumed);
    clients.add(sts);
    return new CheckedCredentials(assumed, errors, role);
  }

  /** Explicit, since the SDK's default is the legacy mode without time-outs. */
  private ClientOverrideConfiguration.Builder configuration() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(RetryMode.STANDARD)
        .apiCallAttemptTimeout(settings.attemptTimeout())
        .apiCallTimeout(settings.callTimeout());
  }

  private String sessionName() {
    String name = "rolegate-" + settings.clusterId().replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    return name.substring(0, Math.min(SESSION_NAME, name.length()));
  }

  /** {@code arn:aws:iam::111122223333:role/…}: the fifth part is the account. */
  private static String accountOf(String roleArn) {
    String[] parts = roleArn.split(":", 6);
    return parts.length == 6 ? parts[4] : roleArn;
  }

  @Override
  public void close() {
    clients.forEach(SdkAutoCloseable::close);
    http.close();
  }
}
