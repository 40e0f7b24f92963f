package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.log.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan command through the AWS SDK, against the simulator. */
class PlanOnEc2Test extends OnSimulator {
  private static final Path SAMPLES = Path.of("deploy/samples");
  private static final Pattern VPC_ID = Pattern.compile("vpc-[0-9a-f]{17}");

  private CliRun plan(String... more) {
    String[] args = {"plan", "-f", folder.toString(), "--cluster-id", "test"};
    var all = java.util.stream.Stream.of(args, more).flatMap(java.util.Arrays::stream);
    return CliRun.of(new AwsPlanSource(), all.toArray(String[]::new));
  }

  /** The samples, for the simulator's default VPC. */
  private void samples() throws IOException {
    String vpcId = SimulatorCall.defaultVpc(simulator.endpoint(), "eu-west-1");
    try (var files = Files.list(SAMPLES)) {
      for (Path file : files.toList()) {
        Files.writeString(
            folder.resolve(file.getFileName().toString()),
            VPC_ID.matcher(Files.readString(file)).replaceAll(vpcId));
      }
    }
    simulator.calls().clear();
  }

  @Test
  void the_samples_are_planned_for_an_empty_VPC_and_nothing_is_changed() throws IOException {
    samples();
    var run = plan();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).startsWith("ManagedVpc prod (vpc-").contains("shop/web", "shop/db");
    assertThat(simulator.calls().all())
        .isNotEmpty()
        .extracting(CallRecord::action)
        .allMatch(action -> action.matches("Describe.*|GetCallerIdentity"));
    assertThat(plan().out()).isEqualTo(run.out());
  }

  @Test
  void a_VPC_that_does_not_exist_is_told_with_what_to_check() throws IOException {
    Files.copy(SAMPLES.resolve("10-managedvpc.yaml"), folder.resolve("vpc.yaml"));
    Files.copy(SAMPLES.resolve("20-alb.yaml"), folder.resolve("alb.yaml"));
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("vpc-0a1b2c3d4e5f60718");
  }

  @Test
  void a_missing_permission_names_the_action() throws IOException {
    samples();
    simulator.behaviour().deny("DescribeSecurityGroups");
    var run = plan();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("allow the action ec2:DescribeSecurityGroups");
  }
}
