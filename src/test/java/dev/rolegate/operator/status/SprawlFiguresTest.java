package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFinding;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SprawlFiguresTest {

  private static SprawlFinding finding(SprawlKind kind, int weight, String subject, int groups) {
    var ids = IntStream.range(0, groups).mapToObj(i -> "sg-%017d".formatted(i)).toList();
    return new SprawlFinding(kind, subject, ids, weight, List.of(), "Retire them.", "");
  }

  @Test
  void counts_findings_and_the_groups_that_they_share() {
    var sprawl =
        new Sprawl(
            List.of(
                finding(SprawlKind.DEAD_PEER, 2, "one", 3),
                finding(SprawlKind.DEAD_PEER, 4, "two", 2)),
            Map.of(SprawlKind.DEAD_PEER, 2, SprawlKind.DUPLICATE, 0),
            List.of());
    var status = SprawlFigures.of(sprawl);
    assertThat(status.counts())
        .containsExactly(new SprawlCount("DeadPeer", 2, 3), new SprawlCount("Duplicate", 0, 0));
    assertThat(status.worst()).extracting("subject").containsExactly("two", "one");
  }

  @Test
  void has_the_five_worst_with_five_ids_each() {
    List<SprawlFinding> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(finding(SprawlKind.PER_INSTANCE, i, "family " + i, 40));
    }
    var status = SprawlFigures.of(new Sprawl(many, Map.of(SprawlKind.PER_INSTANCE, 30), List.of()));
    assertThat(status.worst())
        .hasSize(5)
        .allSatisfy(
            worst -> {
              assertThat(worst.groups()).isEqualTo(40);
              assertThat(worst.groupIds()).hasSize(5);
              assertThat(worst.proposal()).isEqualTo("Retire them.");
            })
        .first()
        .extracting("subject")
        .isEqualTo("family 29");
  }

  @Test
  void stays_within_the_schema_whatever_others_wrote() {
    String face = "\ud83d\ude00";
    var missing = IntStream.range(0, 50).mapToObj(i -> i + face.repeat(600)).toList();
    var sprawl =
        new Sprawl(
            List.of(finding(SprawlKind.ALL_IN_ONE, 1, "a" + face.repeat(600), 1)),
            Map.of(SprawlKind.ALL_IN_ONE, 1),
            missing);
    var status = SprawlFigures.of(sprawl);
    assertThat(status.missing()).hasSize(SprawlStatus.MAX_MISSING);
    List<String> texts = new ArrayList<>(status.missing());
    texts.add(status.worst().get(0).subject());
    assertThat(texts)
        .allSatisfy(
            text -> {
              assertThat(text).endsWith(face + "…");
              assertThat(text.length()).isBetween(510, SprawlStatus.MAX_LINE);
            });
  }

  @Test
  void the_same_failure_of_another_request_is_no_news() {
    var one = new Sprawl(List.of(), Map.of(), List.of("x: Denied: no (request 1-2). Ask."));
    var other = new Sprawl(List.of(), Map.of(), List.of("x: Denied: no (request 3-4). Ask."));
    assertThat(SprawlFigures.of(one)).isEqualTo(SprawlFigures.of(other));
    assertThat(SprawlFigures.of(one).missing()).containsExactly("x: Denied: no. Ask.");
  }
}
