package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.operator.consent.Kept;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.plan.Plan;
import dev.rolegate.topology.Claims;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Plans against AWS, or against what the SDK's endpoint settings name. */
final class AwsPlanSource implements PlanSource {

  @Override
  public Plan plan(
      ManagedVpc vpc, String clusterId, String externalId, Function<Live, DesiredVpc> documents) {
    var settings = AwsSettings.forCommand(clusterId);
    String name = vpc.getMetadata().getName();
    var to =
        new ConnectTo(
            name,
            vpc.getSpec().region(),
            Objects.requireNonNullElse(vpc.getSpec().roleArn(), ""),
            externalId);
    try (var factory = new AwsEc2Factory(settings);
        var ec2 = factory.connect(to);
        var worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, InstantSource.system())) {
      var look = worker.look(vpc.getSpec().vpcId(), Optional.empty());
      var claims = Claims.of(look.snapshot().groups().values(), clusterId, name);
      // Manifests read back from a cluster carry what was approved; those in git have the limits.
      var consent =
          Kept.of(VpcStatus.orEmpty(vpc.getStatus()))
              .consent(vpc.getSpec().limits(), Instant.now());
      var live = Live.of(ec2, name, claims, look.snapshot(), look.ranges());
      return worker.plan(documents.apply(live), consent);
    }
  }
}
