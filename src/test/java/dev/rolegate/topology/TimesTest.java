package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.SHOP_ANY;
import static dev.rolegate.topology.Documents.addressSet;
import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.set;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.topology.Documents.Builder;
import dev.rolegate.topology.Topology.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Named addresses, and what ends or becomes due by time alone, with a clock that stands still. */
class TimesTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String NOON_TEXT = "2026-01-31T13:00:00+01:00";
  private static final String EVENING = "2026-01-31T18:00:00Z";

  private static Result at(Instant now, Builder role, AddressSet... sets) {
    return Topology.assemble(
        new Topology.Input(
            "test",
            vpc("prod", SHOP_ANY),
            List.of(role.build()),
            Map.of(),
            AddressSets.read(List.of(sets)),
            now,
            Claims.NONE));
  }

  private static DesiredGroup group(Instant now, Builder role, AddressSet... sets) {
    return at(now, role, sets).desired().groups().get(0);
  }

  private static RuleSpec until(String name, String end, PeerSpec... peers) {
    return new RuleSpec(name, "Because of " + name, List.of(tcp(22)), List.of(peers), end);
  }

  private static List<String> texts(List<DesiredRule> rules) {
    return rules.stream().map(r -> r.name() + " " + r.permission()).toList();
  }

  @Test
  void a_set_is_a_rule_for_each_address() {
    var group =
        group(
            NOON,
            rsg("shop", "web").ingress(until("ssh", null, addressSet("vpn"))),
            set("vpn", "192.0.2.0/24", "2001:db8::/32"));
    assertThat(texts(group.rules()))
        .containsExactly("ssh tcp 22 192.0.2.0/24", "ssh tcp 22 2001:db8::/32");
    assertThat(group.rules()).allSatisfy(r -> assertThat(r.addressSet()).isEqualTo("vpn"));
    assertThat(group.withheld()).isEmpty();
  }

  @Test
  void a_set_that_is_missing_withholds_the_rule_and_an_empty_one_allows_nothing() {
    var role =
        rsg("shop", "web").ingress(until("ssh", null, addressSet("vpn"), cidr("10.0.0.0/8")));
    var group = group(NOON, role);
    assertThat(group.intent()).isEqualTo(Intent.PRESENT);
    assertThat(texts(group.rules())).containsExactly("ssh tcp 22 10.0.0.0/8");
    assertThat(group.withheld())
        .singleElement()
        .satisfies(w -> assertThat(w.reason()).isEqualTo(WithheldRule.ADDRESS_SET_NOT_FOUND))
        .satisfies(w -> assertThat(w.content()).isEqualTo("tcp 22 addressSet vpn"))
        .satisfies(w -> assertThat(w.message()).contains("there is no AddressSet vpn"));

    var emptied = group(NOON, role, set("vpn"));
    assertThat(texts(emptied.rules())).containsExactly("ssh tcp 22 10.0.0.0/8");
    assertThat(emptied.withheld()).isEmpty();
  }

  @Test
  void a_set_that_cannot_be_read_withholds_the_rule_and_nothing_else() {
    var group =
        group(
            NOON,
            rsg("shop", "web").ingress(until("ssh", null, addressSet("vpn"))),
            set("vpn", "192.0.2.0/24", "10.0.0.0"));
    assertThat(group.rules()).isEmpty();
    assertThat(group.withheld())
        .singleElement()
        .satisfies(w -> assertThat(w.reason()).isEqualTo(WithheldRule.ADDRESS_SET_INVALID))
        .satisfies(w -> assertThat(w.message()).contains("spec.entries[1].cidr"));
  }

  @Test
  void a_rule_ends_at_its_moment_and_not_before() {
    var role = rsg("shop", "web").ingress(until("debug", NOON_TEXT, cidr("10.0.0.0/8")));
    var before = at(NOON.minusMillis(1), role);
    assertThat(texts(before.desired().groups().get(0).rules()))
        .containsExactly("debug tcp 22 10.0.0.0/8");
    assertThat(before.next()).contains(NOON);

    var after = at(NOON, role);
    var group = after.desired().groups().get(0);
    assertThat(group.rules()).isEmpty();
    assertThat(texts(group.documented().expired())).containsExactly("debug tcp 22 10.0.0.0/8");
    assertThat(after.next()).isEmpty();
    assertThat(after.problems()).isEmpty();
  }

  @Test
  void an_address_ends_with_its_entry_or_with_the_rule_whichever_is_first() {
    var sets =
        set(
            "vpn",
            "192.0.2.0/24 " + EVENING,
            "198.51.100.0/24",
            "203.0.113.0/24 2026-01-01T00:00:00Z");
    var open = at(NOON, rsg("shop", "web").ingress(until("ssh", null, addressSet("vpn"))), sets);
    var group = open.desired().groups().get(0);
    assertThat(texts(group.rules()))
        .containsExactly("ssh tcp 22 192.0.2.0/24", "ssh tcp 22 198.51.100.0/24");
    assertThat(texts(group.documented().expired())).containsExactly("ssh tcp 22 203.0.113.0/24");
    assertThat(open.next()).contains(Instant.parse(EVENING));

    var ended =
        group(NOON, rsg("shop", "web").ingress(until("ssh", NOON_TEXT, addressSet("vpn"))), sets);
    assertThat(ended.rules()).isEmpty();
    assertThat(ended.documented().expired()).hasSize(3);
  }

  @Test
  void entries_that_are_one_rule_have_the_first_text_and_the_latest_end() {
    var group =
        group(
            NOON,
            rsg("shop", "web")
                .ingress(
                    until("first", NOON_TEXT, cidr("10.0.0.0/8")),
                    until("second", EVENING, cidr("10.0.0.0/8")),
                    until("third", EVENING, cidr("10.1.0.0/16")),
                    until("fourth", null, cidr("10.1.0.0/16"))));
    assertThat(texts(group.rules()))
        .containsExactly("first tcp 22 10.0.0.0/8", "third tcp 22 10.1.0.0/16");
    assertThat(group.rules())
        .extracting(r -> r.expiresAt().map(Object::toString).orElse("never"))
        .containsExactly(EVENING, "never");
    assertThat(group.documented().expired()).isEmpty();
  }

  @Test
  void what_has_ended_waits_for_nothing() {
    var group =
        group(
            NOON,
            rsg("shop", "web")
                .ingress(until("old", NOON_TEXT, role("gone"), addressSet("gone"), cidr("::/0"))));
    assertThat(group.withheld()).isEmpty();
    assertThat(group.rules()).isEmpty();
    assertThat(texts(group.documented().expired())).containsExactly("old tcp 22 ::/0");
  }

  @Test
  void a_withheld_rule_is_looked_at_again_when_it_ends() {
    var role = rsg("shop", "web").ingress(until("old", EVENING, addressSet("gone")));
    assertThat(at(NOON, role).next()).contains(Instant.parse(EVENING));
    var after = at(Instant.parse(EVENING), role);
    assertThat(after.next()).isEmpty();
    assertThat(after.desired().groups().get(0).withheld()).isEmpty();
  }

  @Test
  void an_end_that_cannot_be_read_leaves_the_group_as_it_is() {
    var result =
        at(NOON, rsg("shop", "web").ingress(until("ssh", "next week", cidr("10.0.0.0/8"))));
    assertThat(result.desired().groups().get(0).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.problems().get(0).message())
        .startsWith("spec.ingress[0].expiresAt: 'next week' is no moment");
  }

  @Test
  void no_group_gets_more_rules_from_sets_than_EC2_could_hold() {
    String[] blocks =
        IntStream.range(0, 1000)
            .mapToObj(i -> "10." + i / 256 + "." + i % 256 + ".0/24")
            .toArray(String[]::new);
    var fits = new RuleSpec("a", "Many", List.of(tcp(1), tcp(2)), List.of(addressSet("vpn")), null);
    assertThat(group(NOON, rsg("shop", "web").ingress(fits), set("vpn", blocks)).rules())
        .hasSize(2000);

    var peers = IntStream.range(0, 60).mapToObj(i -> addressSet("vpn")).toList();
    var ports = IntStream.range(1, 21).mapToObj(Documents::tcp).toList();
    var entries =
        IntStream.range(0, 60)
            .mapToObj(i -> new RuleSpec("r" + i, "Many", ports, peers, null))
            .toArray(RuleSpec[]::new);
    var result = at(NOON, rsg("shop", "web").ingress(entries), set("vpn", blocks));
    assertThat(result.desired().groups().get(0).rules()).isEmpty();
    assertThat(result.problems().get(0).message()).startsWith("spec.ingress: ").contains("2000");
  }

  @Test
  void a_review_is_due_after_its_period_and_one_that_is_still_to_come_does_not_count() {
    var result = at(NOON, rsg("shop", "web").review("30d", "2026-01-15"));
    var review = result.desired().groups().get(0).documented().review().orElseThrow();
    Instant due = Instant.parse("2026-02-14T00:00:00Z");
    assertThat(review.due()).contains(due);
    assertThat(review.isOverdue(due.minusMillis(1))).isFalse();
    assertThat(review.isOverdue(due)).isTrue();
    assertThat(result.next()).contains(due);
    assertThat(at(due, rsg("shop", "web").review("30d", "2026-01-15")).next()).isEmpty();

    var never = group(NOON, rsg("shop", "web").review("30d", null)).documented().review();
    assertThat(never.orElseThrow().isOverdue(NOON)).isTrue();

    // Where the day begins earliest it has begun at noon; a day later it has nowhere.
    var tomorrow = group(NOON, rsg("shop", "web").review("30d", "2026-02-01"));
    assertThat(tomorrow.documented().review().orElseThrow().isOverdue(NOON)).isFalse();
    var ahead = at(NOON, rsg("shop", "web").review("30d", "2026-02-02"));
    assertThat(ahead.desired().groups().get(0).documented().review().orElseThrow().isOverdue(NOON))
        .isTrue();
    assertThat(ahead.next()).contains(Instant.parse("2026-02-01T10:00:00Z"));
    assertThat(ahead.desired().groups().get(0).intent()).isEqualTo(Intent.PRESENT);
  }

  @Test
  void a_review_that_cannot_be_read_leaves_the_group_as_it_is() {
    var result = at(NOON, rsg("shop", "web").review("yearly", "31.01.2026"));
    assertThat(result.desired().groups().get(0).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.problems().get(0).message())
        .contains("spec.review.every: 'yearly' is no duration")
        .contains("spec.review.lastReviewed: '31.01.2026' is no day");
  }
}
