package dev.rolegate.usage;

import static dev.rolegate.usage.Uses.complete;
import static dev.rolegate.usage.Uses.denied;
import static dev.rolegate.usage.Uses.from;
import static dev.rolegate.usage.Uses.group;
import static dev.rolegate.usage.Uses.lambda;
import static dev.rolegate.usage.Uses.naming;
import static dev.rolegate.usage.Uses.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Holding;
import dev.rolegate.model.Peer;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Standing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceTest {

  private static Map<String, Standing> judge(
      VpcSnapshot snapshot, Set<String> candidates, List<UseReport> reports) {
    return Evidence.judge(snapshot, candidates, reports, UseCollector.all());
  }

  private static Map<String, Verdict> verdicts(Map<String, Standing> standings) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    standings.forEach((id, standing) -> verdicts.put(id, standing.verdict()));
    return verdicts;
  }

  private static List<UseReport> with(UseReport report) {
    List<UseReport> reports = new ArrayList<>(Uses.nothing());
    reports.removeIf(r -> r.collector() == report.collector());
    reports.add(report);
    return reports;
  }

  private static List<UseReport> without(UseCollector collector) {
    return Uses.nothing().stream().filter(r -> r.collector() != collector).toList();
  }

  @Test
  void what_everybody_looked_for_and_nobody_found_is_unused() {
    assertThat(judge(vpc(group("sg-1")), Set.of("sg-1"), Uses.nothing()).get("sg-1"))
        .isEqualTo(new Standing("sg-1", Verdict.UNUSED, List.of(), List.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = UseCollector.class,
      names = "SECURITY_GROUP_RULES",
      mode = EnumSource.Mode.EXCLUDE)
  void without_one_report_nothing_is_unused(UseCollector missing) {
    Standing standing = judge(vpc(group("sg-1")), Set.of("sg-1"), without(missing)).get("sg-1");
    assertThat(standing.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(standing.missing()).containsExactly(missing.apiName() + ": was not looked at");
  }

  @ParameterizedTest
  @EnumSource(UseCollector.class)
  void where_one_collector_was_refused_nothing_is_unused(UseCollector refused) {
    Standing standing =
        judge(vpc(group("sg-1")), Set.of("sg-1"), with(denied(refused))).get("sg-1");
    assertThat(standing.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(standing.missing()).containsExactly(refused.apiName() + ": may not look");
  }

  @Test
  void one_incomplete_report_of_a_collector_spoils_its_complete_ones() {
    List<UseReport> reports = new ArrayList<>(Uses.nothing());
    reports.add(0, denied(UseCollector.LAMBDA));
    assertThat(verdicts(judge(vpc(group("sg-1")), Set.of("sg-1"), reports)))
        .containsEntry("sg-1", Verdict.UNKNOWN);
  }

  @Test
  void collectors_that_are_switched_off_are_not_missed_and_what_they_found_counts() {
    VpcSnapshot snapshot = vpc(group("sg-1"), group("sg-2"));
    List<UseReport> reports = with(denied(UseCollector.LAMBDA, lambda("sg-2")));
    assertThat(verdicts(Evidence.judge(snapshot, Set.of("sg-1", "sg-2"), reports, Set.of())))
        .containsExactly(Map.entry("sg-1", Verdict.UNUSED), Map.entry("sg-2", Verdict.USED));
  }

  @Test
  void collectors_of_what_EC2_itself_looks_at_cannot_be_switched_off() {
    List<UseReport> reports = without(UseCollector.VPC_ASSOCIATIONS);
    assertThat(verdicts(Evidence.judge(vpc(group("sg-1")), Set.of("sg-1"), reports, Set.of())))
        .containsEntry("sg-1", Verdict.UNKNOWN);
  }

  @Test
  void what_was_found_counts_however_much_was_missed() {
    Standing standing =
        judge(vpc(group("sg-1")), Set.of("sg-1"), with(denied(UseCollector.LAMBDA, lambda("sg-1"))))
            .get("sg-1");
    assertThat(standing.verdict()).isEqualTo(Verdict.USED);
    assertThat(standing.holders()).containsExactly(lambda("sg-1"));
    assertThat(standing.missing()).containsExactly("Lambda: may not look");
  }

  @Test
  void a_group_that_is_no_candidate_holds_those_that_it_names() {
    VpcSnapshot snapshot = vpc(group("sg-1"), group("sg-default", naming("sg-1")));
    Standing standing = judge(snapshot, Set.of("sg-1"), Uses.nothing()).get("sg-1");
    assertThat(standing.verdict()).isEqualTo(Verdict.USED);
    assertThat(standing.holders())
        .containsExactly(
            new Holding(
                "sg-1",
                "AWS::EC2::SecurityGroupRule",
                "ingress rule tcp 443 sg-1 of group sg-default (name of sg-default)"));
  }

  @Test
  void dead_groups_that_name_each_other_are_unused() {
    VpcSnapshot snapshot =
        vpc(
            group("sg-1", naming("sg-2")),
            group("sg-2", naming("sg-1"), naming("sg-3")),
            group("sg-3", naming("sg-3")));
    assertThat(verdicts(judge(snapshot, Set.of("sg-1", "sg-2", "sg-3"), Uses.nothing())).values())
        .containsOnly(Verdict.UNUSED);
  }

  @Test
  void a_used_group_holds_what_it_names_and_what_that_names() {
    VpcSnapshot snapshot =
        vpc(group("sg-1", naming("sg-2")), group("sg-2", naming("sg-3")), group("sg-3"));
    assertThat(
            verdicts(
                judge(
                    snapshot,
                    Set.of("sg-1", "sg-2", "sg-3"),
                    with(complete(UseCollector.LAMBDA, lambda("sg-1"))))))
        .isEqualTo(Map.of("sg-1", Verdict.USED, "sg-2", Verdict.USED, "sg-3", Verdict.USED));
  }

  @Test
  void what_an_unknown_group_names_is_unknown_and_not_used() {
    VpcSnapshot snapshot = vpc(group("sg-1", naming("sg-2")), group("sg-2"));
    Map<String, Standing> standings =
        judge(snapshot, Set.of("sg-1", "sg-2"), with(denied(UseCollector.ECS)));
    assertThat(verdicts(standings).values()).containsOnly(Verdict.UNKNOWN);
    assertThat(standings.get("sg-2").holders()).isEmpty();
  }

  @Test
  void a_rule_that_names_the_group_with_an_account_holds_it_as_well() {
    VpcSnapshot snapshot =
        vpc(
            group("sg-1"),
            group("sg-2", from(new Peer.Group("sg-1", Uses.ACCOUNT), 22)),
            group("sg-3", from(new Peer.Group("sg-far", "444455556666"), 22)));
    assertThat(verdicts(judge(snapshot, Set.of("sg-1", "sg-3"), Uses.nothing())))
        .isEqualTo(Map.of("sg-1", Verdict.USED, "sg-3", Verdict.UNUSED));
  }

  @Test
  void a_report_of_rules_does_not_keep_dead_pairs_but_holds_what_the_snapshot_does_not_show() {
    VpcSnapshot snapshot =
        vpc(group("sg-1", naming("sg-2")), group("sg-2", naming("sg-1")), group("sg-3"));
    UseReport rules =
        complete(
            UseCollector.SECURITY_GROUP_RULES,
            new Holding("sg-1", "AWS::EC2::SecurityGroupRule", "a rule of sg-2"),
            new Holding("sg-3", "AWS::EC2::SecurityGroupRule", "a rule that is new"));
    assertThat(verdicts(judge(snapshot, Set.of("sg-1", "sg-2", "sg-3"), with(rules))))
        .isEqualTo(Map.of("sg-1", Verdict.UNUSED, "sg-2", Verdict.UNUSED, "sg-3", Verdict.USED));
  }

  @Test
  void a_group_that_the_snapshot_does_not_have_is_unknown() {
    Standing standing = judge(vpc(group("sg-1")), Set.of("sg-9"), Uses.nothing()).get("sg-9");
    assertThat(standing.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(standing.missing())
        .containsExactly("VpcSnapshot: group sg-9 is not among the groups of vpc-1");
  }
}
