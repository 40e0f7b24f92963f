package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentDetail;
import software.amazon.awssdk.services.batch.model.DescribeComputeEnvironmentsResponse;

/** Compute environments in every state; those with a launch template are held by that too. */
final class Batch implements Collector {
  private static final String KIND = "AWS::Batch::ComputeEnvironment";

  @Override
  public void collect(Search search) {
    search.look(
        Service.BATCH, "DescribeComputeEnvironments", List.of(KIND), () -> environments(search));
  }

  private static void environments(Search search) {
    for (DescribeComputeEnvironmentsResponse page :
        search.client(Service.BATCH, BatchClient::builder).describeComputeEnvironmentsPaginator()) {
      for (ComputeEnvironmentDetail one :
          Answers.given(page.hasComputeEnvironments(), page.computeEnvironments())) {
        if (one.computeResources() != null) {
          search.found(
              one.computeResources().securityGroupIds(),
              KIND,
              "Batch compute environment " + one.computeEnvironmentName());
        }
      }
    }
  }
}
