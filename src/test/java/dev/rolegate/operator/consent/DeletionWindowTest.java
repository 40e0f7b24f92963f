package dev.rolegate.operator.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.DeletionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeletionWindowTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static DeletionRecord record(String id, Instant at) {
    return new DeletionRecord(id, at.toString());
  }

  private static DeletionWindow window(DeletionRecord... records) {
    return DeletionWindow.of(List.of(records), NOON);
  }

  @Test
  void an_hour_counts_and_what_is_older_does_not() {
    var window =
        window(
            record("sg-old", NOON.minus(Duration.ofHours(1))),
            record("sg-new", NOON.minus(Duration.ofMinutes(59))));

    assertThat(window.groupIds()).containsExactly("sg-new");
    assertThat(window.left(5)).isEqualTo(4);
    assertThat(window.left(0)).isZero();
    assertThat(window.nextRoom()).contains(NOON.plus(Duration.ofMinutes(1)));
  }

  @Test
  void a_deletion_that_is_tried_again_counts_once_from_its_first_time() {
    var window = window(record("sg-1", NOON.minusSeconds(600))).with(Set.of("sg-1", "sg-2"), NOON);

    assertThat(window).isPresent();
    assertThat(window.get().left(5)).isEqualTo(3);
    assertThat(window.get().records())
        .containsExactly(record("sg-1", NOON.minusSeconds(600)), record("sg-2", NOON));
  }

  @Test
  void a_time_ahead_or_unreadable_counts_as_now() {
    var ahead = record("sg-1", NOON.plus(Duration.ofDays(1000)));
    var window =
        window(ahead, new DeletionRecord("sg-2", "yesterday"), new DeletionRecord(null, null));

    assertThat(window.left(5)).isEqualTo(2);
    assertThat(window.records()).allMatch(r -> r.time().equals(NOON.toString()));
    assertThat(DeletionWindow.of(window.records(), NOON.plusSeconds(3599)).left(5)).isEqualTo(2);
    assertThat(DeletionWindow.of(window.records(), NOON.plusSeconds(3600)).left(5)).isEqualTo(5);
  }

  @Test
  void what_is_written_reads_back_as_it_was() {
    var records = window(record("sg-1", NOON.minusMillis(1234)), record("sg-2", NOON)).records();
    assertThat(DeletionWindow.of(records, NOON.plusSeconds(5)).records()).isEqualTo(records);
  }

  @Test
  void more_than_the_status_can_hold_is_not_begun() {
    var many = IntStream.range(0, 1000).mapToObj(i -> "sg-" + i).toList();

    assertThat(window().with(many, NOON)).isPresent();
    assertThat(window(record("sg-more", NOON)).with(many, NOON)).isEmpty();
  }
}
