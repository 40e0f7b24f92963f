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

  private static String guardrail(String name, String expression) {
    return """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: %s}
        spec:
          title: For tests
          severity: Low
          action: Warn
          scope: All
          when: rule.direction == "ingress"
          expression: '%s'
          message: '"no"'
        """
        .formatted(name, expression);
  }

  @Test
  void subnets_are_read_only_for_a_guardrail_that_asks_and_a_refusal_is_told() throws IOException {
    samples();
    Files.writeString(folder.resolve("wide.yaml"), guardrail("wide", "!rule.coversVpc()"));
    plan();
    assertThat(simulator.calls().all())
        .extracting(CallRecord::action)
        .doesNotContain("DescribeSubnets");

    Files.writeString(folder.resolve("wide.yaml"), guardrail("wide", "!rule.coversSubnet()"));
    assertThat(plan().err()).contains("guardrail: Low wide (Warn): shop/alb ingress/", "no");
    simulator.behaviour().deny("DescribeSubnets");
    assertThat(plan().err())
        .contains(
            "the address blocks of the VPC's subnets are not known: DescribeSubnets was refused")
        .contains("allow ec2:DescribeSubnets");
  }

  @Test
  void an_exception_for_a_rule_that_is_gone_is_told() throws IOException {
    samples();
    Files.writeString(folder.resolve("wide.yaml"), guardrail("wide", "true"));
    Files.writeString(
        folder.resolve("probe.yaml"),
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: GuardrailException
        metadata: {name: probe}
        spec:
          guardrail: wide
          managedVpc: prod
          groupId: sg-0a1b2c3d4e5f60718
          rule: sgr-0a1b2c3d4e5f60718
          reason: For tests
          acceptedBy: security@example.com
          expiresAt: "2999-01-01T00:00:00Z"
        """);
    assertThat(plan().err())
        .isEqualToIgnoringNewLines(
            "warning: GuardrailException probe: sg-0a1b2c3d4e5f60718 has no rule"
                + " sgr-0a1b2c3d4e5f60718: it was revoked, or the id is wrong. A rule that is added"
                + " again has another id; write an exception for that one, or delete this one");
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
