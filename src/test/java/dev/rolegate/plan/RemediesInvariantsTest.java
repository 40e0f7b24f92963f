package dev.rolegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.plan.Scenes.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must always hold where rules are condemned in any groups, declared ones included. */
class RemediesInvariantsTest {

  @Provide
  Arbitrary<Scene> scenes() {
    return Scenes.scenes();
  }

  /** Some rules of every group, some under the id of another rule, and some not due yet. */
  private static List<Remediation> condemn(Scene scene, Random random) {
    List<Remediation> all = new ArrayList<>();
    for (Group group : scene.truth().groups().values()) {
      List<Condemned> rules = new ArrayList<>();
      for (LiveRule rule : group.rules()) {
        if (random.nextBoolean()) {
          LiveRule other = group.rules().get(random.nextInt(group.rules().size()));
          LiveRule named = random.nextInt(4) == 0 ? rule.withPermission(other.permission()) : rule;
          rules.add(
              new Condemned(
                  named,
                  List.of("g" + random.nextInt(3)),
                  random.nextInt(3) == 0 ? "until later" : ""));
        }
      }
      all.add(
          random.nextInt(6) == 0
              ? Remediation.closing(group.groupId())
              : Remediation.of(group.groupId(), rules));
    }
    return all;
  }

  private static Plan plan(Scene scene, List<Remediation> remediations) {
    return new Planner(scene.quotas())
        .plan(
            scene.desired().withRemediations(remediations),
            scene.truth(),
            scene.uses(),
            scene.consent());
  }

  @Property(tries = 500)
  void only_condemned_rules_go_and_only_from_groups_that_nobody_declares_or_owns(
      @ForAll("scenes") Scene scene, @ForAll long seed) {
    List<Remediation> remediations = condemn(scene, new Random(seed));
    Map<String, Set<String>> condemned = new HashMap<>();
    for (Remediation one : remediations) {
      Set<String> ids = condemned.computeIfAbsent(one.groupId(), id -> new HashSet<>());
      Group group = scene.truth().groups().get(one.groupId());
      if (one.closes() && group.name().equals("default")) {
        group.rules().forEach(rule -> ids.add(rule.ruleId()));
      }
      one.rules().stream()
          .filter(Condemned::isDue)
          .filter(
              c ->
                  group.rules().stream()
                      .anyMatch(
                          r ->
                              r.ruleId().equals(c.rule().ruleId())
                                  && r.permission().equals(c.rule().permission())))
          .forEach(c -> ids.add(c.rule().ruleId()));
    }
    Unmanaged unmanaged = new Unmanaged(scene.desired(), scene.truth());
    Set<String> gone = new HashSet<>();
    for (Step step : plan(scene, remediations).steps()) {
      if (step.remedy().isEmpty()) {
        continue;
      }
      String id = step.group().groupId();
      Group group = scene.truth().groups().get(id);
      if (step.remedy().get().guardrails().isEmpty()) {
        assertThat(unmanaged.refusalToClose(group)).isEmpty();
      } else {
        assertThat(unmanaged.refusal(group)).isEmpty();
      }
      assertThat(((Step.Revoke) step.action()).rules())
          .isNotEmpty()
          .allSatisfy(
              rule -> {
                assertThat(condemned.get(id)).contains(rule.ruleId());
                assertThat(group.rules()).contains(rule);
                assertThat(gone.add(rule.ruleId())).isTrue();
              });
    }
    for (Remediation one : remediations) {
      Group group = scene.truth().groups().get(one.groupId());
      if (!one.closes() && unmanaged.refusal(group).isEmpty()) {
        assertThat(gone).containsAll(condemned.get(one.groupId()));
      }
    }
  }

  @Property(tries = 500)
  void plans_of_declared_groups_are_what_they_would_be_without(
      @ForAll("scenes") Scene scene, @ForAll long seed) {
    Plan without = plan(scene, List.of());
    Plan with = plan(scene, condemn(scene, new Random(seed)));
    assertThat(of(with)).isEqualTo(of(without));
    assertThat(with.verdicts()).isEqualTo(without.verdicts());
    assertThat(with.undeclared()).isEqualTo(without.undeclared());
  }

  @Property(tries = 200)
  void equal_input_gives_an_equal_plan(@ForAll("scenes") Scene scene, @ForAll long seed) {
    assertThat(PlanJson.write(plan(scene, condemn(scene, new Random(seed)))))
        .isEqualTo(PlanJson.write(plan(scene, condemn(scene, new Random(seed)))));
  }

  /** The steps of declared groups, with numbers that do not count the others. */
  private static List<String> of(Plan plan) {
    Map<Integer, Integer> numbers = new HashMap<>();
    plan.steps().stream()
        .filter(step -> step.remedy().isEmpty())
        .forEach(step -> numbers.put(step.number(), numbers.size() + 1));
    return plan.steps().stream()
        .filter(step -> step.remedy().isEmpty())
        .map(
            step ->
                new Step(
                    numbers.get(step.number()),
                    step.groups(),
                    step.action(),
                    step.effect(),
                    step.reason(),
                    step.waits().stream()
                        .map(w -> new Step.Wait(numbers.getOrDefault(w.step(), 0), w.cause()))
                        .toList(),
                    step.hold(),
                    step.interruptsUntracked()))
        .map(Object::toString)
        .toList();
  }

  /** Scenes that condemn nothing would prove nothing. */
  @Property(tries = 1)
  void scenes_have_groups_from_which_something_goes() {
    GroupKey foreign = new GroupKey("", "sg-foreign");
    assertThat(
            Scenes.scenes()
                .sampleStream()
                .limit(50)
                .map(
                    scene ->
                        plan(
                            scene,
                            List.of(
                                Remediation.of(
                                    "sg-foreign",
                                    scene.truth().groups().get("sg-foreign").rules().stream()
                                        .map(r -> new Condemned(r, List.of("g"), ""))
                                        .toList()))))
                .filter(
                    p -> p.steps().stream().anyMatch(s -> s.groups().get(0).key().equals(foreign)))
                .count())
        .isPositive();
  }
}
