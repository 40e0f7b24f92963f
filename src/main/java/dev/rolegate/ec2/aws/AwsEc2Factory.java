package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Factory;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.UsesFactory;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Connects to AWS, or to what the SDK's endpoint settings name ({@code AWS_ENDPOINT_URL_EC2},
 * {@code AWS_ENDPOINT_URL_STS}, {@code AWS_ENDPOINT_URL} for all). Connections of one account and
 * Region share the request budget. The account is the one in the role's ARN; connections without a
 * role count as an account of their own, so name no role of the own account beside them.
 */
public final class AwsEc2Factory implements Ec2Factory, UsesFactory, AutoCloseable {
  /** More than any worker's parallel calls times the VPCs that one process is likely to have. */
  private static final int CONNECTIONS = 64;

  private final AwsSettings settings;
  private final BooleanSupplier mayMutate;
  private final TimeMeter time;
  private final SdkHttpClient http;
  private final RenewableCredentials own = new RenewableCredentials(OwnCredentials::new);
  private final Map<String, RequestBudget> budgets = new ConcurrentHashMap<>();
  private final Map<String, StsClient> sts = new ConcurrentHashMap<>();

  private final Set<Held> connections = ConcurrentHashMap.newKeySet();

  /** What an open connection holds. */
  private record Held(SdkAutoCloseable clients, RenewableCredentials credentials) {}

  public AwsEc2Factory(AwsSettings settings) {
    this(settings, () -> true);
  }

  /**
   * @param mayMutate asked right before each request that would change EC2, the SDK's repeats too;
   *     where it says no, nothing is sent
   */
  public AwsEc2Factory(AwsSettings settings, BooleanSupplier mayMutate) {
    this(settings, mayMutate, TimeMeter.SYSTEM_NANOTIME);
  }

  /** With a clock for the budgets. */
  AwsEc2Factory(AwsSettings settings, BooleanSupplier mayMutate, TimeMeter time) {
    this.settings = settings;
    this.mayMutate = mayMutate;
    this.time = time;
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(3))
            .socketTimeout(settings.attemptTimeout())
            .build();
  }

  @Override
  public Ec2 connect(ConnectTo to) {
    String region = to.region();
    Errors errors = new Errors(region);
    StsClient identities = sts.computeIfAbsent(region, this::newSts);
    RenewableCredentials credentials = credentials(to, Session.policy(region), identities, errors);
    RequestBudget budget = budget(to);
    Ec2Client client =
        Ec2Client.builder()
            .region(Region.of(region))
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(
                configuration()
                    .addExecutionInterceptor(
                        new CallInterceptor(
                            region, budget::take, errors, settings.calls(), mayMutate))
                    .build())
            .build();
    Held held = new Held(client, credentials);
    connections.add(held);
    Identity identity = new Identity(identities, credentials, errors);
    return new AwsEc2(client, errors, credentials, identity, () -> close(held));
  }

  @Override
  public Uses uses(ConnectTo to) {
    String region = to.region();
    Errors errors = new Errors(region);
    StsClient identities = sts.computeIfAbsent(region, this::newSts);
    RenewableCredentials credentials =
        credentials(to, Session.readPolicy(region), identities, errors);
    ServiceAccess access =
        new ServiceAccess(
            region, http, credentials, budget(to), errors, settings, this::configuration);
    Held held = new Held(access::close, credentials);
    connections.add(held);
    return new UsesConnection(access, () -> close(held));
  }

  private RequestBudget budget(ConnectTo to) {
    return budgets.computeIfAbsent(
        accountOf(to.roleArn()) + "|" + to.region(), key -> new RequestBudget(settings, time));
  }

  private void close(Held held) {
    connections.remove(held);
    held.clients().close();
    if (held.credentials() != own) {
      held.credentials().close();
    }
  }

  private StsClient newSts(String region) {
    Errors errors = new Errors(region);
    return StsClient.builder()
        .region(Region.of(region))
        .httpClient(http)
        .credentialsProvider(own)
        .overrideConfiguration(
            configuration()
                .addExecutionInterceptor(
                    // STS's own limit is far above what one session an hour and VPC could reach.
                    new CallInterceptor(region, action -> {}, errors, settings.calls(), () -> true))
                .build())
        .build();
  }

  private RenewableCredentials credentials(
      ConnectTo to, String policy, StsClient sts, Errors errors) {
    if (!to.assumesRole()) {
      return own;
    }
    String name = Session.name(settings.clusterId(), to.managedVpc());
    Identity ownIdentity = new Identity(sts, own, errors);
    return new RenewableCredentials(
        () -> new RoleCredentials(to, name, policy, sts, own, ownIdentity, errors));
  }

  /** Explicit, since the SDK's default is the legacy mode without time-outs. */
  private ClientOverrideConfiguration.Builder configuration() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(RetryMode.STANDARD)
        .apiCallAttemptTimeout(settings.attemptTimeout())
        .apiCallTimeout(settings.callTimeout());
  }

  /** {@code arn:aws:iam::111122223333:role/…}: the fifth part is the account. */
  private static String accountOf(String roleArn) {
    String[] parts = roleArn.split(":", 6);
    return parts.length == 6 ? parts[4] : roleArn;
  }

  @Override
  public void close() {
    connections.forEach(this::close);
    sts.values().forEach(StsClient::close);
    own.close();
    http.close();
  }
}
