package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Auto Scaling: DescribeLaunchConfigurations. */
final class AutoScalingReads implements KindFamily {
  private static final String CONFIGURATION = "AWS::AutoScaling::LaunchConfiguration";
  private static final Pages PAGES = Pages.of("MaxRecords", "NextToken", 50, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.AUTO_SCALING,
            "DescribeLaunchConfigurations",
            Reads.list(PAGES, "LaunchConfigurations", AutoScalingReads::configurations)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(CONFIGURATION, AutoScalingReads::configurationArn, AutoScalingReads::shape));
  }

  private static Reads.Allowed<SortedMap<String, ?>> configurations(Call call) {
    List<String> names = call.params().list("LaunchConfigurationNames.member");
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            Reads.keyed(
                call,
                Reads.all(call, CONFIGURATION).stream()
                    .filter(one -> names.isEmpty() || names.contains(one.name()))
                    .toList(),
                AutoScalingReads::shape));
  }

  private static String configurationArn(Call call, ServiceResource one) {
    return arn(
        call,
        "autoscaling",
        "launchConfiguration:00000000-0000-0000-0000-000000000000:launchConfigurationName/"
            + one.name());
  }

  private static Tree shape(Call call, ServiceResource one) {
    return Tree.of(
            "LaunchConfigurationName",
            one.name(),
            "LaunchConfigurationARN",
            configurationArn(call, one),
            "ImageId",
            "ami-0123456789abcdef0",
            "KeyName",
            "",
            "SecurityGroups",
            one.groups(),
            "ClassicLinkVPCSecurityGroups",
            List.of(),
            "UserData",
            "",
            "InstanceType",
            "t3.micro",
            "BlockDeviceMappings",
            List.of(),
            "CreatedTime",
            Reads.MADE_TEXT)
        .and(one.facts());
  }
}
