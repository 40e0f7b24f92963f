package dev.rolegate.cli;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import java.util.List;

/** Reads AWS, or what the SDK's endpoint settings name. */
final class AwsReportSource implements ReportSource {
  /** Budgets are kept apart by it; a report has no cluster. */
  private static final String NO_CLUSTER = "report";

  @Override
  public Aws open() {
    var settings = AwsSettings.forCommand(NO_CLUSTER);
    return new Connections(new AwsEc2Factory(settings));
  }

  private record Connections(AwsEc2Factory factory) implements Aws {

    @Override
    public List<Ec2.VpcFacts> vpcs(ConnectTo to) {
      try (var ec2 = factory.connect(to)) {
        return ec2.vpcs();
      }
    }

    @Override
    public LiveVpc read(ConnectTo to, String vpcId, boolean asksServices) {
      try (var ec2 = factory.connect(to);
          var uses = factory.uses(to)) {
        return new LiveVpcReader(ec2, uses, vpcId, asksServices).read();
      }
    }

    @Override
    public void close() {
      factory.close();
    }
  }
}
