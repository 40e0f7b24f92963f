package dev.rolegate.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.api.DriftRecord;
import dev.rolegate.execute.StepResult;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.operator.status.Drift;
import dev.rolegate.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final GroupKey WEB = new GroupKey("shop", "web");
  private static final DesiredGroup GROUP =
      new DesiredGroup(
          WEB,
          "uid",
          3,
          "web",
          "shop/web",
          Map.of(),
          List.of(),
          List.of(),
          "sg-web",
          Intent.PRESENT,
          Provenance.UNKNOWN);

  private static StepResult revoked(int port, boolean cuts) {
    var permission =
        new Permission(
            Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse("0.0.0.0/0")));
    var rule = new LiveRule("sgr-1", Direction.INGRESS, permission, "", Map.of(), true);
    var step =
        new Step(
            1,
            List.of(new Step.Target(WEB, "sg-web")),
            new Step.Revoke(Direction.INGRESS, List.of(rule)),
            Step.Effect.NARROW,
            "no longer documented",
            List.of(),
            Step.Hold.NONE,
            cuts);
    return new StepResult(
        step, Outcome.APPLIED, "sg-web", null, Instant.parse("2026-01-31T12:00:00Z"));
  }

  @Test
  void what_was_narrowed_refuses_new_connections_and_says_what_it_cut() {
    assertThat(Wording.applied(GROUP, List.of())).isEqualTo("Generation 3 is in place, 0 rules");
    assertThat(Wording.applied(GROUP, List.of(revoked(443, false))))
        .endsWith(
            "Revoke ingress tcp 443 0.0.0.0/0: new connections are refused since"
                + " 2026-01-31T12:00:00Z");
    assertThat(Wording.applied(GROUP, List.of(revoked(443, false), revoked(80, true))))
        .contains("tcp 443", "tcp 80")
        .endsWith(", and live untracked connections were cut");
  }

  @Test
  void removed_drift_says_the_same() {
    var record =
        new DriftRecord(
            "2026-01-31T12:00:00Z",
            DriftKind.EXTRA_RULE,
            "ingress tcp 22 0.0.0.0/0",
            "sgr-1",
            DriftAction.REMOVED);
    assertThat(Wording.mended(new Drift.Mended(GROUP, record, false)))
        .isEqualTo(
            "Removed ingress tcp 22 0.0.0.0/0 (sgr-1), which no document names; new connections are"
                + " refused since 2026-01-31T12:00:00Z");
    assertThat(Wording.mended(new Drift.Mended(GROUP, record, true)))
        .endsWith("live untracked connections were cut")
        .doesNotContain("ended");
  }
}
