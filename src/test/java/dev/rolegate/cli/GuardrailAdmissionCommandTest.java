package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code rolegate guardrail admission} as a user runs it. */
class GuardrailAdmissionCommandTest {
  private static final String OWN =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: Guardrail
      metadata: {name: own}
      spec:
        title: Nothing listens on Telnet
        severity: High
        action: Warn
        expression: EXPRESSION
        message: '"close port 23"'
        admission: true
      """;

  private static CliRun run(String input, String... files) {
    return CliRun.withInput(
        (vpc, clusterId, externalId, documents) -> {
          throw new AssertionError("no plan was asked for");
        },
        input,
        Stream.concat(Stream.of("guardrail", "admission"), Stream.of(files))
            .toArray(String[]::new));
  }

  @Test
  void the_catalogue_gives_the_policies_that_are_shipped() throws IOException {
    CliRun run = run("", "deploy/guardrails");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    try (Stream<Path> files = Files.list(Path.of("deploy/admission"))) {
      List<Path> policies =
          files
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .sorted(Comparator.comparing(file -> file.toString().replace(".yaml", "")))
              .toList();
      String shipped = "";
      for (Path policy : policies) {
        shipped +=
            Files.readString(policy)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
      }
      assertThat(run.out()).isEqualTo(shipped);
    }
  }

  @Test
  void own_guardrail_becomes_a_policy_that_warns() {
    CliRun run = run(OWN.replace("EXPRESSION", "'!rule.opens(23)'"), "-");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "name: own.rolegate.dev",
            "port.fromPort <= 23 && 23 <= port.toPort",
            "\"close port 23\"",
            "- Warn\n  - Audit\n");
  }

  @Test
  void what_a_resource_does_not_tell_and_what_does_not_compile_is_an_error() {
    CliRun beyond = run(OWN.replace("EXPRESSION", "'!rule.wider(8, 16)'"), "-");
    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.out()).isEmpty();
    assertThat(beyond.err())
        .contains(
            "error: Guardrail own, spec.expression cannot be asked at admission: a"
                + " RoleSecurityGroup by itself does not tell rule.wider");

    CliRun wrong = run(OWN.replace("EXPRESSION", "rule.prot == 1"), "-");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .contains(
            "error: Guardrail own, spec.expression, line 1, column 5: there is no field prot");
  }

  @Test
  void files_without_such_a_guardrail_are_an_error() {
    CliRun run = run(OWN.replace("admission: true", "admission: false"), "-");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the files hold no Guardrail with admission: true");
  }
}
