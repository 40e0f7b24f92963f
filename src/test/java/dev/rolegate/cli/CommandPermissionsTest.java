package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Identity;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.simulated.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the shipped policies commands need that only read. */
class CommandPermissionsTest extends OnSimulator {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";
  private static final String REPORT = "report --region eu-west-1 --vpc " + VPC;
  private static final String SPRAWL = "sprawl --region eu-west-1 --vpc-id " + VPC;
  private static final ShippedPolicies SHIPPED =
      new ShippedPolicies("111122223333", "eu-west-1", VPC, "test");

  @BeforeEach
  void load() throws IOException {
    simulator.load(
        Files.writeString(
            folder.resolve("scene.yaml"),
            """
            region: eu-west-1
            vpcs:
              - id: vpc-0a1b2c3d4e5f60718
                cidr: 10.20.0.0/16
                subnets: [{name: a, cidr: 10.20.1.0/24, zone: eu-west-1a}]
                groups:
                  - {id: sg-0a1b2c3d4e5f60001, name: all, description: all of it, ingress: [
                      {port: 22, cidr: 0.0.0.0/0}, {port: 23, prefixList: pl-0a1b2c3d4e5f60001}]}
                instances: [{subnet: a, groups: [all], tags: {Name: web-1}}]
            prefixLists:
              - {id: pl-0a1b2c3d4e5f60001, name: wide, maxEntries: 3, entries: [{cidr: 0.0.0.0/0}]}
            """));
    simulator.calls().clear();
  }

  private CliRun run(String command, List<String> policies) {
    simulator
        .iam()
        .set(
            IamSetup.of(
                Identity.role(
                    "arn:aws:iam::111122223333:role/reader",
                    policies.stream().map(SHIPPED::policy).toList(),
                    List.of("test"))));
    return CliRun.withOperator(() -> 0, command.split(" "));
  }

  private List<String> denied() {
    return simulator.calls().all().stream()
        .filter(call -> call.status() == 403)
        .map(CallRecord::action)
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {REPORT, SPRAWL, "report --region eu-west-1"})
  void whatReadsIsDeniedNothingWithObserveAndOrphans(String command) {
    CliRun run = run(command, List.of("observe", "orphans"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(denied()).isEmpty();
    assertThat(simulator.calls().all()).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {REPORT, SPRAWL})
  void withObserveAloneTheyGoOnWithoutWhatOrphansAllows(String command) {
    CliRun run = run(command, List.of("observe"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("not looked at");
    assertThat(denied())
        .containsExactlyInAnyOrder(
            "DescribeInstances", "DescribeLaunchTemplateVersions", "DescribeStaleSecurityGroups");
  }
}
