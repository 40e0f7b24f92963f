package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.VpcFindings.SeverityCounts;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.State;
import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardrailTextTest {
  private static final Optional<GroupKey> WEB = Optional.of(new GroupKey("shop", "web"));

  @Test
  void a_group_without_findings_passes() {
    var condition = GuardrailText.passed(List.of());
    assertThat(condition.status()).isEqualTo("True");
    assertThat(condition.reason()).isEqualTo(Reason.GUARDRAILS_KEPT);
    assertThat(condition.message()).isEmpty();
  }

  @Test
  void a_broken_guardrail_is_named_with_the_rule_and_what_to_do() {
    var condition =
        GuardrailText.passed(
            List.of(
                finding(Action.DENY, State.DECLARED, Verdict.BROKEN, ""),
                finding(Action.DENY, State.LIVE_MANAGED, Verdict.BROKEN, "")));
    assertThat(condition.status()).isEqualTo("False");
    assertThat(condition.reason()).isEqualTo(Reason.GUARDRAILS_BROKEN);
    assertThat(condition.message()).isEqualTo("ingress/ssh by closed (Deny): name the VPN instead");
  }

  /** Eight peers of one entry do not hide what else it breaks, nor what is worse. */
  @Test
  void an_entry_is_named_once_for_each_guardrail_and_the_worst_first() {
    var all = new ArrayList<Finding>();
    IntStream.range(0, 8)
        .forEach(i -> all.add(finding(Severity.HIGH, "known", "ssh", "10." + i + ".0.0/16")));
    all.add(finding(Severity.HIGH, "known", "rdp", "10.9.0.0/16"));
    all.add(finding(Severity.CRITICAL, "risk", "ssh", "10.0.0.0/16"));
    assertThat(GuardrailText.passed(all).message())
        .isEqualTo(
            "ingress/ssh by risk (Deny): not 10.0.0.0/16; ingress/ssh by known (Deny): not 10.0.0.0/16; "
                + "ingress/rdp by known (Deny): not 10.9.0.0/16");
    IntStream.range(0, 4)
        .forEach(i -> all.add(finding(Severity.LOW, "low", "other" + i, "10.9.0.0/16")));
    assertThat(GuardrailText.passed(all).message())
        .contains("ingress/other1 by low")
        .endsWith("; and 2 more");
  }

  @Test
  void a_warning_is_no_denial() {
    assertThat(
            GuardrailText.passed(List.of(finding(Action.WARN, State.DECLARED, Verdict.BROKEN, "")))
                .reason())
        .isEqualTo(Reason.GUARDRAILS_WARN);
  }

  @Test
  void what_is_not_known_is_neither_kept_nor_broken() {
    assertThat(
            GuardrailText.passed(List.of(finding(Action.DENY, State.DECLARED, Verdict.UNKNOWN, "")))
                .status())
        .isEqualTo("Unknown");
  }

  @Test
  void what_is_accepted_passes_and_is_counted_once() {
    var condition =
        GuardrailText.passed(
            List.of(
                finding(Action.DENY, State.DECLARED, Verdict.BROKEN, "probe"),
                finding(Action.DENY, State.LIVE_MANAGED, Verdict.BROKEN, "probe")));
    assertThat(condition.status()).isEqualTo("True");
    assertThat(condition.message()).isEqualTo("1 accepted by GuardrailExceptions");
  }

  @Test
  void what_only_warns_is_no_reason_to_wait() {
    var condition =
        GuardrailText.passed(
            List.of(
                finding(Action.WARN, State.DECLARED, Verdict.UNKNOWN, ""),
                finding(Action.WARN, State.LIVE_MANAGED, Verdict.UNKNOWN, "")));
    assertThat(condition.status()).isEqualTo("True");
    assertThat(condition.message()).matches("could not be judged by: [a-z-]+ \\(.+\\)");
  }

  @Test
  void a_documented_rule_that_is_live_counts_once_and_accepted_or_unknown_ones_apart() {
    var counts =
        FindingCounts.of(
            List.of(
                finding(Action.DENY, State.DECLARED, Verdict.BROKEN, ""),
                finding(Action.DENY, State.LIVE_MANAGED, Verdict.BROKEN, ""),
                finding(Action.DENY, State.LIVE_UNMANAGED, Verdict.BROKEN, ""),
                finding(Action.DENY, State.LIVE_UNMANAGED, Verdict.BROKEN, "probe"),
                finding(Action.DENY, State.LIVE_UNMANAGED, Verdict.UNKNOWN, "")));
    assertThat(counts.managed()).isEqualTo(new SeverityCounts(0, 1, 0, 0));
    assertThat(counts.unmanaged()).isEqualTo(new SeverityCounts(0, 1, 0, 0));
    assertThat(counts.accepted()).isEqualTo(1);
    assertThat(counts.unknown()).isEqualTo(1);
  }

  private static Finding finding(Severity severity, String guardrail, String rule, String block) {
    return new Finding(
        guardrail(guardrail, severity, Action.DENY),
        State.DECLARED,
        WEB,
        "",
        Optional.of(rule(rule, block)),
        "not " + block,
        Verdict.BROKEN,
        "");
  }

  private static Finding finding(Action action, State state, Verdict verdict, String exemption) {
    boolean unmanaged = state == State.LIVE_UNMANAGED;
    return new Finding(
        guardrail("closed", Severity.HIGH, action),
        state,
        unmanaged ? Optional.empty() : WEB,
        state == State.DECLARED ? "" : "sg-1",
        Optional.of(rule("ssh", "0.0.0.0/0")),
        "name the VPN instead",
        verdict,
        exemption);
  }

  private static Finding.Rule rule(String name, String block) {
    return new Finding.Rule(
        Direction.INGRESS,
        name,
        new Permission(Protocol.TCP, PortRange.single(22), new Peer.Address(Cidr.parse(block))),
        "");
  }

  private static GuardrailDocument guardrail(String name, Severity severity, Action action) {
    return new GuardrailDocument(
        name,
        "uid",
        1,
        "Closed",
        List.of(),
        severity,
        action,
        GuardrailDocument.Scope.ALL,
        GuardrailDocument.Match.ALL,
        GuardrailDocument.Subject.RULE,
        "",
        "true",
        "''",
        Map.of());
  }
}
