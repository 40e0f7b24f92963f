package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.SprawlReader;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.SprawlLooks.Look;
import dev.rolegate.operator.SprawlLooks.Question;
import dev.rolegate.operator.SprawlLooks.Reach;
import dev.rolegate.operator.SprawlLooks.Whom;
import dev.rolegate.usage.sprawl.Fact;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SprawlLooksTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Reach ALL = new Reach(true, true);

  private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final SlowUses uses = new SlowUses();
  private final Whom whom = new Whom(uses, ALL);
  private final SprawlLooks looks =
      new SprawlLooks(new SprawlPace(true, HOUR), () -> now, () -> 0.5);

  @AfterEach
  void close() {
    looks.close();
  }

  /** A launch wizard's group, which is a rule for an address that nothing has too. */
  private static SprawlFacts facts(SprawlReader reader) {
    var rule =
        LiveRule.content(
            Direction.INGRESS,
            new Permission(
                Protocol.TCP, PortRange.single(22), new Peer.Address(Cidr.parse("10.0.0.99/32"))),
            "");
    var snapshot =
        VpcSnapshot.of("vpc-1", false, List.of(group("default"), group("launch-wizard-1", rule)));
    return new SprawlFacts(
        snapshot,
        Fact.of(List.of(Cidr.parse("10.0.0.0/16"))),
        reader.interfaces(),
        reader.instances(),
        List.of(reader.launches(snapshot)),
        reader.staleReferences(),
        Fact.of(Map.of()));
  }

  private static Group group(String name, LiveRule... rules) {
    return new Group(
        "sg-" + name, name, "", "vpc-1", "111122223333", Map.of(), List.of(rules), false);
  }

  private void ask(String vpc) {
    looks.ask(vpc, new Question(whom, "vpc-1", SprawlLooksTest::facts));
  }

  private Look looked(String vpc) {
    int before = uses.asked();
    ask(vpc);
    await().until(() -> uses.asked() == before + 1);
    uses.answer();
    await().until(() -> looks.last(vpc, uses).filter(l -> l.ended().equals(now)).isPresent());
    return looks.last(vpc, uses).orElseThrow();
  }

  private static Map<String, Integer> counts(SprawlStatus status) {
    return status.counts().stream()
        .collect(java.util.stream.Collectors.toMap(SprawlCount::kind, SprawlCount::findings));
  }

  @Test
  void a_look_is_due_at_first_and_then_after_the_interval_less_its_spread() {
    assertThat(looks.isDue("prod", whom)).isTrue();
    Look look = looked("prod");
    assertThat(counts(look.seen().orElseThrow()))
        .containsEntry("LaunchWizard", 1)
        .containsEntry("DeadPeer", 1)
        .containsEntry("AllInOne", 0);
    assertThat(look.seen().orElseThrow().missing()).isEmpty();
    assertThat(look.due()).isEqualTo(now.plus(Duration.ofMinutes(57)));
    assertThat(looks.isDue("prod", whom)).isFalse();

    now = look.due();
    assertThat(looks.isDue("prod", whom)).isTrue();
    now = look.ended().minusSeconds(1);
    assertThat(looks.isDue("prod", whom)).as("the clock was set back").isTrue();
  }

  @Test
  void it_is_due_again_where_more_may_be_read_or_the_connection_is_another() {
    looked("prod");
    assertThat(looks.isDue("prod", new Whom(uses, new Reach(false, false)))).isTrue();
    assertThat(looks.isDue("prod", new Whom(new SlowUses(), ALL))).isTrue();
    assertThat(looks.last("prod", new SlowUses())).isEmpty();
  }

  @Test
  void a_slow_look_is_asked_for_once_and_leaves_others_their_place() {
    ask("slow");
    await().until(() -> uses.asked() == 1);
    assertThat(looks.isDue("slow", whom)).isFalse();
    ask("slow");
    assertThat(looks.isDue("other", whom)).isTrue();
    ask("other");
    await().until(() -> uses.asked() == 2);
    assertThat(looks.isDue("third", whom)).as("two are under way").isFalse();
    ask("third");

    uses.answer();
    uses.answer();
    await().until(() -> looks.last("slow", uses).isPresent());
    await().until(() -> looks.last("other", uses).isPresent());
    assertThat(uses.asked()).isEqualTo(2);
    assertThat(looks.last("third", uses)).isEmpty();
    assertThat(looks.isDue("third", whom)).isTrue();
  }

  @Test
  void a_look_that_nobody_waits_for_any_more_leaves_nothing() {
    ask("gone");
    await().until(() -> uses.asked() == 1);
    looks.forget("gone");
    uses.answer();
    looked("prod");
    looked("prod");
    assertThat(looks.last("gone", uses)).isEmpty();
    assertThat(looks.isDue("gone", whom)).isTrue();
  }

  @Test
  void a_refusal_is_missing_and_never_none() {
    uses.fail(Kind.UNAUTHORIZED, "UnauthorizedOperation");
    Look look = looked("prod");
    assertThat(look.seen().orElseThrow().missing())
        .containsExactly("interfaces: refused: UnauthorizedOperation");
    assertThat(counts(look.seen().orElseThrow()))
        .containsOnlyKeys("StaleReference", "Duplicate", "UndeclaredLaunch");
    assertThat(look.due()).as("it stays so").isEqualTo(now.plus(Duration.ofMinutes(57)));
  }

  @Test
  void figures_outlive_a_look_that_broke_off_for_a_while() {
    Look first = looked("prod");
    Instant begin = now;
    uses.fail(Kind.THROTTLED, "RequestLimitExceeded");
    now = now.plus(HOUR);
    Look broken = looked("prod");
    assertThat(counts(broken.seen().orElseThrow())).isEqualTo(counts(first.seen().orElseThrow()));
    assertThat(broken.seen().orElseThrow().missing())
        .containsExactly(
            "interfaces: DescribeNetworkInterfaces failed (RequestLimitExceeded), and is tried"
                + " again");
    assertThat(broken.at()).as("as old as its figures").isEqualTo(begin);
    assertThat(broken.due()).isEqualTo(now.plus(Duration.ofMinutes(5)));

    now = now.plus(HOUR);
    Look longer = looked("prod");
    assertThat(counts(longer.seen().orElseThrow())).doesNotContainKey("LaunchWizard");
    assertThat(longer.at()).isEqualTo(now);

    uses.heal();
    now = now.plus(Duration.ofMinutes(5));
    assertThat(looked("prod").seen()).isEqualTo(first.seen());
  }

  @Test
  void an_error_of_our_own_is_tried_again_later() {
    looks.ask(
        "prod",
        new Question(
            whom,
            "vpc-1",
            reader -> {
              throw new IllegalStateException("for this test");
            }));
    await().until(() -> looks.last("prod", uses).isPresent());
    Look look = looks.last("prod", uses).orElseThrow();
    assertThat(look.seen()).isEmpty();
    assertThat(look.due()).isEqualTo(now.plus(Duration.ofMinutes(5)));
    assertThat(looks.isDue("prod", whom)).isFalse();
  }
}
