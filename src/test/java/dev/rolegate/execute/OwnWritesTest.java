package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.execute.OwnWrites.Overlaid;
import dev.rolegate.execute.OwnWrites.Read;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final LiveRule HTTPS = rule("sgr-1", Docs.in(443, "10.0.0.0/8"));
  private static final LiveRule HTTP = rule("sgr-2", Docs.in(80, "10.0.0.0/8"));
  private static final LiveRule SSH = rule("sgr-3", Docs.in(22, "0.0.0.0/0"));

  private final OwnWrites writes = new OwnWrites(Duration.ofSeconds(15));

  private static LiveRule rule(String id, DesiredRule rule) {
    return new LiveRule(
        id, rule.direction(), rule.permission(), rule.description(), Map.of(), true);
  }

  private static Group group(boolean detailed, LiveRule... rules) {
    Group group =
        new Group("sg-1", "web", "d", "vpc-1", "1", Map.of("a", "b"), List.of(rules), true);
    return detailed
        ? group
        : group.withRules(
            group.rules().stream()
                .map(r -> LiveRule.content(r.direction(), r.permission(), r.description()))
                .toList(),
            false);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private Overlaid read(int second, Group group) {
    Map<String, Read> read = group == null ? Map.of() : Map.of("sg-1", new Read(group, at(second)));
    return writes.over(read, at(second), at(second));
  }

  private List<String> rules(int second, Group group) {
    return read(second, group).groups().get("sg-1").rules().stream()
        .map(rule -> rule.permission().ports().from() + (rule.settled() ? "" : " unsettled"))
        .toList();
  }

  @Test
  void anAddedRuleStaysThroughReadsThatGoBackAndForth() {
    writes.added("sg-1", List.of(HTTP), at(0));

    assertThat(rules(1, group(false, HTTPS))).containsExactly("80", "443");
    assertThat(rules(2, group(false, HTTPS, HTTP))).containsExactly("80", "443");
    assertThat(rules(14, group(true, HTTPS))).containsExactly("80 unsettled", "443");
  }

  @Test
  void anAddedRuleThatSomebodyRemovesIsMissedOnceReadsHaveShownIt() {
    writes.added("sg-1", List.of(HTTP), at(0));
    read(5, group(true, HTTPS, HTTP));

    read(16, group(true, HTTPS));
    assertThat(rules(17, group(true, HTTPS))).containsExactly("443");
  }

  @Test
  void anAddedRuleThatNoReadEverShowsIsGivenUpAtLast() {
    writes.added("sg-1", List.of(HTTP), at(0));

    assertThat(rules(299, group(true, HTTPS))).containsExactly("80 unsettled", "443");
    read(300, group(true, HTTPS));
    assertThat(rules(301, group(true, HTTPS))).containsExactly("443");
  }

  @Test
  void aRevokedRuleDoesNotComeBackButItsLikeUnderAnotherIdIsSeen() {
    writes.revoked("sg-1", List.of(SSH), at(0));
    LiveRule again = rule("sgr-9", Docs.in(22, "0.0.0.0/0"));

    assertThat(rules(1, group(true, HTTPS, SSH))).containsExactly("443");
    assertThat(rules(2, group(true, HTTPS, again))).containsExactly("22", "443");
  }

  @Test
  void aReadOfContentThatContradictsAWriteAsksForIds() {
    writes.revoked("sg-1", List.of(SSH), at(0));

    assertThat(read(1, group(false, HTTPS, SSH)).contradicted()).containsExactly("sg-1");
    assertThat(read(2, group(false, HTTPS)).contradicted()).isEmpty();
  }

  @Test
  void aReadThatBeganBeforeTheWriteIsNoContradictionAndShowsNothing() {
    Group before = group(false, HTTPS, SSH);
    read(0, before);
    writes.revoked("sg-1", List.of(SSH), at(3));

    Overlaid overlaid = writes.over(Map.of("sg-1", new Read(before, at(0))), at(0), at(4));

    assertThat(overlaid.contradicted()).isEmpty();
    assertThat(overlaid.groups().get("sg-1").rules()).hasSize(1);
  }

  @Test
  void aChangedRuleIsWhatWasWrittenUntilSomebodyElseChangesIt() {
    LiveRule wider =
        HTTPS.withPermission(Docs.in(443, "10.0.0.0/7").permission()).withDescription("new");
    writes.changed("sg-1", HTTPS, wider, at(0));

    Group lagging = read(1, group(true, HTTPS)).groups().get("sg-1");
    assertThat(lagging.rules())
        .containsExactly(wider.withSettled(true).withTags(Map.of()).withSettled(false));
    LiveRule theirs = HTTPS.withPermission(Docs.in(443, "0.0.0.0/0").permission());
    assertThat(read(2, group(true, theirs)).groups().get("sg-1").rules()).containsExactly(theirs);
    assertThat(read(3, group(true, HTTPS)).groups().get("sg-1").rules()).containsExactly(HTTPS);
  }

  @Test
  void aChangeInPlaceReplacesTheOldContentWhereOnlyContentIsRead() {
    LiveRule moved = HTTPS.withPermission(Docs.in(8443, "10.0.0.0/8").permission());
    writes.changed("sg-1", HTTPS, moved, at(0));

    assertThat(rules(1, group(false, HTTPS, HTTP))).containsExactly("80", "8443");
  }

  @Test
  void aNewGroupIsThereBeforeReadsShowItAndADeletedOneIsGone() {
    writes.created(group(true), at(0));
    writes.added("sg-1", List.of(HTTPS), at(1));
    assertThat(rules(2, null)).containsExactly("443 unsettled");
    assertThat(writes.isFresh("sg-1", at(2))).isTrue();
    read(3, group(false));
    assertThat(writes.isFresh("sg-1", at(3))).isFalse();

    writes.deleted("sg-1", at(4));
    assertThat(read(5, group(false, HTTPS)).groups()).isEmpty();
  }

  @Test
  void defaultEgressRevokedByContentStaysGoneForAWhile() {
    LiveRule open = LiveRule.content(Direction.EGRESS, FakeEc2.ANY, "");
    writes.revokedContent("sg-1", Direction.EGRESS, List.of(FakeEc2.ANY), at(0));

    assertThat(rules(8, group(false, open))).isEmpty();
    assertThat(rules(29, group(false, open))).isEmpty();
    read(30, group(false, open));
    assertThat(rules(31, group(false, open))).hasSize(1);
  }

  @Test
  void ownTagsOutrankOlderOnes() {
    writes.tagged(List.of("sg-1"), Map.of("a", "c"), at(0));

    assertThat(read(1, group(false)).groups().get("sg-1").tags()).containsEntry("a", "c");
    assertThat(read(16, group(false)).groups().get("sg-1").tags()).containsEntry("a", "b");
  }
}
