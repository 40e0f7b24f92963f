package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.guardrail;
import static dev.rolegate.guardrail.Samples.ruleGuardrail;
import static dev.rolegate.guardrail.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardrailsTest {
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "ports",
          List.of(22L, 3389L),
          "pattern",
          "a+",
          "broken",
          "a(",
          "exploding",
          "(((a{999})*){999})+",
          "kinds",
          List.of("Ofice"));

  private static GuardrailDocument about(Subject subject, String expression) {
    return guardrail("g", Action.DENY, subject, "", expression, "'no'", PARAMETERS);
  }

  private static Flaw flaw(GuardrailDocument document) {
    List<Flaw> flaws = Guardrails.compile(List.of(document)).flaws();
    assertThat(flaws).hasSize(1);
    return flaws.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rule.prot == 'tcp' | 5 | there is no field prot: write protocol",
        "true && group.rols == 'x' | 14 | there is no field rols: write role or rules",
        "!rule.fromWorld(params.port) | 23 | there is no parameter port: write ports",
        "rule.fromWrld() | 14 | there is no fromWrld: write fromWorld()",
        "rules == 3 | 1 | there is no rules: write rule",
        "group.rules.all(r, r.zzz == 1) | 21 | there is no field zzz: write one of addressSet, cidr,",
        "rule.opens('ssh') | 11 | found no matching overload for 'opens' applied to 'Rule.(string)'",
        "rule.fromPort | 5 | expected type 'bool' but found 'int'",
        "rule.purpose.matches('a(') | 22 | 'a(' is no regular expression of RE2: missing closing )",
        "rule.purpose.matches(params.broken) | 28 | 'a(' is no regular expression of RE2",
        "rule.within('10.0.0.0') | 13 | '10.0.0.0' is not a CIDR block: write it with its prefix length",
        "rule.opens('tpc', 22) | 12 | 'tpc' is not a protocol",
        "rule.fromAddressSet(params.kinds) | 27 | 'Ofice' is no kind of AddressSet; write one of Office, Vpn,",
        "group.sprawl('AllinOne') | 14 | 'AllinOne' is no kind of sprawl; write one of AllInOne,",
        "dyn(rule).x == 1 | 4 | dyn takes the types away",
        "rule == Rule{name: 'x'} | 13 | a guardrail reads objects and makes none",
        "timestamp('yesterday') < now | 11 | Text 'yesterday' could not be parsed",
        "now - timestamp('2026-01-01T00:00:00Z') > duration('30d') | 52 | '30d' is no duration, as 720h,",
        "rule.purpose.matches('((a{1000}){1000}){1000}') | 22 | instructions, and 500 are the most",
        "rule.purpose.matches('((((a{1,99}){1,99}){1,99}){1,99}){1,99}') | 22 | and 500 are the most",
        "rule.purpose.matches('(\\\\Q(\\\\E[](]{900}){900}') | 22 | and 500 are the most",
        "rule.purpose.matches('a{600}') | 22 | comes to 602 instructions, and 500 are the most",
        "rule.purpose.matches(params.exploding) | 28 | and 500 are the most",
      })
  void what_cannot_be_judged_by_is_told_with_its_place(
      String expression, int column, String message) {
    Flaw flaw = flaw(about(Subject.RULE, expression));

    assertThat(flaw.message()).contains(message);
    assertThat(flaw.field()).isEqualTo("expression");
    assertThat(flaw.line()).isEqualTo(1);
    assertThat(flaw.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "!rule.coversSubnet() ; true",
        "rule.declared || !rule.coversSubnet() ; true",
        "group.rules.all(r, !r.coversSubnet()) ; true",
        "!rule.coversVpc() ; false",
        "rule.name != 'coversSubnet' ; false",
      })
  void which_ones_ask_for_subnets_is_told_beforehand(String expression, boolean reads) {
    GuardrailDocument document = about(Subject.RULE, expression);
    GuardrailDocument elsewhere =
        new GuardrailDocument(
            document.name(),
            document.uid(),
            document.generation(),
            document.title(),
            document.controls(),
            document.severity(),
            document.action(),
            document.scope(),
            new GuardrailDocument.Match(List.of("dev-*"), List.of(), List.of()),
            document.subject(),
            document.when(),
            document.expression(),
            document.message(),
            document.parameters());

    assertThat(Guardrails.compile(List.of(document)).readsSubnets("prod")).isEqualTo(reads);
    assertThat(Guardrails.compile(List.of(elsewhere)).readsSubnets("prod")).isFalse();
    assertThat(Guardrails.compile(List.of(elsewhere)).readsSubnets("dev-1")).isEqualTo(reads);
  }

  @Test
  void a_group_has_rules_and_is_none() {
    assertThat(flaw(about(Subject.GROUP, "rule.fromWorld()")).message())
        .isEqualTo(
            "there is no rule where subject is Group: write group.rules.exists(r, …) or"
                + " group.rules.all(r, …)");
    assertThat(
            Guardrails.compile(
                    List.of(about(Subject.GROUP, "!group.rules.exists(r, r.fromWorld())")))
                .flaws())
        .isEmpty();
  }

  @Test
  void groups_are_not_removed() {
    GuardrailDocument document =
        guardrail("g", Action.REMOVE, Subject.GROUP, "", "true", "'no'", Map.of());

    assertThat(flaw(document).field()).isEqualTo("action");
  }

  @Test
  void a_message_gives_text_and_a_condition_yes_or_no() {
    assertThat(flaw(guardrail("g", Action.WARN, Subject.RULE, "", "true", "1", Map.of())).field())
        .isEqualTo("message");
    assertThat(
            flaw(guardrail("g", Action.WARN, Subject.RULE, "'x'", "true", "'x'", Map.of())).field())
        .isEqualTo("when");
    assertThat(flaw(guardrail("g", Action.WARN, Subject.RULE, "", "", "'x'", Map.of())).message())
        .isEqualTo("it is empty: write a CEL expression");
  }

  private static GuardrailDocument given(Map<String, Object> parameters) {
    return guardrail("g", Action.WARN, Subject.RULE, "", "true", "'x'", parameters);
  }

  @Test
  void parameters_are_of_one_kind_each() {
    assertThat(flaw(given(Map.of("ports", List.of(22, "ssh")))).message())
        .isEqualTo("parameter ports mixes int and string: write values of one kind");
    assertThat(flaw(given(Map.of("worldIpv4Prefix", 40))).message())
        .isEqualTo("worldIpv4Prefix is 40: write a prefix length from 0 to 24");
    assertThat(flaw(given(Map.of("worldIpv4Prefix", "8"))).message())
        .isEqualTo("worldIpv4Prefix is the text \"8\": write a prefix length from 0 to 24");
    assertThat(flaw(about(Subject.RULE, "rule.fromWord()")).message())
        .isEqualTo("there is no fromWord: write fromWorld()");
  }

  @Test
  void an_expression_that_is_too_long_or_too_deep_is_a_flaw() {
    assertThat(flaw(about(Subject.RULE, "'" + "x".repeat(9000) + "' != ''")).message())
        .contains("8192");
    assertThat(flaw(about(Subject.RULE, "(".repeat(500) + "true" + ")".repeat(500))).message())
        .isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Every rule with every rule with every rule: 8,000,000,000 steps.
        "group.rules.all(a, group.rules.all(b, group.rules.all(c, a.name != b.name || b.name != c.name || true)))",
        // A text that doubles sixty times.
        "[group.name].map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a)"
            + ".map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).all(a, a != '')",
        "[[1]].map(a, a + a + a + a + a + a + a + a + a + a).map(a, a + a + a + a + a + a + a + a + a + a)"
            + ".map(a, a + a + a + a + a + a + a + a + a + a).map(a, a + a + a + a + a + a + a + a + a + a)"
            + ".map(a, a + a + a + a + a + a + a + a + a + a).all(a, size(a) > 0)",
        "group.rules.map(a, group.name).join(group.rules.map(a, group.name).join('xxxxxxxx')) != ''",
        "group.rules.map(a, 'aaaaaaaaaa').join().replace('a', 'aaaaaaaaaaaaaaa').replace('a', 'aaaaaaaaa') != ''",
      })
  void what_would_not_end_is_not_known_and_the_others_go_on(String expression) {
    DesiredRule[] rules =
        IntStream.range(0, 2000)
            .mapToObj(i -> Samples.rule("r" + i, tcp(1 + i, 1 + i, "10." + i % 250 + ".0.0/16")))
            .toArray(DesiredRule[]::new);
    GuardrailDocument endless = about(Subject.GROUP, expression);
    GuardrailDocument other = ruleGuardrail("other", Action.DENY, "rule.name != 'r7'");
    Guardrails guardrails = Guardrails.compile(List.of(endless, other));
    assertThat(guardrails.flaws()).isEmpty();

    Judgement judgement =
        new Judge().judge(guardrails, Samples.documents(Samples.group("web", rules)));

    assertThat(judgement.findings())
        .extracting(finding -> finding.guardrail().name() + " " + finding.verdict())
        .containsExactly("g UNKNOWN", "other BROKEN");
    // Not sure, and none is live: all of them wait.
    assertThat(judgement.judged().groups().get(0).rules()).isEmpty();
  }

  @Test
  void a_regular_expression_that_explodes_once_it_is_put_together_is_not_known() {
    for (String regex :
        List.of("((x{1000}){1000}){1000}", "(".repeat(3000) + ")".repeat(3000), "x{999}")) {
      Guardrails guardrails =
          Guardrails.compile(
              List.of(
                  about(
                      Subject.RULE,
                      "!rule.purpose.matches('" + regex + "' + rule.name.substring(0, 0))")));
      assertThat(guardrails.flaws()).isEmpty();

      Judgement judgement =
          new Judge()
              .judge(
                  guardrails,
                  Samples.documents(
                      Samples.group("web", Samples.rule("ssh", tcp(22, 22, "10.0.0.0/8")))));

      assertThat(judgement.findings())
          .extracting(finding -> finding.guardrail().name() + " " + finding.verdict())
          .containsExactly("g UNKNOWN");
      assertThat(judgement.judged().groups().get(0).rules()).isEmpty();
    }
  }

  @Test
  void a_message_that_fails_loosens_nothing() {
    GuardrailDocument document =
        guardrail("g", Action.DENY, Subject.RULE, "", "false", "rule.tags['none']", Map.of());

    Judgement judgement =
        new Judge()
            .judge(
                Guardrails.compile(List.of(document)),
                Samples.documents(
                    Samples.group("web", Samples.rule("ssh", tcp(22, 22, "10.0.0.0/8")))));

    assertThat(judgement.judged().groups().get(0).rules()).isEmpty();
    assertThat(judgement.findings().get(0).message())
        .startsWith("Title of g (this does not hold here; the guardrail's own message failed: ");
  }

  @Test
  void the_kinds_of_sprawl_are_those_that_are_looked_for() {
    assertThat(GroupWords.SPRAWL)
        .containsExactlyElementsOf(
            java.util.Arrays.stream(dev.rolegate.usage.sprawl.SprawlKind.values())
                .map(dev.rolegate.usage.sprawl.SprawlKind::apiName)
                .toList());
  }
}
