package dev.rolegate.cli;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.ec2.aws.BudgetMode;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads AWS, or what the SDK's endpoint settings name. */
final class AwsSprawlSource implements SprawlSource {
  /** Budgets are kept apart by it; a report has no cluster. */
  private static final String NO_CLUSTER = "sprawl";

  @Override
  public SprawlFacts facts(
      ConnectTo to,
      String vpcId,
      Optional<Function<VpcSnapshot, Map<String, SprawlFacts.Role>>> declared) {
    var defaults = AwsSettings.defaults(NO_CLUSTER);
    // A command may wait for its turn; only the operator's threads may not.
    var settings = defaults.withBudget(BudgetMode.WAIT, defaults.budgetShare(), Map.of());
    try (var factory = new AwsEc2Factory(settings);
        var ec2 = factory.connect(to);
        var uses = factory.uses(to)) {
      var vpc = ec2.vpc(vpcId);
      VpcSnapshot snapshot = VpcSnapshot.of(vpcId, vpc.ipv6(), ec2.groups(vpcId));
      Set<String> ids = snapshot.groups().keySet();
      return new SprawlFacts(
          snapshot,
          vpc.ranges(),
          uses.interfaces(vpcId),
          uses.instances(vpcId),
          List.of(uses.collect(UseCollector.LAUNCH_TEMPLATES, vpcId, ids)),
          stale(uses, vpcId),
          declared.map(groups -> groups.apply(snapshot)));
    }
  }

  private static Optional<Set<String>> stale(Uses uses, String vpcId) {
    try {
      return Optional.of(uses.staleReferences(vpcId));
    } catch (Ec2Exception e) {
      return Optional.empty();
    }
  }
}
