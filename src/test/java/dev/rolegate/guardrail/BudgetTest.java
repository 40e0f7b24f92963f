package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a guardrail may cost in one judging of all groups. */
class BudgetTest {
  private static final int RULES = 10;

  /** Each rule of a group with each: 100 elements a group. */
  private static final GuardrailDocument COSTLY =
      document("costly", Action.DENY, "group.rules.all(r, r.name != 'bad' && rule.name != '')");

  private static final GuardrailDocument OTHER =
      document("other", Action.WARN, "rule.name != 'r0'");

  private static GuardrailDocument document(String name, Action action, String expression) {
    return Samples.guardrail(name, action, Subject.RULE, "", expression, "'no'", Map.of());
  }

  private static DesiredGroup group(int number) {
    return Samples.group(
        "g" + number,
        IntStream.range(0, RULES)
            .mapToObj(i -> Samples.rule("r" + i, tcp(i + 1, i + 1, "10.0.0.0/24")))
            .toArray(DesiredRule[]::new));
  }

  private static Docket docket(int groups) {
    return Samples.documents(
        IntStream.range(0, groups).mapToObj(BudgetTest::group).toArray(DesiredGroup[]::new));
  }

  private static List<Finding> costly(Judgement judgement) {
    return judgement.findings().stream()
        .filter(finding -> finding.guardrail().equals(COSTLY))
        .toList();
  }

  @Test
  void what_comes_after_the_end_of_the_budget_is_not_known_and_waits() {
    Guardrails guardrails = Guardrails.compile(List.of(COSTLY, OTHER));
    assertThat(guardrails.flaws()).isEmpty();

    Judgement judgement = new Judge(250).judge(guardrails, docket(4));

    // 25 rules are judged: all of g0 and g1, and half of g2.
    assertThat(costly(judgement)).hasSize(15);
    assertThat(costly(judgement))
        .allSatisfy(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Finding.Verdict.UNKNOWN);
              assertThat(finding.message())
                  .isEqualTo(
                      "Cannot be told: in this check, the loops of the guardrail went over more"
                          + " than 250 elements of lists; let its when choose fewer rules, its"
                          + " match fewer groups, or its loops shorter lists");
            });
    assertThat(judgement.judged().groups())
        .extracting(group -> group.rules().size())
        .containsExactly(10, 10, 5, 0);
    assertThat(judgement.flaws())
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.guardrail()).isEqualTo(COSTLY);
              assertThat(flaw.text()).startsWith("spec.expression: in this check, the loops");
            });
    assertThat(judgement.findings()).hasSize(15 + 4);
  }

  @Test
  void what_is_remembered_counts_as_if_it_were_evaluated_again() {
    Guardrails guardrails = Guardrails.compile(List.of(COSTLY));
    Judge judge = new Judge(250);

    judge.judge(guardrails, docket(2));

    assertThat(judge.judge(guardrails, docket(4)))
        .isEqualTo(new Judge(250).judge(guardrails, docket(4)));
    assertThat(judge.judge(guardrails, docket(2)).flaws()).isEmpty();
    assertThat(costly(judge.judge(guardrails, docket(2)))).isEmpty();
  }

  @Test
  void a_part_that_names_no_rule_counts_once_a_group() {
    Guardrails guardrails =
        Guardrails.compile(
            List.of(document("g", Action.DENY, "group.rules.all(r, r.name != 'bad')")));

    Judgement judgement = new Judge(35).judge(guardrails, docket(3));

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.flaws()).isEmpty();
  }

  @Test
  void a_live_rule_stays_when_the_budget_ends() {
    Guardrails guardrails = Guardrails.compile(List.of(COSTLY));
    DesiredGroup group = group(0);
    Docket docket =
        Samples.live(
            Samples.managed(Map.of("sg-0", new GroupKey("shop", "g0"))),
            Samples.vpc(group),
            Samples.live(
                "sg-0",
                "g0",
                Samples.liveRule("sgr-9", group.rules().get(9).permission(), "r9: Why")));

    Judgement judgement = new Judge(50).judge(guardrails, docket);

    assertThat(judgement.judged().groups().get(0).rules())
        .extracting(DesiredRule::name)
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r9");
  }
}
