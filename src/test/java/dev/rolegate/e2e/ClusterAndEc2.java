package dev.rolegate.e2e;

import dev.rolegate.ec2.aws.uses.Service;
import dev.rolegate.kube.ApiServerResource;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.fault.Bucket;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real API server, and a simulator to which the SDK's own settings point the operator. The init
 * argument {@code speed} makes the simulator's clock run faster; arguments that begin with {@code
 * rolegate.} are the operator's settings; {@code namespace} and {@code account} are those of {@link
 * ApiServerResource}. Fields of type {@link Simulator} are injected.
 */
public final class ClusterAndEc2 implements QuarkusTestResourceLifecycleManager {
  private static final Map<String, String> CREDENTIALS =
      Map.of("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE", "aws.secretAccessKey", "operator");

  /** The actions that Rolegate calls often enough for their buckets to matter. */
  private static final List<String> ACTIONS =
      List.of(
          "DescribeVpcs",
          "DescribeSubnets",
          "DescribeSecurityGroups",
          "DescribeSecurityGroupRules",
          "DescribeManagedPrefixLists",
          "DescribeNetworkInterfaces",
          "CreateSecurityGroup",
          "DeleteSecurityGroup",
          "AuthorizeSecurityGroupIngress",
          "AuthorizeSecurityGroupEgress",
          "RevokeSecurityGroupIngress",
          "RevokeSecurityGroupEgress",
          "ModifySecurityGroupRules",
          "UpdateSecurityGroupRuleDescriptionsIngress",
          "UpdateSecurityGroupRuleDescriptionsEgress",
          "CreateTags");

  private final ApiServerResource cluster = new ApiServerResource();
  private final Map<String, String> settings = new HashMap<>();
  private double speed = 1;
  private double budgets;
  private Simulator simulator;

  @Override
  public void init(Map<String, String> arguments) {
    cluster.init(arguments);
    speed = Double.parseDouble(arguments.getOrDefault("speed", "1"));
    budgets = Double.parseDouble(arguments.getOrDefault("budgets", "0"));
    arguments.forEach(
        (name, value) -> {
          if (name.startsWith("rolegate.")) {
            settings.put(name, value);
          }
        });
  }

  @Override
  public Map<String, String> start() {
    simulator = Simulator.start(SimulatorOptions.defaults().withClock(Optional.empty(), speed));
    CREDENTIALS.forEach(System::setProperty);
    // Of every service: uses of groups are looked for in a dozen.
    System.setProperty("aws.endpointUrl", simulator.endpoint().toString());
    Map<String, String> all = new HashMap<>(cluster.start());
    all.put("rolegate.settle", "1s");
    // The simulator's reads do not lag unless a test says so.
    all.put("rolegate.own-writes", "2s");
    // A test that moves the clock on looks for uses more often than any user could.
    all.putAll(room("DescribeSecurityGroupReferences"));
    for (Service service : Service.values()) {
      all.putAll(room("\"" + service.iamPrefix() + ":\""));
    }
    if (budgets > 0) {
      ACTIONS.forEach(action -> all.putAll(bucket(action)));
    }
    all.putAll(settings);
    return all;
  }

  private static Map<String, String> room(String action) {
    String setting = "rolegate.ec2.budgets." + action;
    return Map.of(setting + ".capacity", "1000", setting + ".refill-per-second", "100");
  }

  /** What a bucket holds is a number of calls; what it gains goes by the clock. */
  private Map<String, String> bucket(String action) {
    var published =
        action.startsWith("Describe")
            ? Bucket.NON_MUTATING
            : action.equals("CreateTags") ? Bucket.TAGS : Bucket.MUTATING;
    String setting = "rolegate.ec2.budgets." + action;
    return Map.of(
        setting + ".capacity", String.valueOf((int) (published.capacity() * budgets)),
        setting + ".refill-per-second",
            String.valueOf(published.refillPerSecond() * budgets * speed));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(simulator, new TestInjector.MatchesType(Simulator.class));
  }

  @Override
  public void stop() {
    CREDENTIALS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrl");
    if (simulator != null) {
      simulator.close();
    }
    cluster.stop();
  }
}
