package dev.rolegate.plan;

import static dev.rolegate.plan.Golden.golden;
import static dev.rolegate.plan.Shorthand.DEFAULT;
import static dev.rolegate.plan.Shorthand.VPC;
import static dev.rolegate.plan.Shorthand.adopting;
import static dev.rolegate.plan.Shorthand.desired;
import static dev.rolegate.plan.Shorthand.group;
import static dev.rolegate.plan.Shorthand.intent;
import static dev.rolegate.plan.Shorthand.judged;
import static dev.rolegate.plan.Shorthand.legacy;
import static dev.rolegate.plan.Shorthand.live;
import static dev.rolegate.plan.Shorthand.permission;
import static dev.rolegate.plan.Shorthand.rule;
import static dev.rolegate.plan.Shorthand.snapshot;
import static dev.rolegate.plan.Shorthand.with;
import static dev.rolegate.plan.Shorthand.withheld;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The plans of the important cases, see {@link Golden}. */
class PlanGoldenTest {
  @Test
  void new_groups_that_refer_to_each_other_in_a_circle() throws IOException {
    DesiredGroup alb =
        group(
            "alb",
            "",
            rule(Direction.INGRESS, "https", "tcp 443", "0.0.0.0/0"),
            rule(Direction.EGRESS, "to-web", "tcp 8443", "@web"));
    DesiredGroup web = group("web", "", rule(Direction.INGRESS, "https", "tcp 8443", "@alb"));
    golden("create-circle", plan(true, List.of(alb, web)));
  }

  @Test
  void new_group_whose_egress_to_everywhere_is_documented() throws IOException {
    golden(
        "create-open-egress",
        plan(true, List.of(group("nat", "", rule(Direction.EGRESS, "out", "all", "0.0.0.0/0")))));
  }

  @Test
  void half_made_group_goes_on_where_its_creation_stopped() throws IOException {
    DesiredGroup web =
        group("web", "", rule(Direction.EGRESS, "updates", "tcp 443", "198.51.100.0/24"));
    LiveRule given =
        new LiveRule(
            "sgr-given", Direction.EGRESS, permission("all", "0.0.0.0/0"), "", Map.of(), true);
    Group live =
        new Group(
            "sg-web",
            web.groupName(),
            web.description(),
            VPC,
            "111122223333",
            web.tags(),
            List.of(given),
            true);
    golden("create-half-made", plan(false, List.of(web), live));
  }

  @Test
  void one_changed_block_is_changed_in_place() throws IOException {
    DesiredGroup web =
        group(
            "web",
            "sg-web",
            rule(Direction.INGRESS, "office", "tcp 443", "198.51.100.0/24"),
            rule(Direction.INGRESS, "health", "tcp 8080", "10.0.0.0/16"));
    golden(
        "change-one-cidr",
        plan(
            false,
            List.of(web),
            live(
                web,
                "tcp 443 203.0.113.0/24|office: because",
                "tcp 8080 10.0.0.0/16|health: because")));
  }

  @Test
  void wide_rule_goes_only_after_the_narrow_one_that_takes_over() throws IOException {
    DesiredGroup web =
        group(
            "web",
            "sg-web",
            rule(Direction.INGRESS, "from-alb", "tcp 443", "sg-alb"),
            rule(Direction.INGRESS, "office", "tcp 443", "10.1.0.0/16"));
    golden(
        "narrow-after-cover",
        plan(
            false,
            List.of(web),
            live(web, "tcp 443 10.0.0.0/8|", "tcp 22 0.0.0.0/0|test, remove me")));
  }

  @Test
  void drift_of_each_kind_is_mended_without_touching_the_rest() throws IOException {
    DesiredGroup db =
        group(
            "db",
            "sg-db",
            rule(Direction.INGRESS, "mysql", "tcp 3306", "sg-web"),
            rule(Direction.INGRESS, "metrics", "tcp 9104", "10.0.9.0/24"),
            rule(Direction.INGRESS, "ping", "icmp 8", "10.0.0.0/16"));
    Group live =
        live(
                db,
                "tcp 3306 sg-web|somebody wrote this",
                "icmp 8 10.0.0.0/16|ping: because",
                "tcp 22 0.0.0.0/0|")
            .withTags(
                Ownership.groupTags("c1", "prod", db.key(), "db", "wrong", "team@example.com"));
    golden("drift", plan(false, List.of(db), live));
  }

  @Test
  void renamed_rule_gets_a_new_description_only() throws IOException {
    DesiredGroup web =
        group("web", "sg-web", rule(Direction.INGRESS, "tls", "tcp 443", "10.0.0.0/8"));
    golden("rename", plan(false, List.of(web), live(web, "tcp 443 10.0.0.0/8|https: because")));
  }

  @Test
  void a_rule_that_ends_is_added_with_its_end() throws IOException {
    DesiredRule rule = rule(Direction.INGRESS, "vendor", "tcp 22", "198.51.100.7/32");
    DesiredRule ending =
        new DesiredRule(
            rule.direction(),
            rule.permission(),
            rule.name(),
            rule.description(),
            Optional.of(Instant.parse("2026-09-30T17:00:00Z")),
            "");
    DesiredGroup web = group("web", "sg-web", ending);
    Plan plan = plan(false, List.of(web), live(web));
    golden("ending", plan);
    golden("ending.json", PlanJson.write(plan));
  }

  @Test
  void withheld_rule_keeps_what_is_live_under_its_name() throws IOException {
    DesiredGroup web =
        withheld(
            group("web", "sg-web", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            "from-cache");
    golden(
        "withheld",
        plan(
            false,
            List.of(web),
            live(
                web,
                "tcp 443 10.0.0.0/8|https: because",
                "tcp 6379 sg-old-cache|from-cache: because",
                "tcp 6380 sg-old-cache|")));
  }

  @Test
  void denied_rule_is_not_added_and_what_is_live_of_it_stays() throws IOException {
    DesiredGroup web =
        judged(
            group("web", "sg-web", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            false,
            rule(Direction.INGRESS, "ssh", "tcp 22", "0.0.0.0/0"),
            rule(Direction.INGRESS, "from-api", "tcp 8080", "@api"),
            rule(Direction.INGRESS, "rdp", "tcp 3389", "0.0.0.0/0"));
    DesiredGroup api = group("api", "sg-api");
    golden(
        "guardrail-deny",
        plan(
            false,
            List.of(web, api),
            live(api),
            live(
                web,
                "tcp 22 0.0.0.0/0|by hand",
                "tcp 8080 sg-api|",
                "tcp 22 198.51.100.0/24|ssh: as it was before",
                "tcp 443 10.0.0.0/8|https: because",
                "tcp 6380 10.0.0.0/8|")));
  }

  @Test
  void removed_rule_is_revoked_once_what_stays_is_carried_by_others() throws IOException {
    DesiredGroup web =
        judged(
            group(
                "web",
                "sg-web",
                rule(Direction.INGRESS, "ssh-vpn", "tcp 22", "10.8.0.0/16"),
                rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            true,
            rule(Direction.INGRESS, "ssh", "tcp 22", "0.0.0.0/0"),
            rule(Direction.INGRESS, "rdp", "tcp 3389", "0.0.0.0/0"));
    golden(
        "guardrail-remove",
        plan(
            false,
            List.of(web),
            live(
                web,
                "tcp 22 0.0.0.0/0|ssh: because",
                "tcp 3389 0.0.0.0/0|rdp: because",
                "tcp 443 10.0.0.0/8|https: because",
                "tcp 6380 10.0.0.0/8|")));
  }

  @Test
  void unused_group_is_deleted_after_the_references_to_it() throws IOException {
    DesiredGroup old =
        intent(
            group("old", "sg-old", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            Intent.ABSENT);
    DesiredGroup web = withheld(group("web", "sg-web"), "from-old");
    Plan plan =
        plan(
            false,
            List.of(old, web),
            Map.of("sg-old", new GroupUse("sg-old", List.of(), List.of())),
            live(old, "tcp 443 10.0.0.0/8|https: because"),
            live(web, "tcp 80 sg-old|from-old: because"));
    golden("delete", plan);
  }

  @Test
  void group_in_use_is_not_deleted_and_stays_enforced() throws IOException {
    DesiredGroup old =
        intent(
            group("old", "sg-old", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            Intent.ABSENT);
    Plan plan =
        plan(
            false,
            List.of(old),
            Map.of(
                "sg-old",
                new GroupUse("sg-old", List.of("interface eni-0a (in use by i-0b)"), List.of())),
            live(old, "tcp 443 10.0.0.0/8|https: because", "tcp 22 0.0.0.0/0|"));
    golden("delete-blocked", plan);
  }

  @Test
  void foreign_group_of_the_declared_name_is_left_alone() throws IOException {
    DesiredGroup web = group("web", "", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8"));
    Group foreign =
        new Group("sg-foreign", "SHOP/web", "", VPC, "111122223333", Map.of(), List.of(), false);
    golden("ownership-unproven", plan(false, List.of(web), foreign));
  }

  @Test
  void adopted_group_gets_its_tags_before_anything_else() throws IOException {
    golden("adopt", plan(false, List.of(adopting(true)), DEFAULT, legacy(Map.of())));
  }

  @Test
  void group_of_another_owner_is_not_adopted_whoever_consents() throws IOException {
    golden(
        "adopt-refused",
        plan(
            false,
            List.of(adopting(true)),
            DEFAULT,
            legacy(Map.of("aws:cloudformation:stack-name", "network"))));
  }

  @Test
  void group_is_not_adopted_without_consent_nor_made_anew_when_it_is_gone() throws IOException {
    Plan refused = plan(false, List.of(adopting(false)), DEFAULT, legacy(Map.of()));
    assertThat(refused.steps()).isEmpty();
    assertThat(refused.verdicts().get(0).problem()).isEqualTo(Plan.Problem.ADOPTION_REFUSED);
    assertThat(refused.verdicts().get(0).groupId()).isEmpty();
    Plan gone = plan(false, List.of(adopting(true)), DEFAULT);
    assertThat(gone.steps()).isEmpty();
    assertThat(gone.verdicts().get(0).problem()).isEqualTo(Plan.Problem.ADOPTED_GROUP_MISSING);
  }

  @Test
  void lost_tags_are_put_back_first_where_the_platform_team_consents() throws IOException {
    DesiredGroup web =
        with(
            group("web", "sg-web", rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8")),
            new Provenance("", true, Optional.empty()));
    Group live = live(web, "tcp 22 0.0.0.0/0|").withTags(Map.of("Name", "web"));
    golden("lost-tags", plan(false, List.of(web), DEFAULT, live));
  }

  @Test
  void full_quota_is_worked_in_turns() throws IOException {
    DesiredGroup web =
        group(
            "web",
            "sg-web",
            rule(Direction.INGRESS, "a", "tcp 443", "10.1.0.0/16"),
            rule(Direction.INGRESS, "b", "tcp 443", "10.2.0.0/16"),
            rule(Direction.INGRESS, "c", "tcp 443", "10.3.0.0/16"));
    Group live = live(web, "tcp 443 10.1.0.0/16|a: because", "tcp 443 10.0.0.0/8|", "tcp 22 ::/0|");
    golden(
        "quota",
        new Planner(new Quotas(3))
            .plan(desired(List.of(web)), snapshot(false, live), Map.of(), Consent.UNLIMITED));
  }

  static Plan plan(boolean ipv6, List<DesiredGroup> declared, Group... live) {
    return plan(ipv6, declared, Map.of(), live);
  }

  private static Plan plan(
      boolean ipv6, List<DesiredGroup> declared, Map<String, GroupUse> uses, Group... live) {
    return new Planner(Quotas.DEFAULT)
        .plan(desired(declared), snapshot(ipv6, live), uses, Consent.UNLIMITED);
  }
}
