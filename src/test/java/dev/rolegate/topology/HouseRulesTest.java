package dev.rolegate.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules.Fault;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String GUARDRAIL =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: Guardrail
      metadata: {name: admin, uid: u-1, generation: 3}
      spec:
        title: Administration ports are closed
        severity: High
        action: Deny
        scope: Managed
        match: {vpcs: [prod-*]}
        controls: [EC2.13]
        parameters: {ports: [22, 3389], share: 0.5, strict: true, names: [a, b], mixed: [1, 2.5]}
        when: rule.direction == "ingress"
        expression: '!rule.fromWorld(params.ports)'
        message: '"Name your VPN"'
        exceptions: {maxDuration: 90d}
      """;

  private static final String EXCEPTION =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: GuardrailException
      metadata: {name: probe, creationTimestamp: '2026-05-01T00:00:00Z'}
      spec:
        guardrail: admin
        managedVpc: prod
        group: {namespace: shop, name: web}
        rule: ssh
        reason: The probe
        acceptedBy: security@example.com
        expiresAt: '2026-07-01T02:00:00+02:00'
      """;

  @Test
  void reads_a_guardrail_with_parameters_of_every_kind() {
    var rules = read(List.of(GUARDRAIL), List.of());

    assertThat(rules.faults()).isEmpty();
    assertThat(rules.guardrails())
        .containsExactly(
            new GuardrailDocument(
                "admin",
                "u-1",
                3,
                "Administration ports are closed",
                List.of("EC2.13"),
                GuardrailDocument.Severity.HIGH,
                GuardrailDocument.Action.DENY,
                GuardrailDocument.Scope.MANAGED,
                new GuardrailDocument.Match(List.of("prod-*"), List.of(), List.of()),
                GuardrailDocument.Subject.RULE,
                "rule.direction == \"ingress\"",
                "!rule.fromWorld(params.ports)",
                "\"Name your VPN\"",
                Map.of(
                    "ports",
                    List.of(22L, 3389L),
                    "share",
                    0.5,
                    "strict",
                    true,
                    "names",
                    List.of("a", "b"),
                    "mixed",
                    List.of(1.0, 2.5))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "share: 0.5          | share: {a: 1}       | spec.parameters.share",
        "share: 0.5          | share:              | spec.parameters.share",
        "names: [a, b]       | names: [a, 1]       | spec.parameters.names",
        "names: [a, b]       | names: [[a]]        | spec.parameters.names",
        "strict: true        | not-a-name: true  | spec.parameters.not-a-name",
        "severity: High      | ``                  | spec.severity",
        "title: Administration ports are closed | `` | spec.title",
      })
  void leaves_out_a_guardrail_that_it_cannot_read_and_goes_on(
      String text, String instead, String field) {
    String other = GUARDRAIL.replace("name: admin", "name: other");

    var rules = read(List.of(GUARDRAIL.replace(text, instead), other), List.of());

    assertThat(rules.guardrails()).extracting(GuardrailDocument::name).containsExactly("other");
    assertThat(rules.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.reason()).isEqualTo(Fault.Reason.INVALID_SPEC);
              assertThat(fault.name()).isEqualTo("admin");
              assertThat(fault.field()).isEqualTo(field);
              assertThat(fault.message()).isNotBlank();
            });
  }

  @Test
  void an_exception_counts_from_its_creation_to_its_end() {
    var exemption = exemption(EXCEPTION);

    assertThat(exemption)
        .isEqualTo(
            new Exemption(
                "probe",
                "admin",
                "prod",
                Optional.of(new GroupKey("shop", "web")),
                "",
                "ssh",
                "The probe",
                "security@example.com",
                Instant.parse("2026-05-01T00:00:00Z"),
                Instant.parse("2026-07-01T00:00:00Z")));
    assertThat(exemption.counts(Instant.parse("2026-06-30T23:59:59Z"))).isTrue();
    assertThat(exemption.counts(Instant.parse("2026-07-01T00:00:00Z"))).isFalse();
  }

  @Test
  void an_exception_counts_no_longer_than_its_guardrail_lets_it() {
    assertThat(exemption(EXCEPTION.replace("2026-07-01T02:00:00+02:00", "2036-07-01T02:00:00Z")))
        .extracting(Exemption::until)
        .isEqualTo(Instant.parse("2026-07-30T00:00:00Z"));
    var noLimit = GUARDRAIL.replace("exceptions: {maxDuration: 90d}", "");
    assertThat(
            read(List.of(noLimit), List.of(EXCEPTION.replace("2026-07-01", "2036-07-01")))
                .exemptions()
                .get(0)
                .until())
        .isEqualTo(Instant.parse("2027-05-01T00:00:00Z"));
  }

  @Test
  void an_exception_in_a_file_is_taken_as_created_now() {
    var written = EXCEPTION.replace(", creationTimestamp: '2026-05-01T00:00:00Z'", "");

    assertThat(exemption(written).from()).isEqualTo(NOW);
    assertThat(exemption(written.replace("2026-07-01", "2036-07-01")).until())
        .isEqualTo(Instant.parse("2026-08-30T00:00:00Z"));
  }

  @Test
  void an_exception_from_nothing_counts_for_nothing() {
    var rules = read(List.of(), List.of(EXCEPTION));

    assertThat(rules.exemptions()).isEmpty();
    assertThat(rules.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.reason()).isEqualTo(Fault.Reason.GUARDRAIL_NOT_FOUND);
              assertThat(fault.message()).contains("there is no Guardrail admin");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'2026-07-01T02:00:00+02:00' | '2026-13-01T02:00:00Z' | spec.expiresAt",
        "group: {namespace: shop, name: web} | `` | spec.group",
        "group: {namespace: shop, name: web} | group: {name: web} | spec.group",
        "acceptedBy: security@example.com | `` | spec.acceptedBy",
      })
  void an_exception_that_cannot_be_read_counts_for_nothing(
      String text, String instead, String field) {
    var rules = read(List.of(GUARDRAIL), List.of(EXCEPTION.replace(text, instead)));

    assertThat(rules.exemptions()).isEmpty();
    assertThat(rules.faults()).singleElement().extracting(Fault::field).isEqualTo(field);
  }

  private static Exemption exemption(String exception) {
    var rules = read(List.of(GUARDRAIL), List.of(exception));
    assertThat(rules.faults()).isEmpty();
    return rules.exemptions().get(0);
  }

  private static HouseRules read(List<String> guardrails, List<String> exceptions) {
    return HouseRules.read(
        guardrails.stream().map(text -> YAML.unmarshal(text, Guardrail.class)).toList(),
        exceptions.stream().map(text -> YAML.unmarshal(text, GuardrailException.class)).toList(),
        NOW);
  }
}
