package dev.rolegate.simulated;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.ec2.aws.BudgetMode;
import dev.rolegate.execute.Docs;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulator with one VPC, and Rolegate's adapter pointed at it through the SDK's own settings, as
 * a user would point it. The settings are the JVM's, so one at a time.
 */
public final class SimulatedEc2 implements AutoCloseable {
  private static final String REGION = "eu-west-1";
  private static final Map<String, String> SDK =
      Map.of("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE", "aws.secretAccessKey", "secret");

  private final Simulator simulator;
  private final AwsEc2Factory factory;
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();

  public SimulatedEc2(SimulatorOptions options) {
    this(options, Map.of());
  }

  /**
   * @param budgets request buckets that differ from the operator's own
   */
  public SimulatedEc2(SimulatorOptions options, Map<String, AwsSettings.Bucket> budgets) {
    simulator = Simulator.start(options);
    Vpc vpc =
        new Vpc(Docs.VPC, options.account(), Tags.NONE, List.of("10.0.0.0/16"), List.of(), false);
    simulator.world().update(REGION, state -> new Vpcs(simulator.world()).add(state, vpc));
    set("aws.endpointUrlEc2", simulator.endpoint().toString());
    set("aws.endpointUrlSts", simulator.endpoint().toString());
    SDK.forEach(this::set);
    Ec2Calls count =
        call -> calls.computeIfAbsent(call.action(), a -> new AtomicLong()).incrementAndGet();
    factory =
        new AwsEc2Factory(
            AwsSettings.defaults("test")
                .withBudget(BudgetMode.REFUSE, 0.5, budgets)
                .withCalls(count));
  }

  /** Buckets that never run dry, for tests of something else. */
  public static Map<String, AwsSettings.Bucket> unlimited() {
    return buckets(1_000_000, 1_000_000);
  }

  /** One bucket for each action that Rolegate calls. */
  public static Map<String, AwsSettings.Bucket> buckets(int capacity, double refill) {
    Map<String, AwsSettings.Bucket> buckets = new HashMap<>();
    for (String action :
        List.of(
            "DescribeVpcs",
            "DescribeSubnets",
            "DescribeSecurityGroups",
            "DescribeSecurityGroupRules",
            "DescribeManagedPrefixLists",
            "DescribeNetworkInterfaces",
            "DescribeSecurityGroupReferences",
            "DescribeSecurityGroupVpcAssociations",
            "DescribeLaunchTemplateVersions",
            "DescribeSpotInstanceRequests",
            "DescribeSpotFleetRequests",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules",
            "UpdateSecurityGroupRuleDescriptionsIngress",
            "UpdateSecurityGroupRuleDescriptionsEgress",
            "CreateTags",
            "DeleteTags")) {
      buckets.put(action, new AwsSettings.Bucket(capacity, refill));
    }
    return buckets;
  }

  private void set(String property, String value) {
    before.put(property, System.setProperty(property, value));
  }

  public Simulator simulator() {
    return simulator;
  }

  public Ec2 connect() {
    return connect(ConnectTo.own("prod", REGION));
  }

  public Ec2 connect(ConnectTo to) {
    return factory.connect(to);
  }

  /** Where EC2's own collectors look; no other service is there. */
  public Uses uses() {
    return factory.uses(ConnectTo.own("prod", REGION));
  }

  /** Calls made since the last {@link #forgetCalls}, by action. */
  public Map<String, Long> calls() {
    Map<String, Long> numbers = new HashMap<>();
    calls.forEach((action, number) -> numbers.put(action, number.get()));
    return numbers;
  }

  public long allCalls() {
    return calls().values().stream().mapToLong(Long::longValue).sum();
  }

  public long mutatingCalls() {
    return calls().entrySet().stream()
        .filter(call -> !call.getKey().matches("(Describe|Get|Assume).*"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public void forgetCalls() {
    calls.clear();
  }

  @Override
  public void close() {
    factory.close();
    simulator.close();
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
