package dev.rolegate.operator.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Remediation.Condemned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant T0 = Instant.parse("2026-02-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofDays(7);
  private static final Offence SSH = offence("sg-a", 22, true);

  private static Offence offence(String group, int port, boolean sure) {
    return new Offence(
        group,
        Direction.INGRESS,
        new Permission(
            Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse("0.0.0.0/0"))),
        List.of("world-open-admin"),
        sure);
  }

  private static LiveRule live(Offence offence, String id) {
    return new LiveRule(id, offence.direction(), offence.permission(), "", Map.of(), true);
  }

  private static Ledger ledger(List<CondemnedRule> before, Instant now, Offence... offences) {
    return new Ledger(before, List.of(offences), GRACE, T0, now);
  }

  private static List<CondemnedRule> begun(Instant now, Offence offence, String id) {
    Ledger ledger = ledger(List.of(), now, offence);
    ledger.begin(Map.of(offence.groupId(), List.of(live(offence, id))));
    return ledger.rows();
  }

  private static List<Condemned> due(Ledger ledger) {
    return ledger.remediations().stream()
        .flatMap(one -> one.rules().stream())
        .filter(Condemned::isDue)
        .toList();
  }

  @Test
  void theTimeOfARuleBeginsWithItsRowAndEndsNotASecondEarly() {
    Instant seen = T0.plusMillis(1);
    Ledger first = ledger(List.of(), seen, SSH);
    assertThat(first.toRead()).containsExactly("sg-a");
    first.begin(
        Map.of("sg-a", List.of(live(offence("sg-a", 23, true), "sgr-0"), live(SSH, "sgr-1"))));
    assertThat(first.begun())
        .containsExactly(
            new CondemnedRule(
                "sg-a",
                "sgr-1",
                "ingress tcp 22 0.0.0.0/0",
                List.of("world-open-admin"),
                "2026-02-01T12:00:01Z",
                "2026-02-08T12:00:01Z",
                null));
    assertThat(due(first)).isEmpty();

    Instant end = T0.plusSeconds(1).plus(GRACE);
    assertThat(due(ledger(first.rows(), end.minusMillis(1), SSH))).isEmpty();
    assertThat(ledger(first.rows(), end.minusMillis(1), SSH).next()).contains(end);
    Ledger over = ledger(first.rows(), end, SSH);
    assertThat(over.toRead()).isEmpty();
    assertThat(due(over)).containsExactly(new Condemned(live(SSH, "sgr-1"), SSH.guardrails(), ""));
  }

  @Test
  void noRuleIsDueInTheCheckThatFirstSawItHoweverShortTheGrace() {
    Ledger ledger = new Ledger(List.of(), List.of(SSH), Duration.ZERO, T0, T0);
    ledger.begin(Map.of("sg-a", List.of(live(SSH, "sgr-1"))));
    assertThat(due(ledger)).isEmpty();
    assertThat(due(new Ledger(ledger.rows(), List.of(SSH), Duration.ZERO, T0, T0))).hasSize(1);
  }

  @Test
  void aRowGoesWhenTheRuleIsCondemnedNoLongerAndAnotherContentBeginsAnew() {
    List<CondemnedRule> rows = begun(T0, SSH, "sgr-1");
    assertThat(ledger(rows, T0).rows()).isEmpty();

    Offence other = offence("sg-a", 23, true);
    Instant late = T0.plus(GRACE).plus(GRACE);
    Ledger changed = ledger(rows, late, other);
    changed.begin(Map.of("sg-a", List.of(live(other, "sgr-1"))));
    assertThat(due(changed)).isEmpty();
    assertThat(changed.rows())
        .extracting(CondemnedRule::rule, CondemnedRule::firstSeen)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ingress tcp 23 0.0.0.0/0", late.toString()));
  }

  @Test
  void whatIsNotKnownKeepsTheRowAndTheRule() {
    List<CondemnedRule> rows = begun(T0, SSH, "sgr-1");
    Instant late = T0.plus(GRACE).plusSeconds(1);
    Ledger unsure = ledger(rows, late, offence("sg-a", 22, false));
    assertThat(due(unsure)).isEmpty();
    assertThat(unsure.rows()).singleElement().satisfies(row -> assertThat(row.stays()).isNotNull());
    assertThat(due(ledger(unsure.rows(), late, SSH))).hasSize(1);

    Ledger never = ledger(List.of(), T0, offence("sg-a", 22, false));
    assertThat(never.toRead()).isEmpty();
    assertThat(never.remediations()).isEmpty();
  }

  @Test
  void timesThatCannotBeAreNotBelieved() {
    for (String time :
        new String[] {"2026-01-31T23:59:59Z", "2026-02-09T12:00:00Z", "soon", null}) {
      CondemnedRule row =
          new CondemnedRule(
              "sg-a", "sgr-1", SSH.text(), List.of(), time, "2026-01-01T00:00:00Z", null);
      Ledger ledger = ledger(List.of(row), T0.plus(Duration.ofDays(1)), SSH);
      assertThat(due(ledger)).isEmpty();
      assertThat(ledger.rows())
          .extracting(CondemnedRule::firstSeen)
          .containsExactly("2026-02-02T12:00:00Z");
    }
  }

  @Test
  void aShorterGraceCountsFromTheSameMoment() {
    List<CondemnedRule> rows = begun(T0, SSH, "sgr-1");
    Ledger shorter =
        new Ledger(rows, List.of(SSH), Duration.ofHours(1), T0, T0.plus(Duration.ofHours(1)));
    assertThat(due(shorter)).hasSize(1);
    assertThat(shorter.rows())
        .extracting(CondemnedRule::due)
        .containsExactly("2026-02-01T13:00:00Z");
  }

  @Test
  void rowsAreBoundedAndTheRestWaitsForRoom() {
    List<Offence> many =
        IntStream.rangeClosed(1, UnmanagedStatus.MAX_RULES + 3)
            .mapToObj(port -> offence("sg-a", port, true))
            .toList();
    List<LiveRule> rules = new ArrayList<>();
    many.forEach(one -> rules.add(live(one, "sgr-" + one.permission().ports().from())));
    Ledger full = new Ledger(List.of(), many, GRACE, T0, T0);
    full.begin(Map.of("sg-a", rules));
    assertThat(full.rows()).hasSize(UnmanagedStatus.MAX_RULES);
    assertThat(full.withoutRoom()).isEqualTo(3);

    Ledger later =
        new Ledger(full.rows(), many.subList(1, many.size()), GRACE, T0, T0.plusSeconds(60));
    later.begin(Map.of("sg-a", rules));
    assertThat(later.rows()).hasSize(UnmanagedStatus.MAX_RULES);
    assertThat(later.begun()).hasSize(1);
    assertThat(later.withoutRoom()).isEqualTo(2);
    assertThat(later.rows().get(0).firstSeen()).isEqualTo(T0.toString());
  }

  @Test
  void aRuleThatReadsDoNotShowGetsNoRow() {
    Ledger ledger = ledger(List.of(), T0, SSH);
    ledger.begin(Map.of("sg-a", List.of(live(offence("sg-a", 80, true), "sgr-2"))));
    assertThat(ledger.rows()).isEmpty();
    assertThat(due(ledger)).isEmpty();
  }
}
