package dev.rolegate.plan;

import static dev.rolegate.plan.RetirementScenes.content;
import static dev.rolegate.plan.RetirementScenes.desired;
import static dev.rolegate.plan.RetirementScenes.retirement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.RetirementVerdict.State;
import dev.rolegate.plan.Scenes.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must always hold of the steps for groups that nobody declares. */
class RetirementInvariantsTest {

  @Provide
  Arbitrary<Scene> scenes() {
    return Scenes.scenes();
  }

  private static List<Retirement> all(
      Wanted wanted, VpcSnapshot before, Map<String, String> newIds) {
    return before.groups().values().stream()
        .filter(group -> group.groupId().startsWith("sg-o"))
        .map(
            group ->
                retirement(
                    wanted,
                    group,
                    newIds.getOrDefault(group.groupId(), group.groupId()),
                    before,
                    newIds))
        .toList();
  }

  /** Applies plans until nothing is left; each must have fewer steps than EC2 would refuse. */
  private static VpcSnapshot converge(DesiredVpc desired, VpcSnapshot start) {
    VpcSnapshot now = start;
    for (int i = 0; i < 4; i++) {
      Plan plan = RetirementScenes.plan(desired, now, RetirementScenes.unused(now));
      if (plan.isEmpty()) {
        return now;
      }
      LedgerVpc ledger = new LedgerVpc(now, Quotas.DEFAULT);
      plan.steps().forEach(ledger::apply);
      now = ledger.snapshot();
    }
    throw new AssertionError("no end");
  }

  @Property(tries = 500)
  void quarantine_and_restore_give_back_exactly_what_was(@ForAll long seed) {
    VpcSnapshot before = RetirementScenes.random(new Random(seed));
    VpcSnapshot emptied =
        converge(desired(List.of(), all(Wanted.QUARANTINE, before, Map.of())), before);
    for (Group group : emptied.groups().values()) {
      if (group.groupId().startsWith("sg-o")) {
        assertThat(group.rules()).isEmpty();
        assertThat(group.tags()).containsEntry(Ownership.RETIRED, "c1");
      }
    }
    VpcSnapshot after =
        converge(desired(List.of(), all(Wanted.RESTORE, before, Map.of())), emptied);
    assertThat(content(after, Map.of())).isEqualTo(content(before, Map.of()));
  }

  @Property(tries = 500)
  void deletion_and_restore_give_back_exactly_what_was_under_new_ids(@ForAll long seed) {
    VpcSnapshot before = RetirementScenes.random(new Random(seed));
    VpcSnapshot emptied =
        converge(desired(List.of(), all(Wanted.QUARANTINE, before, Map.of())), before);
    VpcSnapshot gone = converge(desired(List.of(), all(Wanted.DELETE, before, Map.of())), emptied);
    assertThat(gone.groups()).containsOnlyKeys("sg-default");
    VpcSnapshot after = converge(desired(List.of(), all(Wanted.RESTORE, before, Map.of())), gone);
    assertThat(content(after, formerIds(before, after))).isEqualTo(content(before, Map.of()));
  }

  /** One after the other, in any order: rules follow groups that came back earlier. */
  @Property(tries = 500)
  void groups_that_come_back_one_by_one_get_the_rules_between_them(@ForAll long seed) {
    Random random = new Random(seed);
    VpcSnapshot before = RetirementScenes.random(random);
    VpcSnapshot now = before.withGroups(Map.of("sg-default", before.groups().get("sg-default")));
    List<Retirement> left = new ArrayList<>(all(Wanted.RESTORE, before, Map.of()));
    Map<String, String> newIds = new HashMap<>();
    java.util.Collections.shuffle(left, random);
    for (Retirement retirement : left) {
      Retirement one =
          new Retirement(
              retirement.name(),
              retirement.uid(),
              retirement.groupId(),
              Wanted.RESTORE,
              retirement.former(),
              retirement.references(),
              newIds);
      // What no restore can bring yet is given up by EC2's answer, which this ledger has not.
      now = restoreWhatCanCome(desired(List.of(), List.of(one)), now);
      newIds.put(one.former().groupId(), idOf(now, one.former().name()));
    }
    assertThat(content(now, formerIds(before, now))).isEqualTo(content(before, Map.of()));
  }

  private static VpcSnapshot restoreWhatCanCome(DesiredVpc desired, VpcSnapshot start) {
    VpcSnapshot now = start;
    for (int i = 0; i < 4; i++) {
      Plan plan = RetirementScenes.plan(desired, now, Map.of());
      if (plan.isEmpty()) {
        return now;
      }
      LedgerVpc ledger = new LedgerVpc(now, Quotas.DEFAULT);
      Set<String> there = now.groups().keySet();
      plan.steps().stream().filter(step -> !namesMissing(step, there)).forEach(ledger::apply);
      now = ledger.snapshot();
    }
    throw new AssertionError("no end");
  }

  private static boolean namesMissing(Step step, Set<String> there) {
    return step.action() instanceof Step.Authorize authorize
        && authorize.rules().stream()
            .anyMatch(
                rule ->
                    rule.permission().peer() instanceof Peer.Group peer
                        && !there.contains(peer.groupId()));
  }

  private static Map<String, String> formerIds(VpcSnapshot before, VpcSnapshot after) {
    Map<String, String> ids = new TreeMap<>();
    before.groups().values().forEach(group -> ids.put(idOf(after, group.name()), group.groupId()));
    return ids;
  }

  private static String idOf(VpcSnapshot snapshot, String name) {
    return snapshot.groups().values().stream()
        .filter(group -> group.name().equals(name))
        .map(Group::groupId)
        .findFirst()
        .orElseThrow();
  }

  @Property(tries = 500)
  void group_in_use_or_whose_use_is_unknown_never_loses_a_rule(@ForAll long seed) {
    Random random = new Random(seed);
    VpcSnapshot before = RetirementScenes.random(random);
    Map<String, GroupUse> uses = RetirementScenes.unused(before);
    Set<String> used = new HashSet<>();
    for (String id : before.groups().keySet()) {
      switch (random.nextInt(4)) {
        case 0 -> uses.put(id, new GroupUse(id, List.of("interface eni-1"), List.of()));
        case 1 -> uses.put(id, new GroupUse(id, List.of(), List.of("denied")));
        case 2 -> uses.remove(id);
        default -> {
          continue;
        }
      }
      used.add(id);
    }
    Plan plan =
        RetirementScenes.plan(
            desired(List.of(), all(Wanted.QUARANTINE, before, Map.of())), before, uses);
    for (Group holder : before.groups().values()) {
      if (used.contains(holder.groupId())) {
        // What a used group names, and what that names, is held with it.
        holder.rules().stream()
            .filter(rule -> rule.permission().peer() instanceof Peer.Group)
            .forEach(rule -> used.add(((Peer.Group) rule.permission().peer()).groupId()));
      }
    }
    assertThat(plan.steps()).noneMatch(step -> used.contains(step.group().groupId()));
    plan.retirements().stream()
        .filter(verdict -> used.contains(verdict.groupId()))
        .forEach(verdict -> assertThat(verdict.state()).isEqualTo(State.BLOCKED));
  }

  @Property(tries = 500)
  void changes_of_a_group_since_its_snapshot_keep_all_its_rules(@ForAll long seed) {
    Random random = new Random(seed);
    VpcSnapshot before = RetirementScenes.random(random);
    Map<String, Group> groups = new TreeMap<>(before.groups());
    Group changed = groups.get("sg-o0");
    boolean hasRules = !changed.rules().isEmpty();
    changed =
        switch (random.nextInt(hasRules ? 4 : 2)) {
          case 0 -> changed.withTags(Map.of("Name", "another"));
          case 1 ->
              changed.withRules(
                  java.util.stream.Stream.concat(
                          changed.rules().stream(),
                          java.util.stream.Stream.of(
                              RetirementScenes.rule(
                                  "sgr-new",
                                  dev.rolegate.model.Direction.INGRESS,
                                  25,
                                  RetirementScenes.address("10.0.0.0/8"),
                                  "")))
                      .toList(),
                  true);
          case 2 -> changed.withRules(changed.rules().subList(1, changed.rules().size()), true);
          default ->
              changed.withRules(
                  changed.rules().stream().map(r -> r.withDescription("new words")).toList(), true);
        };
    groups.put("sg-o0", changed);
    VpcSnapshot now = before.withGroups(groups);
    Plan plan =
        RetirementScenes.plan(
            desired(List.of(), all(Wanted.QUARANTINE, before, Map.of())),
            now,
            RetirementScenes.unused(now));
    assertThat(plan.steps()).noneMatch(step -> step.group().groupId().equals("sg-o0"));
    assertThat(plan.retirements().get(0).state()).isEqualTo(State.CHANGED_SINCE);
  }

  @Property(tries = 700)
  void retirements_change_no_step_of_declared_groups_and_touch_no_group_beside_theirs(
      @ForAll("scenes") Scene scene, @ForAll long seed) {
    Random random = new Random(seed);
    VpcSnapshot orphans = RetirementScenes.random(random);
    Map<String, Group> groups = new TreeMap<>(orphans.groups());
    groups.putAll(scene.truth().groups());
    VpcSnapshot truth = scene.truth().withGroups(groups);
    List<Retirement> retirements = new ArrayList<>();
    for (Group group : groups.values()) {
      // Also of groups that declarations mean, and of groups of others.
      if (random.nextBoolean()) {
        retirements.add(
            retirement(
                Wanted.values()[random.nextInt(3)], group, group.groupId(), truth, Map.of()));
      }
    }
    Map<String, GroupUse> uses = RetirementScenes.unused(truth);
    uses.putAll(scene.uses());
    Planner planner = new Planner(scene.quotas());
    Plan without = planner.plan(scene.desired(), truth, uses, scene.consent());
    Plan with =
        planner.plan(scene.desired().withRetirements(retirements), truth, uses, scene.consent());
    assertThat(ofDeclared(with)).isEqualTo(ofDeclared(without));
    assertThat(with.verdicts()).isEqualTo(without.verdicts());
    Set<String> meant = new HashSet<>();
    retirements.forEach(
        one -> {
          meant.add(one.groupId());
          meant.addAll(one.references().keySet());
        });
    for (Step step : with.steps()) {
      String id = step.group().groupId();
      if (!step.group().key().namespace().isEmpty() || id.isEmpty()) {
        continue;
      }
      assertThat(meant).contains(id);
      assertThat(truth.groups().get(id).ownerId()).isEqualTo(Scenes.ACCOUNT);
      assertThat(truth.groups().get(id).name()).isNotEqualTo("default");
      assertThat(without.steps()).noneMatch(other -> other.group().groupId().equals(id));
    }
  }

  /** Steps of declared groups without their places in the plan. */
  private static List<String> ofDeclared(Plan plan) {
    Map<Integer, Integer> places = new HashMap<>();
    List<String> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.group().key().namespace().isEmpty()) {
        continue;
      }
      places.put(step.number(), places.size() + 1);
      steps.add(
          step.groups()
              + " "
              + step.action()
              + step.hold()
              + step.waits().stream()
                  .map(wait -> places.get(wait.step()) + " " + wait.cause())
                  .toList());
    }
    return steps;
  }
}
