package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.ShippedGuardrails;
import dev.rolegate.guardrail.Flaw;
import dev.rolegate.guardrail.Judgement;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.topology.HouseRules;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardrailReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Guardrail guardrail = guardrail();
  private final HouseRules rules = HouseRules.read(List.of(guardrail), List.of(), NOW);

  private static Guardrail guardrail() {
    Guardrail guardrail =
        ShippedGuardrails.catalogue().stream()
            .filter(one -> one.getMetadata().getName().equals("purpose"))
            .findFirst()
            .orElseThrow();
    guardrail.getMetadata().setGeneration(3L);
    return guardrail;
  }

  private Judgement judgement(boolean costly) {
    Flaw flaw = new Flaw(rules.guardrails().get(0), "expression", 0, 0, "it costs too much");
    return new Judgement(
        List.of(),
        new DesiredVpc("prod", "vpc-1", "eu-west-1", "c1", List.of()),
        Optional.empty(),
        costly ? List.of(flaw) : List.of());
  }

  private Condition ready(GuardrailNews news) {
    var status = new GuardrailReconciler(news, null, () -> NOW).status(guardrail, rules, NOW);
    guardrail.setStatus(status);
    return Conditions.find(status.conditions(), Finding.READY).orElseThrow();
  }

  @Test
  void a_guardrail_that_cost_too_much_in_a_check_is_not_ready() {
    GuardrailNews news = new GuardrailNews();

    assertThat(ready(news).getReason()).isEqualTo("Judging");
    news.found("prod", judgement(true));

    assertThat(ready(news))
        .satisfies(
            condition -> {
              assertThat(condition.getStatus()).isEqualTo("False");
              assertThat(condition.getReason()).isEqualTo("TooCostly");
              assertThat(condition.getMessage())
                  .isEqualTo("ManagedVpc prod: spec.expression: it costs too much");
            });

    news.found("prod", judgement(false));
    assertThat(ready(news).getStatus()).isEqualTo("True");
  }

  @Test
  void after_a_restart_it_stays_so_until_a_check_or_a_change() {
    GuardrailNews before = new GuardrailNews();
    before.found("prod", judgement(true));
    ready(before);
    GuardrailNews after = new GuardrailNews();

    assertThat(ready(after).getReason()).isEqualTo("TooCostly");
    assertThat(ready(after).getMessage()).startsWith("ManagedVpc prod: spec.expression");

    guardrail.getMetadata().setGeneration(4L);
    assertThat(ready(after).getReason()).isEqualTo("Judging");
  }
}
