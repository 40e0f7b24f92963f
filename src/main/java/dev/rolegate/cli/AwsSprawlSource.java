package dev.rolegate.cli;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.SprawlReader;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.Fact;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads AWS, or what the SDK's endpoint settings name. */
final class AwsSprawlSource implements SprawlSource {
  /** Budgets are kept apart by it; a report has no cluster. */
  private static final String NO_CLUSTER = "sprawl";

  private static final Fact<Map<String, SprawlFacts.Role>> NO_DOCUMENTS =
      Fact.unknown(
          "no documents are at hand: nothing is said of launch templates that name undeclared groups");

  @Override
  public SprawlFacts facts(
      ConnectTo to,
      String vpcId,
      Optional<Function<VpcSnapshot, Map<String, SprawlFacts.Role>>> declared) {
    var settings = AwsSettings.forCommand(NO_CLUSTER);
    try (var factory = new AwsEc2Factory(settings);
        var ec2 = factory.connect(to);
        var uses = factory.uses(to)) {
      var vpc = ec2.vpc(vpcId);
      VpcSnapshot snapshot = VpcSnapshot.of(vpcId, vpc.ipv6(), ec2.groups(vpcId));
      var reader = new SprawlReader(uses, vpcId);
      return new SprawlFacts(
          snapshot,
          Fact.of(vpc.ranges()),
          reader.interfaces(),
          reader.instances(),
          List.of(reader.launches(snapshot)),
          reader.staleReferences(),
          declared.map(groups -> Fact.of(groups.apply(snapshot))).orElse(NO_DOCUMENTS));
    }
  }
}
