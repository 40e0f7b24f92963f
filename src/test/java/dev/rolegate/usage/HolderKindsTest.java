package dev.rolegate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.usage.HolderKind.Presence;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HolderKindsTest {

  @Test
  void each_kind_is_there_once_and_has_a_name_of_its_form() {
    assertThat(HolderKinds.all()).extracting(HolderKind::name).doesNotHaveDuplicates().isSorted();
    assertThat(HolderKinds.all())
        .allSatisfy(
            kind ->
                assertThat(kind.name())
                    .matches(
                        kind.collectors().contains(UseCollector.KUBERNETES)
                            ? "([A-Z][A-Za-z0-9]*\\*?|\\*)((\\.\\*)?(\\.[a-z0-9-]+)+)?"
                            : "AWS::[A-Z][A-Za-z0-9]*::[A-Z][A-Za-z0-9]*"));
  }

  @Test
  void each_collector_sees_some_kind_but_that_of_recorded_configurations() {
    Set<UseCollector> seeing =
        HolderKinds.all().stream()
            .flatMap(kind -> kind.collectors().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seeing)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(UseCollector.values()).filter(c -> c != UseCollector.CONFIG).toList());
  }

  @Test
  void an_interface_suffices_exactly_for_what_has_one_while_it_exists() {
    assertThat(HolderKinds.all())
        .allSatisfy(
            kind ->
                assertThat(kind.collectors().contains(UseCollector.NETWORK_INTERFACES))
                    .isEqualTo(kind.presence() == Presence.ATTACHED));
  }

  @Test
  void nothing_but_rules_is_covered_without_reports() {
    assertThat(HolderKinds.uncovered(List.of()))
        .hasSize(HolderKinds.all().size() - 1)
        .doesNotContain("AWS::EC2::SecurityGroupRule")
        .isSorted();
  }

  @Test
  void a_complete_report_covers_the_kinds_of_its_collector_and_those_that_it_names() {
    assertThat(HolderKinds.uncovered(List.of(complete(UseCollector.LAMBDA))))
        .doesNotContain("AWS::Lambda::Function", "AWS::Lambda::Version")
        .contains("AWS::Lambda::CapacityProvider", "AWS::EC2::Instance");
    assertThat(
            HolderKinds.uncovered(List.of(complete(UseCollector.CONFIG, "AWS::Redshift::Cluster"))))
        .doesNotContain("AWS::Redshift::Cluster")
        .contains("AWS::Lambda::Function");
  }

  @Test
  void a_report_that_misses_something_covers_nothing() {
    UseReport partial =
        new UseReport(
            UseCollector.LAMBDA,
            Coverage.PARTIAL,
            "throttled",
            List.of(),
            Set.of("AWS::Lambda::Function"));
    assertThat(HolderKinds.uncovered(List.of(partial))).contains("AWS::Lambda::Function");
    assertThat(HolderKinds.uncovered(List.of(partial, complete(UseCollector.LAMBDA))))
        .contains("AWS::Lambda::Function");
  }

  @Test
  void all_complete_reports_leave_the_kinds_that_only_records_may_show() {
    List<UseReport> all =
        Arrays.stream(UseCollector.values()).map(collector -> complete(collector)).toList();
    List<String> uncovered = HolderKinds.uncovered(all);
    assertThat(uncovered)
        .containsExactlyElementsOf(
            HolderKinds.all().stream()
                .filter(kind -> kind.collectors().isEmpty())
                .map(HolderKind::name)
                .toList());
    assertThat(HolderKinds.uncovered(List.of(complete(UseCollector.CONFIG, names(uncovered)))))
        .doesNotContainAnyElementsOf(uncovered);
  }

  private static String[] names(List<String> kinds) {
    return kinds.toArray(String[]::new);
  }

  private static UseReport complete(UseCollector collector, String... kinds) {
    return new UseReport(collector, Coverage.COMPLETE, "", List.of(), Set.of(kinds));
  }
}
