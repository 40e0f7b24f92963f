package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void anUnchangedFindingGivesAnEqualCondition() {
    var findings = Findings.ready(Reason.APPLIED, "").inSync(true, "").list();
    var first = Conditions.of(findings, List.of(), 1, NOON);
    assertThat(Conditions.of(findings, first, 1, LATER)).isEqualTo(first);
    assertThat(first).allMatch(c -> c.getLastTransitionTime().equals("2026-01-31T12:00:00Z"));
  }

  @Test
  void onlyAChangedStatusIsATransition() {
    var first = Conditions.of(Findings.working(Reason.APPLYING, "3").list(), List.of(), 1, NOON);
    var failed = Findings.stalled(Reason.ACCESS_DENIED, "no").list();
    var second = Conditions.of(failed, first, 1, LATER);
    assertThat(Conditions.find(second, "Ready").orElseThrow().getLastTransitionTime())
        .isEqualTo("2026-01-31T12:00:00Z");
    assertThat(Conditions.find(second, "Stalled").orElseThrow().getLastTransitionTime())
        .isEqualTo("2026-01-31T12:01:00Z");
  }

  @Test
  void readyReconcilingAndStalledNeverContradictEachOther() {
    assertThat(statuses(Findings.ready(Reason.APPLIED, "")))
        .containsExactly("True", "False", "False");
    assertThat(statuses(Findings.working(Reason.APPLYING, "")))
        .containsExactly("False", "True", "False");
    assertThat(statuses(Findings.waiting(Reason.RULES_WITHHELD, "")))
        .containsExactly("False", "False", "False");
    assertThat(statuses(Findings.stalled(Reason.INVALID_SPEC, "")))
        .containsExactly("False", "False", "True");
  }

  @Test
  void everyReasonIsAConditionReasonAndSaysWhatToDo() {
    for (Reason reason : Reason.values()) {
      assertThat(reason.text()).matches("[A-Z][A-Za-z0-9]*");
      assertThat(reason.meaning()).endsWith(".");
      assertThat(reason.remedy()).endsWith(".");
    }
    assertThat(Reason.VPC_NOT_DECLARED.text()).isEqualTo("VpcNotDeclared");
  }

  @Test
  void everyProblemOfTheTopologyHasAReasonOfTheSameText() {
    for (var problem : dev.rolegate.topology.Problem.Reason.values()) {
      assertThat(Reason.valueOf(problem.name()).text()).isEqualTo(problem.text());
    }
  }

  @Test
  void writingTheSameDriftTwiceChangesNothingAndTheNewestTenStay() {
    var old = IntStream.range(0, 10).mapToObj(ConditionsTest::drift).toList();
    var fresh = List.of(drift(20), drift(9));
    var merged = RoleStatus.merged(fresh, old);
    assertThat(merged).hasSize(10).first().isEqualTo(drift(20));
    assertThat(RoleStatus.merged(fresh, merged)).isEqualTo(merged);
  }

  private static List<String> statuses(Findings findings) {
    return findings.list().stream().limit(3).map(Finding::status).toList();
  }

  private static DriftRecord drift(int second) {
    return new DriftRecord(
        "2026-01-31T12:00:%02dZ".formatted(second),
        DriftKind.EXTRA_RULE,
        "ingress tcp 22 0.0.0.0/0",
        "sgr-" + second,
        DriftAction.REMOVED);
  }
}
