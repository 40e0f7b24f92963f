package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardrailTestCommandTest {
  private static final String GUARDRAIL =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: Guardrail
      metadata: {name: no-world-ssh}
      spec:
        title: SSH is not open to the world
        severity: High
        action: Deny
        parameters: {ports: [22]}
        when: rule.direction == "ingress"
        expression: "!rule.fromWorld(params.ports)"
        message: '"port 22 is open to " + rule.peer'
      """;

  private static final String CASES =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: GuardrailCases
      guardrail: no-world-ssh
      cases:
      - name: halves of the world
        as: [Declared, Managed, Unmanaged]
        role:
          ingress:
          - {name: low, ports: [{port: 22}], peers: [{cidr: 0.0.0.0/1}]}
          - {name: high, ports: [{port: 20, endPort: 30}], peers: [{cidr: 128.0.0.0/1}]}
          - {name: office, ports: [{port: 22}], peers: [{cidr: 192.0.2.7/32}]}
          - {name: hop, ports: [{port: 22}], peers: [{role: {name: bastion}}]}
        passes: false
        rules: [low, high]
        message: port 22 is open to
      - name: a list that nobody read
        role:
          ingress:
          - {name: list, ports: [{protocol: all}], peers: [{prefixList: {id: pl-0a1b2c3d}}]}
        passes: unknown
        message: pl-0a1b2c3d
      - name: a list that holds an office
        given: {prefixLists: {pl-0a1b2c3d: [198.51.100.0/24]}}
        role:
          ingress:
          - {name: list, ports: [{protocol: all}], peers: [{prefixList: {id: pl-0a1b2c3d}}]}
        passes: true
      - name: all that IPv6 has, in EC2's words
        group:
          SecurityGroupRules:
          - {SecurityGroupRuleId: sgr-1, IpProtocol: "-1", CidrIpv6: "2000::/3"}
          - {SecurityGroupRuleId: sgr-2, IsEgress: true, IpProtocol: "-1", CidrIpv4: 0.0.0.0/0}
        passes: false
        rules: [sgr-1]
      """;

  @TempDir Path folder;

  private CliRun test(String... files) throws IOException {
    for (int i = 0; i < files.length; i++) {
      Files.writeString(folder.resolve(i + ".yaml"), files[i]);
    }
    return run(folder.toString());
  }

  private static CliRun run(String... paths) {
    String[] args = new String[paths.length + 2];
    args[0] = "guardrail";
    args[1] = "test";
    System.arraycopy(paths, 0, args, 2, paths.length);
    return CliRun.withOperator(() -> 0, args);
  }

  @Test
  void cases_that_come_out_as_expected_pass() throws IOException {
    CliRun run = test(GUARDRAIL, CASES);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            no-world-ssh
              pass  halves of the world (declared)
              pass  halves of the world (live, managed)
              pass  halves of the world (live, unmanaged)
              pass  a list that nobody read (declared)
              pass  a list that holds an office (declared)
              pass  all that IPv6 has, in EC2's words (live, unmanaged)

            6 passed, 0 failed
            """);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void objects_in_lists_are_read_and_told_by_their_place() throws IOException {
    String list = "apiVersion: v1\nkind: List\nitems:\n" + item(GUARDRAIL) + item(CASES);

    CliRun run = test(list);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("6 passed, 0 failed");
    assertThat(test(list.replace("passes: unknown", "passes: perhaps")).err())
        .contains("0.yaml, document 1, items[1].cases[1].passes: 'perhaps'; write true");
    assertThat(test(list.replace("guardrail: no-world-ssh", "guardrail: other")).err())
        .contains(
            "0.yaml, document 1, items[1].guardrail: there is no Guardrail other in the files");
    assertThat(test(list, GUARDRAIL).err())
        .contains("Guardrail no-world-ssh is in ")
        .contains("0.yaml, document 1, items[0] already");
  }

  private static String item(String manifest) {
    return "- " + manifest.strip().indent(2).strip() + "\n";
  }

  @Test
  void a_case_that_does_not_is_shown_with_what_was_found() throws IOException {
    CliRun run =
        test(
            GUARDRAIL,
            CASES
                .replace("rules: [low, high]", "rules: [low]")
                .replace("198.51.100.0/24", "0.0.0.0/0")
                .replace("message: pl-0a1b2c3d", "message: nothing like it"));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains(
            "  FAIL  halves of the world (declared)\n        expected rules: low; found: high, low")
        .contains(
            "expected in the message: nothing like it; found: list (unknown): Cannot be told:")
        .contains(
            "expected passes: true, found: false\n          list: port 22 is open to pl-0a1b2c3d")
        .contains("1 passed, 5 failed");
  }

  @Test
  void a_guardrail_that_does_not_compile_is_an_error_with_its_place() throws IOException {
    CliRun run = test(GUARDRAIL.replace("fromWorld", "fromMars"), CASES);

    assertThat(run.code()).isEqualTo(ExitCode.ERROR);
    assertThat(run.err())
        .contains("error: Guardrail no-world-ssh, spec.expression, line 1, column 15: ")
        .contains("fromMars");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_an_error_that_says_where() throws IOException {
    assertThat(test(GUARDRAIL, CASES.replace("guardrail: no-world-ssh", "guardrail: other")).err())
        .contains(
            "1.yaml, document 1, guardrail: there is no Guardrail other in the files; they hold no-world-ssh");
    assertThat(test(GUARDRAIL, CASES.replace("passes: unknown", "passes: perhaps")).err())
        .contains("1.yaml, document 1, cases[1].passes: 'perhaps'; write true, false or unknown");
    assertThat(test(GUARDRAIL, CASES.replace("given:", "gives:")).err())
        .contains("1.yaml, document 1, cases[2].gives: unknown field; write one of");
    assertThat(test(GUARDRAIL, "]this is no YAML").err()).contains("error: ").contains("1.yaml");
    assertThat(test(GUARDRAIL, "kind: ConfigMap\napiVersion: v1\n").err())
        .contains("the files hold no GuardrailCases");
    assertThat(test(GUARDRAIL, GUARDRAIL).err())
        .contains("1.yaml, document 1, metadata.name: Guardrail no-world-ssh is in");
  }

  @Test
  void wrong_arguments_and_missing_files_are_told() {
    assertThat(run("/nowhere/at/all").err()).contains("there is no such file or folder");
    assertThat(run("/nowhere/at/all").code()).isEqualTo(ExitCode.ERROR);
    assertThat(run().err()).contains("Missing required parameter").contains("FILE");
    assertThat(CliRun.withOperator(() -> 0, "guardrail").err()).contains("a command is missing");
  }

  @Test
  void a_case_whose_role_is_no_role_fails_alone() throws IOException {
    CliRun run = test(GUARDRAIL, CASES.replace("cidr: 0.0.0.0/1", "cidr: 10.0.0.300/8"));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("the case cannot be read: role: ")
        .contains("10.0.0.300/8")
        .contains("3 passed, 3 failed");
  }
}
