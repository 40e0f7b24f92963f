package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;

/** Every launch configuration, used by an Auto Scaling group or not, by ids and names. */
final class LaunchConfigurations implements Collector {
  private static final String KIND = "AWS::AutoScaling::LaunchConfiguration";

  /** The most that Auto Scaling gives. */
  private static final int PAGE = 100;

  @Override
  public void collect(Search search) {
    search.look(
        Service.AUTO_SCALING,
        "DescribeLaunchConfigurations",
        List.of(KIND),
        () -> configurations(search));
  }

  private static void configurations(Search search) {
    GroupNames names = new GroupNames(search);
    for (DescribeLaunchConfigurationsResponse page :
        search
            .client(Service.AUTO_SCALING, AutoScalingClient::builder)
            .describeLaunchConfigurationsPaginator(request -> request.maxRecords(PAGE))) {
      for (LaunchConfiguration one :
          Answers.given(page.hasLaunchConfigurations(), page.launchConfigurations())) {
        List<String> groups = new ArrayList<>(names.ids(one.securityGroups()));
        groups.addAll(one.classicLinkVPCSecurityGroups());
        search.found(groups, KIND, "launch configuration " + one.launchConfigurationName());
      }
    }
  }
}
