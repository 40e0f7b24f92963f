package dev.rolegate.plan;

import static dev.rolegate.plan.Golden.golden;
import static dev.rolegate.plan.Shorthand.DEFAULT;
import static dev.rolegate.plan.Shorthand.adopting;
import static dev.rolegate.plan.Shorthand.desired;
import static dev.rolegate.plan.Shorthand.group;
import static dev.rolegate.plan.Shorthand.intent;
import static dev.rolegate.plan.Shorthand.legacy;
import static dev.rolegate.plan.Shorthand.live;
import static dev.rolegate.plan.Shorthand.rule;
import static dev.rolegate.plan.Shorthand.snapshot;
import static dev.rolegate.plan.Shorthand.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What waits for an approval, what an approval lets go, and what waits for nobody. */
class ConsentTest {
  private static final Consent LIMITED = new Consent(25, 1, Set.of(), Set.of(), Set.of());

  private static Plan plan(Consent consent, List<DesiredGroup> declared, Group... live) {
    Map<String, GroupUse> uses = new TreeMap<>();
    List<Group> all = new ArrayList<>(List.of(live));
    all.add(DEFAULT);
    all.forEach(g -> uses.put(g.groupId(), new GroupUse(g.groupId(), List.of(), List.of())));
    return new Planner(Quotas.DEFAULT)
        .plan(desired(declared), snapshot(false, all.toArray(new Group[0])), uses, consent);
  }

  private static Consent approving(Consent consent, Plan plan) {
    return consent.withApproved(
        plan.held().stream().map(HeldItem::hash).collect(Collectors.toSet()));
  }

  private static Group adopted() {
    return legacy(adopting(true).tags());
  }

  @Test
  void adopted_group_is_only_added_to_until_a_removal_is_approved() throws IOException {
    Plan held = plan(LIMITED, List.of(adopting(true)), adopted());
    golden("adopt-held", held);
    assertThat(held.verdicts().get(0).adoption()).isEqualTo(Plan.Adoption.HELD);
    assertThat(held.verdicts().get(0).held()).isEqualTo(2);
    golden("adopt-approved", plan(approving(LIMITED, held), List.of(adopting(true)), adopted()));
  }

  @Test
  void what_has_expired_waits_for_nobody_but_in_a_group_that_is_being_adopted() throws IOException {
    DesiredGroup ended = expiring(shrunk(), "b", "tcp 82", "c", "tcp 83", "d", "tcp 84");
    Plan plan = plan(LIMITED, List.of(ended), before());
    assertThat(plan.held()).isEmpty();
    golden("expired", plan);

    // What documents took back is counted as before, and the rule that ended goes beside it.
    Plan held = plan(LIMITED, List.of(expiring(shrunk(), "b", "tcp 82")), before());
    assertThat(held.held()).hasSize(2);
    golden("expired-beside-held", held);

    Plan adopted = plan(LIMITED, List.of(expiring(adopting(true), "ssh", "tcp 22")), adopted());
    assertThat(adopted.steps())
        .filteredOn(step -> step.effect() == Step.Effect.NARROW)
        .isNotEmpty()
        .allMatch(step -> step.hold() == Step.Hold.ADOPTION);
  }

  /** Names and ports of rules from 10.0.0.0/8 whose time is over. */
  private static DesiredGroup expiring(DesiredGroup group, String... rules) {
    List<DesiredRule> expired = new ArrayList<>();
    for (int i = 0; i < rules.length; i += 2) {
      DesiredRule rule = rule(Direction.INGRESS, rules[i], rules[i + 1], "10.0.0.0/8");
      expired.add(
          new DesiredRule(
              rule.direction(),
              rule.permission(),
              rule.name(),
              rule.description(),
              Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
              ""));
    }
    return new DesiredGroup(
        group.key(),
        group.uid(),
        1,
        group.role(),
        group.groupName(),
        group.tags(),
        group.rules(),
        group.withheld(),
        group.knownGroupId(),
        group.intent(),
        group.provenance(),
        new Documented(false, Optional.empty(), expired));
  }

  @Test
  void released_group_is_as_any_other() {
    Consent released = new Consent(25, 1, Set.of(), Set.of(), Set.of("sg-legacy"));
    DesiredGroup known =
        with(adopting(true), new Provenance("sg-legacy", true, Optional.of(Set.of())));
    Plan plan = plan(released, List.of(known), adopted());
    assertThat(plan.held()).isEmpty();
    assertThat(plan.verdicts().get(0).adoption()).isEqualTo(Plan.Adoption.RELEASED);
  }

  @Test
  void adopted_group_is_deleted_only_by_approval() {
    DesiredGroup going = intent(adopting(true), Intent.ABSENT);
    Plan held = plan(LIMITED, List.of(going), adopted());
    assertThat(held.steps())
        .filteredOn(step -> step.action() instanceof Step.Delete)
        .singleElement()
        .matches(step -> step.hold() == Step.Hold.ADOPTION);
    assertThat(held.steps())
        .filteredOn(s -> s.effect() == Step.Effect.NARROW && !s.isHeld())
        .isEmpty();
    Plan gone = plan(approving(LIMITED, held), List.of(going), adopted());
    assertThat(gone.held()).isEmpty();
    assertThat(gone.steps()).anyMatch(step -> step.action() instanceof Step.Delete);
  }

  /** Four rules were documented; the documents keep one. A fifth was never documented. */
  private static DesiredGroup shrunk() {
    DesiredGroup web = group("web", "sg-web", rule(Direction.INGRESS, "a", "tcp 81", "10.0.0.0/8"));
    Set<String> applied = new TreeSet<>();
    for (LiveRule rule :
        live(
                web,
                "tcp 81 10.0.0.0/8|",
                "tcp 82 10.0.0.0/8|",
                "tcp 83 10.0.0.0/8|",
                "tcp 84 10.0.0.0/8|")
            .rules()) {
      applied.add(AppliedRules.hash(rule.direction(), rule.permission()));
    }
    return with(web, new Provenance("", false, Optional.of(applied)));
  }

  private static Group before() {
    return live(
        shrunk(),
        "tcp 81 10.0.0.0/8|a: because",
        "tcp 82 10.0.0.0/8|b: because",
        "tcp 83 10.0.0.0/8|c: because",
        "tcp 84 10.0.0.0/8|d: because",
        "tcp 22 0.0.0.0/0|rogue");
  }

  @Test
  void more_narrowing_than_the_limit_is_held_and_the_rogue_rule_goes() throws IOException {
    Plan plan = plan(LIMITED, List.of(shrunk()), before());
    golden("narrowing-limit", plan);
    assertThat(plan(approving(LIMITED, plan), List.of(shrunk()), before()).held()).isEmpty();
  }

  @Test
  void limit_is_rounded_up_nought_holds_everything_and_a_hundred_nothing() {
    assertThat(plan(limit(74), List.of(shrunk()), before()).held()).isEmpty();
    assertThat(plan(limit(50), List.of(shrunk()), before()).held()).hasSize(3);
    assertThat(plan(limit(0), List.of(shrunk()), before()).held()).hasSize(3);
    assertThat(plan(limit(100), List.of(shrunk()), before()).held()).isEmpty();
  }

  private static Consent limit(int percent) {
    return new Consent(percent, 1, Set.of(), Set.of(), Set.of());
  }

  @Test
  void hundred_rogue_rules_do_not_keep_themselves_by_exceeding_a_limit() {
    List<String> rules = new ArrayList<>(List.of("tcp 81 10.0.0.0/8|a: because"));
    for (int port = 1000; port < 1055; port++) {
      rules.add("tcp " + port + " 0.0.0.0/0|");
    }
    Group flooded = live(shrunk(), rules.toArray(new String[0]));
    Plan plan = plan(limit(0), List.of(shrunk()), flooded);
    assertThat(plan.held()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
  }

  @Test
  void where_nothing_is_known_of_what_was_applied_every_rule_counts() {
    DesiredGroup unknown = with(shrunk(), Provenance.UNKNOWN);
    assertThat(plan(limit(25), List.of(unknown), before()).held()).hasSize(4);
  }

  @Test
  void rule_that_documented_ones_cover_does_not_count() {
    DesiredGroup wide =
        with(
            group("web", "sg-web", rule(Direction.INGRESS, "a", "tcp 80", "10.0.0.0/8")),
            Provenance.UNKNOWN);
    Group live = live(wide, "tcp 80 10.0.0.0/9|a: because", "tcp 80 10.128.0.0/9|a: because");
    assertThat(plan(limit(0), List.of(wide), live).held()).isEmpty();
  }

  @Test
  void more_deletions_than_the_hour_allows_are_held_in_the_order_of_names() throws IOException {
    List<DesiredGroup> going = new ArrayList<>();
    List<Group> live = new ArrayList<>();
    for (String name : List.of("c", "a", "b")) {
      DesiredGroup old =
          group(name, "sg-" + name, rule(Direction.INGRESS, "https", "tcp 443", "10.0.0.0/8"));
      going.add(intent(old, Intent.ABSENT));
      live.add(live(old, "tcp 443 10.0.0.0/8|https: because", "tcp 22 ::/0|rogue"));
    }
    Group[] groups = live.toArray(new Group[0]);
    Plan plan = plan(LIMITED, going, groups);
    golden("deletion-limit", plan);
    Plan begun = plan(new Consent(25, 0, Set.of("sg-c"), Set.of(), Set.of()), going, groups);
    assertThat(begun.held()).extracting(HeldItem::groupId).containsExactly("sg-a", "sg-b");
    assertThat(plan(approving(LIMITED, plan), going, groups).held()).isEmpty();
  }

  @Test
  void quota_step_that_is_approved_cuts_first_and_adds_then() {
    DesiredGroup web = group("web", "sg-web", rule(Direction.INGRESS, "a", "tcp 443", "sg-alb"));
    Group live = live(web, "tcp 443 10.0.0.0/8|");
    Planner planner = new Planner(new Quotas(1));
    Plan held = planner.plan(desired(List.of(web)), snapshot(false, live), Map.of(), LIMITED);
    Consent approved = approving(LIMITED, held);
    Plan plan = planner.plan(desired(List.of(web)), snapshot(false, live), Map.of(), approved);
    assertThat(plan.steps())
        .extracting(PlanText::headline)
        .doesNotHave(
            new org.assertj.core.api.Condition<>(
                lines -> lines.toString().contains("HELD"), "a held step"));
  }

  @Test
  void approval_is_about_the_held_changes_alone() {
    Plan plan = plan(LIMITED, List.of(shrunk()), before());
    DesiredGroup other =
        with(
            group("zoo", "sg-zoo", rule(Direction.INGRESS, "a", "tcp 81", "10.0.0.0/8")),
            new Provenance("", false, Optional.of(Set.of())));
    Plan more = plan(LIMITED, List.of(other, shrunk()), before(), live(other, "tcp 9 ::/0|rogue"));
    assertThat(more.hash()).isNotEqualTo(plan.hash());
    assertThat(more.approvalHash("n1")).isEqualTo(plan.approvalHash("n1"));
    assertThat(plan.approvalHash("n2")).isNotEqualTo(plan.approvalHash("n1"));
    assertThat(plan(limit(0), List.of(shrunk()), before()).approvalHash("n1"))
        .isEqualTo(plan.approvalHash("n1"));
  }

  @Test
  void what_is_held_stays_known_as_rolegates_and_what_went_does_not() {
    Plan plan = plan(LIMITED, List.of(shrunk()), before());
    Plan.Verdict verdict = plan.verdicts().get(0);
    Set<String> applied = shrunk().provenance().applied().orElseThrow();
    assertThat(verdict.applied().orElseThrow()).isEqualTo(applied);
    Plan gone = plan(limit(100), List.of(shrunk()), before());
    assertThat(gone.verdicts().get(0).appliedAfter(gone.steps(), key -> "").orElseThrow())
        .hasSize(1)
        .isSubsetOf(applied);
  }

  @Test
  void first_rules_of_a_new_group_are_known_after_the_pass() {
    DesiredGroup web =
        group(
            "web",
            "",
            rule(Direction.INGRESS, "a", "tcp 81", "10.0.0.0/8"),
            rule(Direction.INGRESS, "b", "tcp 82", "@web"));
    Plan plan = plan(LIMITED, List.of(web));
    Plan.Verdict verdict = plan.verdicts().get(0);
    assertThat(verdict.applied().orElseThrow()).isEmpty();
    assertThat(verdict.appliedAfter(plan.steps(), key -> "sg-new").orElseThrow())
        .containsExactlyInAnyOrderElementsOf(
            live(
                    with(group("web", "sg-new"), Provenance.UNKNOWN),
                    "tcp 81 10.0.0.0/8|",
                    "tcp 82 sg-new|")
                .rules()
                .stream()
                .map(r -> AppliedRules.hash(r.direction(), r.permission()))
                .toList());
    assertThat(verdict.appliedAfter(plan.steps(), key -> "").orElseThrow()).hasSize(1);
  }
}
