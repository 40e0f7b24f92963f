package dev.rolegate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.cli.report.Picture.Box;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is drawn, and where. */
class PictureTest {
  private final MessyVpc vpc = new MessyVpc();

  private List<String> lines() {
    return vpc.assess().chart().lines().stream()
        .map(line -> line.from() + ">" + line.to() + " " + String.join(",", line.flows()))
        .toList();
  }

  @Test
  void it_has_whom_groups_let_in_and_nothing_else() {
    assertThat(lines())
        .containsExactly(
            "10.0.0.0/16 (the VPC)>sg-c tcp 5432",
            "office (Office)>sg-b tcp 22",
            "sg-a>sg-b tcp 8443",
            "sg-b>sg-c tcp 5432",
            "world>sg-a tcp 443",
            "world>sg-d tcp 22");
    assertThat(vpc.assess().chart().places())
        .extracting(Chart.Place::id)
        .doesNotContain("sg-e", "sg-0");
  }

  @Test
  void a_group_that_lets_in_its_own_members_only_is_not_drawn() {
    vpc.groups.clear();
    vpc.group("sg-s", "self", Map.of(), MessyVpc.in("tcp", 22, "sg-s"));
    assertThat(vpc.assess().chart().places()).isEmpty();
    assertThat(ReportHtml.of(List.of(vpc.assess()), List.of())).doesNotContain("<svg");
  }

  @Test
  void roles_are_told_from_what_nobody_documented() {
    vpc.documented();
    assertThat(vpc.assess().chart().places())
        .filteredOn(place -> place.kind() == Chart.Kind.ROLE)
        .extracting(Chart.Place::name)
        .containsExactly("shop/web");
  }

  @Test
  void too_many_groups_are_left_out_and_counted() {
    for (int i = 0; i < 60; i++) {
      vpc.group("sg-9" + i, "many-" + i, Map.of(), MessyVpc.in("tcp", 80, "sg-a"));
    }
    Chart chart = vpc.assess().chart();
    assertThat(chart.omitted()).isEqualTo(64 - 40);
    assertThat(chart.places()).extracting(Chart.Place::id).contains("sg-d", "world");
    assertThat(ReportHtml.of(List.of(vpc.assess()), List.of())).contains("24 groups with fewer");
  }

  @Test
  void boxes_do_not_overlap_and_lie_within_the_picture() {
    for (int i = 0; i < 20; i++) {
      vpc.group("sg-8" + i, "x".repeat(i * 3 + 1), Map.of(), MessyVpc.in("tcp", i + 1, "sg-b"));
    }
    Picture picture = Picture.of(vpc.assess().chart());
    assertThat(picture.boxes()).hasSizeGreaterThan(20);
    for (Box one : picture.boxes()) {
      assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
      assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
      for (Box other : picture.boxes()) {
        assertThat(one == other || apart(one, other)).as(one + " and " + other).isTrue();
      }
    }
  }

  private static boolean apart(Box one, Box other) {
    return one.x() + one.width() <= other.x()
        || other.x() + other.width() <= one.x()
        || one.y() + one.height() <= other.y()
        || other.y() + other.height() <= one.y();
  }
}
