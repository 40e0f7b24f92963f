package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ExpiryStatus;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.Review;
import dev.rolegate.topology.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of ends and reviews, at moments of our choice. */
class DueDatesTest {
  private static final Instant END = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<Duration> NOTICES = List.of(Duration.ofDays(1), Duration.ofDays(7));

  private static DueDates at(Instant now) {
    return new DueDates(now, NOTICES);
  }

  private static DueDates before(long days) {
    return at(END.minus(Duration.ofDays(days)));
  }

  private static DesiredRule rule(String name, int port, Instant end) {
    var permission =
        new Permission(
            Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse("10.0.0.0/8")));
    return new DesiredRule(
        Direction.INGRESS, permission, name, name + ": because", Optional.ofNullable(end), "");
  }

  private static DesiredGroup group(
      List<DesiredRule> rules, List<DesiredRule> expired, Optional<Review> review) {
    return new DesiredGroup(
        new GroupKey("shop", "web"),
        "uid",
        1,
        "web",
        "shop/web",
        Map.of(),
        rules,
        List.of(),
        "sg-1",
        Intent.PRESENT,
        Provenance.UNKNOWN,
        new Documented(false, review, expired));
  }

  private static DesiredGroup ending() {
    return group(
        List.of(rule("debug", 22, END), rule("https", 443, null)), List.of(), Optional.empty());
  }

  private static DesiredGroup ended() {
    return group(List.of(), List.of(rule("debug", 22, END)), Optional.empty());
  }

  private static DesiredGroup reviewed(Instant day) {
    return group(
        List.of(),
        List.of(),
        Optional.of(new Review(Duration.ofDays(30), Optional.ofNullable(day), "security")));
  }

  @Test
  void an_end_is_told_by_each_notice_in_turn() {
    assertThat(before(8).expiries(ending()))
        .containsExactly(
            new ExpiryStatus("ingress/debug", null, END.toString(), "Documented", null));
    assertThat(before(7).expiries(ending()))
        .containsExactly(new ExpiryStatus("ingress/debug", null, END.toString(), "Expiring", "7d"));
    assertThat(before(2).expiries(ending())).isEqualTo(before(7).expiries(ending()));
    assertThat(before(1).expiries(ending()).get(0).notice()).isEqualTo("1d");
    assertThat(at(END).expiries(ended()))
        .containsExactly(new ExpiryStatus("ingress/debug", null, END.toString(), "Expired", null));
  }

  @Test
  void the_next_moment_is_the_next_notice() {
    assertThat(before(8).next(List.of(ending()))).contains(END.minus(Duration.ofDays(7)));
    assertThat(before(7).next(List.of(ending()))).contains(END.minus(Duration.ofDays(1)));
    assertThat(before(1).next(List.of(ending()))).isEmpty();
    assertThat(before(8).next(List.of(ended()))).isEmpty();
  }

  @Test
  void a_status_holds_twenty_and_of_those_that_ended_the_latest() {
    List<DesiredRule> expired = new ArrayList<>();
    IntStream.range(0, 30)
        .forEach(i -> expired.add(rule("r" + i, i + 1, END.minusSeconds(3600L * i))));
    var expiries =
        at(END)
            .expiries(
                group(List.of(rule("next", 99, END.plusSeconds(60))), expired, Optional.empty()));
    assertThat(expiries).hasSize(20);
    assertThat(expiries.get(0).rule()).isEqualTo("ingress/next");
    assertThat(expiries.get(1).rule()).isEqualTo("ingress/r0");
    assertThat(expiries.get(19).rule()).isEqualTo("ingress/r18");
  }

  @Test
  void a_review_is_current_until_its_moment_and_its_text_stays_between() {
    var group = reviewed(END.minus(Duration.ofDays(10)));
    Instant due = END.plus(Duration.ofDays(20));
    var current = at(END).review(group).orElseThrow();
    assertThat(current.status()).isEqualTo("True");
    assertThat(current.reason()).isEqualTo(Reason.REVIEWED);
    assertThat(current.message()).contains("2026-01-21 by security", due.toString());
    assertThat(at(due.minusMillis(1)).review(group)).contains(current);
    assertThat(at(END).reviewDue(group)).contains(due.toString());

    var overdue = at(due).review(group).orElseThrow();
    assertThat(overdue.status()).isEqualTo("False");
    assertThat(overdue.reason()).isEqualTo(Reason.REVIEW_OVERDUE);
    assertThat(overdue.message()).contains(due.toString());
    assertThat(at(due.plusSeconds(9999)).review(group)).contains(overdue);
  }

  @Test
  void a_review_that_never_was_is_overdue_and_one_to_come_is_told() {
    assertThat(at(END).review(reviewed(null)).orElseThrow().reason())
        .isEqualTo(Reason.REVIEW_OVERDUE);
    assertThat(at(END).reviewDue(reviewed(null))).isEmpty();
    var ahead = at(END).review(reviewed(END.plus(Duration.ofDays(300)))).orElseThrow();
    assertThat(ahead.status()).isEqualTo("False");
    assertThat(ahead.reason()).isEqualTo(Reason.REVIEW_AHEAD);
    assertThat(at(END).review(ending())).isEmpty();
  }

  @Test
  void figures_count_what_is_near_over_and_due() {
    var groups =
        List.of(ending(), ended(), reviewed(null), reviewed(END.minus(Duration.ofDays(10))));
    var figures = before(2).figures(groups);
    assertThat(figures.expiring()).isEqualTo(1);
    assertThat(figures.expired()).isEqualTo(1);
    assertThat(figures.nextExpiry()).contains(END);
    assertThat(figures.overdue()).isEqualTo(1);
    assertThat(figures.nextReview()).contains(END.plus(Duration.ofDays(20)));
    assertThat(before(8).figures(groups).expiring()).isZero();
  }

  @Test
  void durations_are_written_as_documents_write_them() {
    assertThat(Period.text(Duration.ofDays(7))).isEqualTo("7d");
    assertThat(Period.text(Duration.ofHours(36))).isEqualTo("36h");
    assertThat(Period.text(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Period.text(Duration.ofSeconds(61))).isEqualTo("61s");
  }
}
