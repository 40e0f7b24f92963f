package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.documents;
import static dev.rolegate.guardrail.Samples.group;
import static dev.rolegate.guardrail.Samples.rule;
import static dev.rolegate.guardrail.Samples.ruleGuardrail;
import static dev.rolegate.guardrail.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.WithheldRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final GuardrailDocument NO_WORLD_SSH =
      ruleGuardrail("no-world-ssh", Action.DENY, "!rule.fromWorld([22])");

  private static Judgement judge(Docket docket, GuardrailDocument... documents) {
    Guardrails guardrails = Guardrails.compile(List.of(documents));
    assertThat(guardrails.flaws()).isEmpty();
    return new Judge().judge(guardrails, docket);
  }

  private static List<String> names(List<DesiredRule> rules) {
    return rules.stream().map(DesiredRule::name).toList();
  }

  @Test
  void a_denied_rule_is_withheld_and_the_others_of_its_group_go_on() {
    DesiredGroup web =
        group(
            "web",
            rule("https", tcp(443, 443, "0.0.0.0/0")),
            rule("ssh", tcp(22, 22, "0.0.0.0/0")),
            rule("office", tcp(22, 22, "198.18.7.9/32")));

    Judgement judgement = judge(documents(web), NO_WORLD_SSH);

    DesiredGroup judged = judgement.judged().groups().get(0);
    assertThat(names(judged.rules())).containsExactlyInAnyOrder("https", "office");
    assertThat(judged.withheld())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.name()).isEqualTo("ssh");
              assertThat(rule.reason()).isEqualTo(WithheldRule.GUARDRAIL);
              assertThat(rule.message()).isEqualTo("no-world-ssh: not 0.0.0.0/0");
              assertThat(rule.removed()).isFalse();
              assertThat(rule.permission()).contains(tcp(22, 22, "0.0.0.0/0"));
            });
    assertThat(judgement.findings()).extracting(Finding::message).containsExactly("not 0.0.0.0/0");
  }

  private static Exemption forRule(String ruleId) {
    return new Exemption(
        "probe",
        "no-world-ssh",
        Samples.VPC,
        Optional.empty(),
        "sg-1",
        ruleId,
        "why",
        "who",
        Samples.NOW,
        Samples.NOW.plusSeconds(60));
  }

  private static Docket unmanaged(Exemption exemption, String ruleId) {
    Docket live =
        Samples.live(
            Surroundings.UNKNOWN,
            Samples.vpc(),
            Samples.live("sg-1", "old", Samples.liveRule(ruleId, tcp(22, 22, "0.0.0.0/0"), "x")),
            Samples.live("sg-2", "new", Samples.liveRule("", tcp(22, 22, "0.0.0.0/0"), "x")));
    return new Docket(
        live.desired(), live.snapshot(), live.surroundings(), List.of(exemption), live.now());
  }

  @Test
  void an_exception_for_a_rule_by_its_id_is_for_that_rule_only() {
    assertThat(judge(unmanaged(forRule("sgr-1"), "sgr-1"), NO_WORLD_SSH).findings())
        .extracting(f -> f.groupId() + " " + f.verdict() + " " + f.exemption())
        .containsExactlyInAnyOrder("sg-1 BROKEN probe", "sg-2 BROKEN ");
  }

  @Test
  void while_it_is_not_known_which_rule_an_exception_is_for_none_of_its_group_is_sure() {
    var findings = judge(unmanaged(forRule("sgr-1"), ""), NO_WORLD_SSH).findings();
    assertThat(findings)
        .extracting(f -> f.groupId() + " " + f.verdict() + " " + f.exemption())
        .containsExactlyInAnyOrder("sg-1 UNKNOWN ", "sg-2 BROKEN ");
    assertThat(findings.get(0).message())
        .contains("GuardrailException probe is for sgr-1", "not 0.0.0.0/0");
    assertThat(judge(unmanaged(forRule("sgr-1"), "sgr-2"), NO_WORLD_SSH).findings())
        .extracting(f -> f.groupId() + " " + f.verdict())
        .containsExactlyInAnyOrder("sg-1 BROKEN", "sg-2 BROKEN");
  }

  @Test
  void two_halves_of_the_world_in_two_rules_are_the_world() {
    DesiredGroup web =
        group(
            "web",
            rule("low", tcp(22, 22, "0.0.0.0/1")),
            rule("high", tcp(0, 1024, "128.0.0.0/1")),
            rule("office", tcp(22, 22, "192.0.2.7/32")));

    Judgement judgement = judge(documents(web), NO_WORLD_SSH);

    assertThat(names(judgement.judged().groups().get(0).rules())).containsExactly("office");
  }

  @Test
  void a_live_group_is_judged_by_what_it_holds() {
    Docket docket =
        Samples.live(
            Samples.managed(Map.of("sg-1", new GroupKey("shop", "web"))),
            Samples.vpc(group("web", rule("https", tcp(443, 443, "0.0.0.0/0")))),
            Samples.live(
                "sg-1",
                "shop/web",
                Samples.liveRule("sgr-1", tcp(443, 443, "0.0.0.0/0"), "https: old words"),
                Samples.liveRule("sgr-2", tcp(22, 22, "::/0"), "added by hand")),
            Samples.live("sg-2", "legacy", Samples.liveRule("sgr-3", tcp(22, 23, "2000::/3"), "")));

    Judgement judgement = judge(docket, NO_WORLD_SSH);

    assertThat(judgement.findings())
        .extracting(Finding::state, finding -> finding.rule().orElseThrow().ruleId())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Finding.State.LIVE_MANAGED, "sgr-2"),
            org.assertj.core.groups.Tuple.tuple(Finding.State.LIVE_UNMANAGED, "sgr-3"));
    assertThat(judgement.judged()).isEqualTo(docket.desired());
  }

  @Test
  void an_unknown_field_is_a_flaw_with_its_place() {
    Guardrails guardrails =
        Guardrails.compile(
            List.of(
                NO_WORLD_SSH, ruleGuardrail("bad", Action.DENY, "true &&\n  rule.prot == 'x'")));

    assertThat(guardrails.sound())
        .extracting(GuardrailDocument::name)
        .containsExactly("no-world-ssh");
    assertThat(guardrails.flaws())
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.field()).isEqualTo("expression");
              assertThat(flaw.line()).isEqualTo(2);
              assertThat(flaw.column()).isEqualTo(7);
              assertThat(flaw.message()).contains("prot");
            });
  }
}
