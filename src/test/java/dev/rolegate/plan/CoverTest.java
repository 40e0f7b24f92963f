package dev.rolegate.plan;

import static dev.rolegate.plan.Shorthand.group;
import static dev.rolegate.plan.Shorthand.judged;
import static dev.rolegate.plan.Shorthand.live;
import static dev.rolegate.plan.Shorthand.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the removal of a rule that a guardrail takes away has to wait for, and what not. */
class CoverTest {
  private static final DesiredRule WORLD = ssh("0.0.0.0/0");
  private static final String LIVE_WORLD = "tcp 22 0.0.0.0/0|ssh: because";

  private static DesiredRule ssh(String peer) {
    return rule(Direction.INGRESS, "ssh", "tcp 22", peer);
  }

  private static DesiredGroup web(DesiredRule... documented) {
    return judged(group("web", "sg-web", documented), true, WORLD);
  }

  /** The step that takes the wide rule. */
  private static Step removal(List<Step> steps) {
    return steps.stream()
        .filter(
            step ->
                step.action() instanceof Step.Revoke revoke
                    && revoke.rules().stream()
                        .anyMatch(rule -> rule.permission().equals(WORLD.permission())))
        .findFirst()
        .orElseThrow();
  }

  /** What the wide rule's removal waits for: the step's action, or none where that is the past. */
  private static List<String> waits(DesiredGroup web, Group live) {
    List<Step> steps = PlanGoldenTest.plan(false, List.of(web), live).steps();
    return removal(steps).waits().stream()
        .map(
            wait ->
                wait.cause()
                    + (wait.step() == 0
                        ? ""
                        : " " + steps.get(wait.step() - 1).action().getClass().getSimpleName()))
        .toList();
  }

  private static Group unsettled(Group group, String peer) {
    return group.withRules(
        group.rules().stream()
            .map(r -> r.withSettled(!r.permission().peer().toString().equals(peer)))
            .toList(),
        true);
  }

  @Test
  void a_narrower_rule_that_is_still_to_be_added() {
    DesiredGroup web = web(ssh("10.8.0.0/16"), ssh("10.9.0.0/16"));
    Group live = live(web, LIVE_WORLD, "tcp 22 10.8.0.0/16|ssh: because");
    assertThat(waits(web, live)).containsExactly("COVER_SEEN Authorize");
  }

  @Test
  void a_rule_of_which_only_a_part_is_carried_by_others() {
    DesiredGroup web = web(ssh("10.0.0.0/8"), ssh("10.0.0.0/9"));
    Group live = live(web, LIVE_WORLD, "tcp 22 10.0.0.0/9|ssh: because");
    assertThat(waits(web, live)).containsExactly("COVER_SEEN Authorize");
  }

  @Test
  void not_a_rule_all_of_which_others_carry_together() {
    DesiredGroup web = web(ssh("10.0.0.0/8"), ssh("10.0.0.0/9"), ssh("10.128.0.0/9"));
    Group live =
        live(web, LIVE_WORLD, "tcp 22 10.0.0.0/9|ssh: because", "tcp 22 10.128.0.0/9|ssh: because");
    assertThat(waits(web, live)).isEmpty();
  }

  @Test
  void a_narrower_rule_that_was_added_and_is_not_in_effect_yet() {
    DesiredGroup web = web(ssh("10.8.0.0/16"));
    Group live = live(web, LIVE_WORLD, "tcp 22 10.8.0.0/16|ssh: because");
    assertThat(waits(web, unsettled(live, "10.8.0.0/16"))).containsExactly("COVER_SEEN");
    assertThat(waits(web, live)).isEmpty();
  }

  @Test
  void a_narrower_rule_that_another_one_becomes_in_place() {
    DesiredGroup web = web(many(58, ssh("10.8.0.0/16")));
    Group live = live(web, many(58, LIVE_WORLD, "tcp 22 192.0.2.0/24|ssh-old: because"));
    assertThat(waits(web, live)).containsExactly("COVER_SEEN Modify");
  }

  @Test
  void a_group_that_may_have_any_address() {
    DesiredGroup web = web(ssh("sg-alb"));
    assertThat(waits(web, live(web, LIVE_WORLD))).containsExactly("COVER_LIKELY Authorize");
  }

  @Test
  void neither_another_port_nor_the_other_direction() {
    DesiredGroup web =
        web(
            rule(Direction.INGRESS, "https", "tcp 443", "10.8.0.0/16"),
            rule(Direction.EGRESS, "ssh", "tcp 22", "10.8.0.0/16"));
    assertThat(waits(web, live(web, LIVE_WORLD))).isEmpty();
  }

  @Test
  void no_rule_that_a_guardrail_does_not_let_come() {
    DesiredGroup web = judged(group("web", "sg-web"), true, WORLD, ssh("10.8.0.0/16"));
    assertThat(waits(web, live(web, LIVE_WORLD))).isEmpty();
  }

  @Test
  void without_room_for_what_takes_over_it_is_held() {
    DesiredGroup web = web(many(59, ssh("10.8.0.0/16")));
    Group live = live(web, many(59, LIVE_WORLD));
    Step removal = removal(PlanGoldenTest.plan(false, List.of(web), live).steps());
    assertThat(removal.hold()).isEqualTo(Step.Hold.QUOTA);
    assertThat(((Step.Revoke) removal.action()).rules()).hasSize(1);
  }

  /** So many more documented rules. */
  private static DesiredRule[] many(int count, DesiredRule rule) {
    return Stream.concat(
            Stream.of(rule),
            IntStream.range(1000, 1000 + count)
                .mapToObj(port -> rule(Direction.INGRESS, "p", "tcp " + port, "10.0.0.0/8")))
        .toArray(DesiredRule[]::new);
  }

  /** These live. */
  private static String[] many(int count, String... rules) {
    return Stream.concat(
            Stream.of(rules),
            IntStream.range(1000, 1000 + count)
                .mapToObj(port -> "tcp " + port + " 10.0.0.0/8|p: because"))
        .toArray(String[]::new);
  }
}
