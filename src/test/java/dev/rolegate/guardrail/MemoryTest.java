package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.guardrail;
import static dev.rolegate.guardrail.Samples.ruleGuardrail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Equal input gives an equal answer, whatever was judged before. */
class MemoryTest {
  private static final Guardrails GUARDRAILS =
      Guardrails.compile(
          List.of(
              ruleGuardrail("a-world", Action.DENY, "!rule.fromWorld([22])"),
              ruleGuardrail(
                  "b-known", Action.DENY, "rule.fromAddressSet() || rule.within('10.0.0.0/8')"),
              ruleGuardrail("c-subnet", Action.WARN, "!rule.coversSubnet()"),
              ruleGuardrail("d-stale", Action.WARN, "!rule.stale()"),
              ruleGuardrail("e-clock", Action.WARN, "now < timestamp('2026-03-01T12:30:00Z')"),
              guardrail(
                  "f-group",
                  Action.DENY,
                  Subject.GROUP,
                  "",
                  "group.rules.all(r, !r.fromWorld()) && !group.sprawl('Duplicate')",
                  "group.sprawlText('Duplicate') + vpc.name",
                  Map.of()),
              ruleGuardrail("g-live", Action.REMOVE, "rule.live || rule.purpose.size() > 12"),
              ruleGuardrail("h-fails", Action.DENY, "1 / (rule.fromPort - 20) > 0 || rule.live"),
              ruleGuardrail(
                  "i-either", Action.DENY, "!(rule.expiresAt > now && rule.fromWorld([21]))"),
              ruleGuardrail(
                  "j-both-fail", Action.WARN, "rule.tags['x'] == 'y' && rule.expiresAt > now"),
              ruleGuardrail(
                  "k-neighbours",
                  Action.WARN,
                  "group.rules.exists(r, r.live) && !group.rules.exists(rule, rule.opens(22))"
                      + " || group.rules.all(r, r.peer == rule.peer || r.toPort > rule.fromPort)"),
              guardrail(
                  "l-loops",
                  Action.DENY,
                  Subject.RULE,
                  "rule.direction == 'ingress' || group.role in params.roles",
                  "!params.ports.exists(p, rule.opens(p))",
                  "params.ports.filter(p, rule.opens('udp', p)).map(p, string(p)).join() +"
                      + " rule.name",
                  Map.of("ports", List.of(21, 23), "roles", List.of("web"))),
              ruleGuardrail("m-constant", Action.WARN, "[1, 2].all(a, [1, 2].exists(b, a == b))"),
              ruleGuardrail(
                  "n-share", Action.WARN, "rule.share() < 0.3 && rule.covers('10.1.2.0/24')")));

  private static final Guardrails SHIPPED = Shipped.catalogue();
  private static final PlainJudge PLAIN = new PlainJudge();

  /** One that went over more elements of lists than this says no more. */
  private static final long SOON = 60;

  /**
   * What the library says of a {@code !} before an {@code &&} or {@code ||} that fails, whatever
   * the reason was. Parts by themselves keep it.
   */
  private static final String REASON_LOST = "No matching overload for function '!_'";

  private static void assertSame(Judgement judgement, Judgement plain) {
    assertThat(judgement.findings()).hasSameSizeAs(plain.findings());
    List<Finding> expected = new ArrayList<>();
    for (int i = 0; i < plain.findings().size(); i++) {
      Finding one = plain.findings().get(i);
      String message = judgement.findings().get(i).message();
      boolean lost = one.message().contains(REASON_LOST) && message.startsWith("Cannot be told: ");
      expected.add(lost ? with(one, message) : one);
    }
    assertThat(judgement.findings()).isEqualTo(expected);
    assertThat(withoutReasons(judgement.judged())).isEqualTo(withoutReasons(plain.judged()));
    assertThat(judgement.until()).isEqualTo(plain.until());
    assertThat(judgement.flaws()).isEmpty();
  }

  private static Finding with(Finding one, String message) {
    return new Finding(
        one.guardrail(),
        one.state(),
        one.group(),
        one.groupId(),
        one.rule(),
        message,
        one.verdict(),
        one.exemption());
  }

  private static DesiredVpc withoutReasons(DesiredVpc judged) {
    return judged.withGroups(
        judged.groups().stream()
            .map(
                group ->
                    group.withRules(
                        group.rules(),
                        group.withheld().stream()
                            .map(
                                rule ->
                                    new WithheldRule(
                                        rule.direction(),
                                        rule.name(),
                                        rule.content(),
                                        rule.permission(),
                                        rule.reason(),
                                        "",
                                        rule.removed()))
                            .toList()))
            .toList());
  }

  @Property(tries = 40)
  void a_judge_with_a_past_says_what_plain_evaluation_says(@ForAll long seed) {
    assertThat(GUARDRAILS.flaws()).isEmpty();
    RandomDockets random = new RandomDockets(seed);
    Judge judge = new Judge();
    Docket last = random.docket();
    for (int i = 0; i < 8; i++) {
      Docket docket = random.oneIn(4) ? random.docket() : random.later(last);
      assertSame(judge.judge(GUARDRAILS, docket), PLAIN.judge(GUARDRAILS, docket));
      last = docket;
    }
  }

  @Property(tries = 40)
  void so_does_it_by_what_is_shipped_and_when_guardrails_change(@ForAll long seed) {
    RandomDockets random = new RandomDockets(seed);
    Judge judge = new Judge();
    Docket last = random.docket();
    for (int i = 0; i < 4; i++) {
      Docket docket = random.oneIn(4) ? random.docket() : random.later(last);
      List<GuardrailDocument> some =
          SHIPPED.sound().stream().filter(one -> !random.oneIn(4)).toList();
      Guardrails guardrails = SHIPPED.with(some);
      assertSame(judge.judge(guardrails, docket), PLAIN.judge(guardrails, docket));
      last = docket;
    }
  }

  @Property(tries = 40)
  void a_judge_with_a_past_runs_out_where_a_new_one_does(@ForAll long seed) {
    RandomDockets random = new RandomDockets(seed);
    Judge judge = new Judge(SOON);
    Docket last = random.docket();
    for (int i = 0; i < 8; i++) {
      Docket docket = random.oneIn(4) ? random.docket() : random.later(last);
      assertThat(judge.judge(GUARDRAILS, docket))
          .isEqualTo(new Judge(SOON).judge(GUARDRAILS, docket));
      last = docket;
    }
  }
}
