package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.manifest.GuardrailCases;
import dev.rolegate.cli.manifest.GuardrailFiles;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.topology.HouseRules;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each guardrail of the catalogue refuses and accepts, by the cases beside it. */
class ShippedCasesTest {
  private static final GuardrailFiles FILES =
      GuardrailFiles.read(List.of("deploy/guardrails"), InputStream.nullInputStream());

  private static Map<String, List<GuardrailCases.Case>> cases() {
    Map<String, List<GuardrailCases.Case>> cases = new TreeMap<>();
    FILES.cases().forEach(one -> cases.put(one.content().guardrail(), one.content().cases()));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> says_what_the_case_expects() {
    assertThat(FILES.errors()).isEmpty();
    Map<String, List<GuardrailCases.Case>> cases = cases();
    return ShippedGuardrails.catalogue().stream()
        .flatMap(
            guardrail -> {
              Guardrails compiled =
                  Guardrails.compile(
                      HouseRules.read(List.of(guardrail), List.of(), Instant.EPOCH).guardrails());
              String name = guardrail.getMetadata().getName();
              return cases.getOrDefault(name, List.of()).stream()
                  .flatMap(one -> one.as().stream().map(as -> test(name, compiled, one, as)));
            });
  }

  private static DynamicTest test(
      String guardrail, Guardrails compiled, GuardrailCases.Case one, GuardrailCases.As as) {
    return dynamicTest(
        guardrail + ": " + one.name() + ", " + as.words(),
        () ->
            assertThat(CaseVerdict.differences(one, CaseRun.findings(compiled, one, as)))
                .isEmpty());
  }

  @Test
  void every_guardrail_has_cases_of_both_sides_and_one_that_reads_its_message() {
    Map<String, List<GuardrailCases.Case>> cases = cases();
    assertThat(cases.keySet())
        .isEqualTo(
            ShippedGuardrails.catalogue().stream()
                .map(one -> one.getMetadata().getName())
                .collect(Collectors.toSet()));
    cases.forEach(
        (name, all) -> {
          assertThat(all)
              .as(name)
              .extracting(one -> one.passes().asText())
              .contains("true", "false");
          assertThat(all).as(name).anyMatch(one -> one.message() != null);
        });
  }

  /** Scope All promises a verdict on documents and on live groups of both kinds. */
  @Test
  void guardrail_of_rules_refuses_on_documents_and_on_both_kinds_of_live_groups() {
    Map<String, List<GuardrailCases.Case>> cases = cases();
    for (Guardrail guardrail : ShippedGuardrails.catalogue()) {
      String name = guardrail.getMetadata().getName();
      if (guardrail.getSpec().subject().name().equals("RULE")
          && !name.equals("reference-cannot-match")) {
        assertThat(
                cases.get(name).stream()
                    .filter(one -> one.passes().asText().equals("false"))
                    .flatMap(one -> one.as().stream())
                    .collect(Collectors.toSet()))
            .as(name)
            .containsExactlyInAnyOrder(GuardrailCases.As.values());
      }
    }
  }
}
