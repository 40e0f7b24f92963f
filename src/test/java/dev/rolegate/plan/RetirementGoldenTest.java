package dev.rolegate.plan;

import static dev.rolegate.plan.RetirementScenes.address;
import static dev.rolegate.plan.RetirementScenes.desired;
import static dev.rolegate.plan.RetirementScenes.group;
import static dev.rolegate.plan.RetirementScenes.open;
import static dev.rolegate.plan.RetirementScenes.plan;
import static dev.rolegate.plan.RetirementScenes.retirement;
import static dev.rolegate.plan.RetirementScenes.rule;
import static dev.rolegate.plan.RetirementScenes.snapshot;
import static dev.rolegate.plan.RetirementScenes.unused;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plans for groups that nobody declares, as people read them. */
class RetirementGoldenTest {
  private static final Map<String, String> MARK = Map.of(Ownership.RETIRED, "c1");
  private static final Group WIZARD =
      group(
          "sg-wizard",
          "launch-wizard-7",
          Map.of("Name", "test"),
          rule("sgr-1", Direction.INGRESS, 22, address("0.0.0.0/0"), "ssh for me"),
          rule("sgr-2", Direction.INGRESS, 8080, new Peer.Group("sg-wizard"), ""),
          rule("sgr-3", Direction.INGRESS, 5432, new Peer.Group("sg-app"), "")
              .withTags(Map.of("team", "shop")),
          open("sgr-4"));
  private static final Group APP =
      group(
          "sg-app",
          "app",
          Map.of(),
          rule("sgr-5", Direction.EGRESS, 5432, new Peer.Group("sg-wizard"), "to it"));
  private static final VpcSnapshot BEFORE = snapshot(WIZARD, APP);

  private static Group emptied(Group group) {
    return group.withRules(List.of(), true).withTags(MARK);
  }

  @Test
  void unused_groups_that_name_each_other_are_marked_and_emptied() throws IOException {
    Golden.golden(
        "retire-quarantine",
        plan(
            desired(
                List.of(),
                List.of(
                    retirement(Wanted.QUARANTINE, WIZARD, "sg-wizard", BEFORE, Map.of()),
                    retirement(Wanted.QUARANTINE, APP, "sg-app", BEFORE, Map.of()))),
            BEFORE,
            unused(BEFORE)));
  }

  @Test
  void quarantined_groups_are_deleted_as_far_as_the_limit_allows() throws IOException {
    VpcSnapshot now = snapshot(emptied(WIZARD), emptied(APP));
    Consent one = new Consent(100, 1, java.util.Set.of(), java.util.Set.of(), java.util.Set.of());
    Golden.golden(
        "retire-delete",
        new Planner(Quotas.DEFAULT)
            .plan(
                desired(
                    List.of(),
                    List.of(
                        retirement(Wanted.DELETE, WIZARD, "sg-wizard", BEFORE, Map.of()),
                        retirement(Wanted.DELETE, APP, "sg-app", BEFORE, Map.of()))),
                now,
                unused(now),
                one));
  }

  @Test
  void group_in_quarantine_gets_its_rules_back() throws IOException {
    VpcSnapshot now = snapshot(emptied(WIZARD), APP);
    Golden.golden(
        "retire-restore",
        plan(
            desired(
                List.of(),
                List.of(retirement(Wanted.RESTORE, WIZARD, "sg-wizard", BEFORE, Map.of()))),
            now,
            Map.of()));
  }

  @Test
  void deleted_group_is_made_anew_with_the_rules_that_named_it() throws IOException {
    VpcSnapshot now = snapshot(APP.withRules(List.of(), true));
    Golden.golden(
        "retire-restore-deleted",
        plan(
            desired(
                List.of(),
                List.of(retirement(Wanted.RESTORE, WIZARD, "sg-wizard", BEFORE, Map.of()))),
            now,
            Map.of()));
  }

  @Test
  void what_stands_in_the_way_is_said() throws IOException {
    Group other =
        group(
            "sg-other",
            "other",
            Map.of(),
            rule("sgr-9", Direction.INGRESS, 80, address("10.0.0.0/8"), ""));
    Group terraform = group("sg-tf", "tf", Map.of("managed-by", "terraform"));
    VpcSnapshot before = snapshot(WIZARD, APP, other, terraform);
    Map<String, GroupUse> uses = unused(before);
    uses.put("sg-wizard", new GroupUse("sg-wizard", List.of("interface eni-1"), List.of()));
    Group changed = other.withTags(Map.of("new", "tag"));
    Golden.golden(
        "retire-blocked",
        plan(
            desired(
                List.of(),
                List.of(
                    retirement(Wanted.QUARANTINE, WIZARD, "sg-wizard", before, Map.of()),
                    retirement(Wanted.QUARANTINE, APP, "sg-app", before, Map.of()),
                    retirement(Wanted.QUARANTINE, other, "sg-other", before, Map.of()),
                    retirement(Wanted.DELETE, terraform, "sg-tf", before, Map.of()),
                    retirement(
                        Wanted.QUARANTINE,
                        group("sg-gone", "gone", Map.of()),
                        "sg-gone",
                        before,
                        Map.of()),
                    retirement(
                        Wanted.RESTORE,
                        group("sg-was", "App", Map.of()),
                        "sg-was",
                        before,
                        Map.of()))),
            snapshot(WIZARD, APP, changed, terraform),
            uses));
  }
}
