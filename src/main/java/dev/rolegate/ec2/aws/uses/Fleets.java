package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotFleetRequestsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchSpecification;
import software.amazon.awssdk.services.ec2.model.SpotFleetLaunchSpecification;
import software.amazon.awssdk.services.ec2.model.SpotFleetRequestConfig;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/**
 * Requests for Spot Instances and Spot Fleets that may still launch. An EC2 Fleet names groups in
 * launch templates alone, as a Spot Fleet may, and those are the other collector's.
 */
final class Fleets implements Collector {
  private static final String REQUEST = "AWS::EC2::SpotInstanceRequest";
  private static final String FLEET = "AWS::EC2::SpotFleet";

  /** Of a request that never launches again; what it has launched has interfaces. */
  private static final Set<String> OVER =
      Set.of("closed", "cancelled", "failed", "cancelled_running", "cancelled_terminating");

  /** The most that EC2 gives a page of each. */
  private static final int PAGE = 1000;

  @Override
  public void collect(Search search) {
    search.look(
        Service.EC2, "DescribeSpotInstanceRequests", List.of(REQUEST), () -> requests(search));
    search.look(Service.EC2, "DescribeSpotFleetRequests", List.of(FLEET), () -> fleets(search));
  }

  private static Ec2Client client(Search search) {
    return search.client(Service.EC2, Ec2Client::builder);
  }

  private static void requests(Search search) {
    for (DescribeSpotInstanceRequestsResponse page :
        client(search).describeSpotInstanceRequestsPaginator(request -> request.maxResults(PAGE))) {
      Answers.given(page.hasSpotInstanceRequests(), page.spotInstanceRequests())
          .forEach(one -> found(search, one));
    }
  }

  private static void found(Search search, SpotInstanceRequest one) {
    LaunchSpecification launch = one.launchSpecification();
    if (isLive(one.stateAsString()) && launch != null) {
      search.found(
          groups(launch.securityGroups(), launch.networkInterfaces()),
          REQUEST,
          "Spot request " + one.spotInstanceRequestId() + " (" + one.stateAsString() + ")");
    }
  }

  private static void fleets(Search search) {
    for (DescribeSpotFleetRequestsResponse page :
        client(search).describeSpotFleetRequestsPaginator(request -> request.maxResults(PAGE))) {
      Answers.given(page.hasSpotFleetRequestConfigs(), page.spotFleetRequestConfigs())
          .forEach(one -> found(search, one));
    }
  }

  private static void found(Search search, SpotFleetRequestConfig one) {
    String state = one.spotFleetRequestStateAsString();
    if (!isLive(state)) {
      return;
    }
    if (one.spotFleetRequestConfig() == null) {
      search.unsure("Spot Fleet " + one.spotFleetRequestId() + " was shown without what it starts");
      return;
    }
    for (SpotFleetLaunchSpecification launch :
        one.spotFleetRequestConfig().launchSpecifications()) {
      search.found(
          groups(launch.securityGroups(), launch.networkInterfaces()),
          FLEET,
          "Spot Fleet " + one.spotFleetRequestId() + " (" + state + ")");
    }
  }

  /** A state that is new to this version counts as one that may launch. */
  private static boolean isLive(String state) {
    return state == null || !OVER.contains(state);
  }

  private static List<String> groups(
      List<GroupIdentifier> named, List<InstanceNetworkInterfaceSpecification> interfaces) {
    List<String> groups = new ArrayList<>();
    named.forEach(group -> groups.add(group.groupId()));
    interfaces.forEach(one -> groups.addAll(one.groups()));
    return groups;
  }
}
