package dev.rolegate.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlFindingStatus;
import dev.rolegate.api.SprawlStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class SprawlNewsTest {

  private static SprawlStatus status(SprawlCount... counts) {
    return new SprawlStatus(
        List.of(counts),
        List.of(
            new SprawlFindingStatus(
                "LaunchWizard",
                "3 groups of the launch wizard",
                3,
                List.of("sg-1"),
                "Retire them.")),
        List.of());
  }

  private static SprawlCount wizard(int findings, int groups) {
    return new SprawlCount("LaunchWizard", findings, groups);
  }

  @Test
  void the_first_look_tells_each_kind_that_it_found() {
    assertThat(
            SprawlNews.notes(
                null, status(wizard(1, 3), new SprawlCount("DeadPeer", 2, 1), none("Duplicate"))))
        .containsExactly(
            "LaunchWizard: 1 finding about 3 groups. The worst: 3 groups of the launch wizard."
                + " Retire them.",
            "DeadPeer: 2 findings about 1 group");
  }

  private static SprawlCount none(String kind) {
    return new SprawlCount(kind, 0, 0);
  }

  @Test
  void what_was_told_is_not_told_again() {
    var status = status(wizard(1, 3));
    assertThat(SprawlNews.notes(status, status)).isEmpty();
    assertThat(SprawlNews.notes(status, status.with(List.of("instances: denied")))).isEmpty();
  }

  @Test
  void more_findings_and_more_groups_of_a_finding_are_news() {
    assertThat(SprawlNews.notes(status(wizard(1, 3)), status(wizard(1, 4))))
        .singleElement()
        .asString()
        .startsWith("LaunchWizard: 1 finding about 4 groups (before: 1 finding about 3 groups).");
    assertThat(SprawlNews.notes(status(wizard(1, 3)), status(wizard(2, 3)))).hasSize(1);
  }

  @Test
  void less_of_it_is_told_by_the_status_alone() {
    assertThat(SprawlNews.notes(status(wizard(2, 4)), status(wizard(1, 3)))).isEmpty();
    assertThat(SprawlNews.notes(status(wizard(2, 4)), status(none("LaunchWizard")))).isEmpty();
    assertThat(SprawlNews.notes(status(wizard(2, 4)), null)).isEmpty();
  }

  @Test
  void a_kind_that_can_be_looked_at_again_is_told() {
    assertThat(SprawlNews.notes(status(), status(wizard(1, 3)))).hasSize(1);
  }
}
