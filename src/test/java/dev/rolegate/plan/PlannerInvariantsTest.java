package dev.rolegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.plan.Scenes.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must always hold of a plan, over random topologies and live states. */
class PlannerInvariantsTest {

  @Provide
  Arbitrary<Scene> scenes() {
    return Scenes.scenes();
  }

  @Property(tries = 3000)
  void converges_to_the_documented_state_and_then_plans_nothing(@ForAll("scenes") Scene scene) {
    LedgerVpc ledger = new LedgerVpc(scene.truth(), scene.quotas());
    Plan plan = scene.plan(scene.truth());
    going(plan).forEach(ledger::apply);
    Plan next = scene.plan(settled(ledger.snapshot()));
    // Where the quota is nearly full, what one plan frees can let the next change rules in place
    // that had to be held before. And tags of rules are compared only when a group's rules are read
    // one by one, which a rule that refers to a group in deletion leads to. And a deleted group no
    // longer stands in the way of a declaration whose status named it wrongly.
    boolean more = plan.steps().stream().anyMatch(PlannerInvariantsTest::leadsToMore);
    for (int i = 0; i < 3 && (more || onlyTags(next)); i++) {
      ledger = new LedgerVpc(settled(ledger.snapshot()), scene.quotas());
      going(next).forEach(ledger::apply);
      next = scene.plan(settled(ledger.snapshot()));
    }
    assertThat(going(next)).as("next plan after\n%s", PlanText.render(plan)).isEmpty();
    if (plan.steps().stream().noneMatch(Step::isHeld)) {
      for (Plan.Verdict verdict : next.verdicts()) {
        if (verdict.problem() == Plan.Problem.NONE && verdict.state() == Plan.State.IN_SYNC) {
          assertThat(verdict.matching() + verdict.kept()).isEqualTo(verdict.live());
          assertThat(verdict.matching() + verdict.withheld().size()).isEqualTo(verdict.declared());
        }
      }
    }
  }

  @Property(tries = 1500)
  void converges_once_everything_held_is_approved(@ForAll("scenes") Scene scene) {
    VpcSnapshot truth = scene.truth();
    Set<String> approved = new HashSet<>(scene.consent().approved());
    Plan plan = scene.plan(truth);
    for (int i = 0; i < 8 && !plan.isEmpty(); i++) {
      plan.held().forEach(item -> approved.add(item.hash()));
      plan = scene.plan(truth, scene.consent().withApproved(approved));
      LedgerVpc ledger = new LedgerVpc(truth, scene.quotas());
      going(plan).forEach(ledger::apply);
      truth = settled(ledger.snapshot());
      plan = scene.plan(truth, scene.consent().withApproved(approved));
    }
    assertThat(plan.steps()).as(PlanText.render(plan)).isEmpty();
  }

  @Property(tries = 1500)
  void limits_hold_no_rule_that_was_never_documented_and_let_no_other_go(
      @ForAll("scenes") Scene scene) {
    Consent none =
        new Consent(0, 0, Set.of(), scene.consent().approved(), scene.consent().released());
    Consent all =
        new Consent(100, 1000, Set.of(), scene.consent().approved(), scene.consent().released());
    Plan limited = scene.plan(scene.truth(), none);
    Set<String> going = removed(going(limited));
    Set<String> unlimited = removed(going(scene.plan(scene.truth(), all)));
    for (DesiredGroup declared : scene.desired().groups()) {
      Plan.Verdict verdict =
          limited.verdicts().stream().filter(v -> v.key().equals(declared.key())).findFirst().get();
      boolean applies =
          declared.intent() == DesiredGroup.Intent.PRESENT
              && verdict.problem() == Plan.Problem.NONE
              && verdict.adoption() != Plan.Adoption.HELD
              && scene.quotas().rulesPerGroup() == 60
              && scene.truth().groups().containsKey(verdict.groupId());
      if (!applies) {
        continue;
      }
      Group live = scene.truth().groups().get(verdict.groupId());
      for (LiveRule rule : live.rules()) {
        if (rule.permission().peer() instanceof Peer.Group || !unlimited.contains(rule.ruleId())) {
          continue;
        }
        String hash = AppliedRules.hash(rule.direction(), rule.permission());
        boolean never =
            declared.provenance().applied().filter(a -> !a.contains(hash)).isPresent()
                || Expired.of(declared, key -> "").contains(rule);
        if (isBanned(declared, rule)) {
          assertThat(going).as(PlanText.render(limited)).contains(rule.ruleId());
        } else if (never) {
          assertThat(going).as(PlanText.render(limited)).contains(rule.ruleId());
        } else if (going.contains(rule.ruleId())) {
          Set<FlowPoints.Point> lost = new HashSet<>(FlowPoints.of(rule.permission()));
          lost.removeAll(documentedPoints(limited, declared, rule.direction(), live));
          boolean approved =
              none.approved().contains(HeldItems.revoke(live.groupId(), rule).hash());
          assertThat(approved || lost.isEmpty()).as(PlanText.render(limited)).isTrue();
        }
      }
    }
  }

  /** What a guardrail takes away, unless the same content is documented besides. */
  private static boolean isBanned(DesiredGroup declared, LiveRule rule) {
    return declared.withheld().stream()
            .anyMatch(w -> w.removed() && means(w.direction(), w.permission(), rule))
        && !isDocumented(declared, rule);
  }

  private static boolean means(Direction direction, Optional<Permission> content, LiveRule rule) {
    return direction == rule.direction() && content.filter(rule.permission()::equals).isPresent();
  }

  private static boolean isDocumented(DesiredGroup declared, LiveRule rule) {
    return declared.rules().stream()
        .anyMatch(r -> means(r.direction(), Optional.of(r.permission()), rule));
  }

  @Property(tries = 3000)
  void leaves_alone_what_a_guardrail_denies_and_revokes_what_it_takes_away(
      @ForAll("scenes") Scene scene) {
    Plan plan = scene.plan(scene.truth());
    Set<String> removed = removed(plan.steps());
    Set<String> going = removed(going(plan));
    for (DesiredGroup declared : scene.desired().groups()) {
      Plan.Verdict verdict =
          plan.verdicts().stream().filter(v -> v.key().equals(declared.key())).findFirst().get();
      Group live = scene.truth().groups().get(verdict.groupId());
      boolean applies =
          live != null
              && declared.intent() == DesiredGroup.Intent.PRESENT
              && verdict.problem() == Plan.Problem.NONE
              && !halfMade(scene).contains(live.groupId());
      for (WithheldRule rule : declared.withheld()) {
        assertThat(plan.steps())
            .as(PlanText.render(plan))
            .noneMatch(step -> adds(step, declared.key(), rule));
      }
      if (!applies) {
        continue;
      }
      for (LiveRule rule : live.rules()) {
        if (rule.permission().peer() instanceof Peer.Group) {
          continue;
        }
        boolean denied =
            declared.withheld().stream()
                .anyMatch(w -> !w.removed() && means(w.direction(), w.permission(), rule));
        if (denied && !isBanned(declared, rule)) {
          assertThat(removed).as(PlanText.render(plan)).doesNotContain(rule.ruleId());
        } else if (isBanned(declared, rule)
            && verdict.adoption() != Plan.Adoption.HELD
            && scene.quotas().rulesPerGroup() == 60) {
          assertThat(going).as(PlanText.render(plan)).contains(rule.ruleId());
        }
      }
    }
  }

  private static boolean adds(Step step, GroupKey key, WithheldRule withheld) {
    if (!step.group().key().equals(key) || withheld.permission().isEmpty()) {
      return false;
    }
    var content = withheld.permission().get();
    if (step.action() instanceof Step.Authorize authorize) {
      return authorize.rules().stream()
          .anyMatch(r -> r.direction() == withheld.direction() && r.permission().equals(content));
    }
    return step.action() instanceof Step.Modify modify
        && modify.changes().stream()
            .map(Step.Change::to)
            .anyMatch(r -> r.direction() == withheld.direction() && r.permission().equals(content));
  }

  @Property(tries = 1500)
  void what_has_expired_goes_whatever_the_limit_and_although_its_name_is_withheld(
      @ForAll("scenes") Scene scene) {
    Consent none = new Consent(0, 0, Set.of(), Set.of(), scene.consent().released());
    Plan plan = scene.plan(scene.truth(), none);
    for (DesiredGroup declared : scene.desired().groups()) {
      Plan.Verdict verdict =
          plan.verdicts().stream().filter(v -> v.key().equals(declared.key())).findFirst().get();
      Group live = scene.truth().groups().get(verdict.groupId());
      if (live == null
          || declared.intent() != DesiredGroup.Intent.PRESENT
          || verdict.problem() != Plan.Problem.NONE
          || verdict.adoption() == Plan.Adoption.HELD) {
        continue;
      }
      Expired expired = Expired.of(declared, key -> "");
      Set<String> removed = removed(plan.steps());
      for (LiveRule rule : live.rules()) {
        if (expired.contains(rule) && !(rule.permission().peer() instanceof Peer.Group)) {
          assertThat(removed).as(PlanText.render(plan)).contains(rule.ruleId());
        }
      }
      for (Step step : plan.steps()) {
        if (step.hold() == Step.Hold.NARROWING_LIMIT
            && step.group().key().equals(declared.key())
            && step.action() instanceof Step.Revoke revoke) {
          assertThat(revoke.rules()).as(PlanText.render(plan)).noneMatch(expired::contains);
        }
      }
    }
  }

  /** What the direction allows when the plan has gone as far as it may. */
  private static Set<FlowPoints.Point> documentedPoints(
      Plan plan, DesiredGroup declared, Direction direction, Group live) {
    Set<FlowPoints.Point> points = new HashSet<>();
    Set<String> gone = removed(plan.steps());
    live.rules().stream()
        .filter(r -> r.direction() == direction && !gone.contains(r.ruleId()))
        .forEach(r -> points.addAll(FlowPoints.of(r.permission())));
    for (Step step : plan.steps()) {
      if (!step.group().key().equals(declared.key())) {
        continue;
      }
      if (step.action() instanceof Step.Authorize authorize) {
        authorize.rules().stream()
            .filter(r -> r.direction() == direction)
            .forEach(r -> points.addAll(FlowPoints.of(r.permission())));
      } else if (step.action() instanceof Step.Modify modify) {
        modify.changes().stream()
            .filter(c -> c.to().direction() == direction)
            .forEach(c -> points.addAll(FlowPoints.of(c.to().permission())));
      }
    }
    return points;
  }

  private static Set<String> removed(List<Step> steps) {
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      if (step.action() instanceof Step.Revoke revoke) {
        revoke.rules().forEach(rule -> ids.add(rule.ruleId()));
      } else if (step.action() instanceof Step.Modify modify) {
        modify.changes().forEach(change -> ids.add(change.from().ruleId()));
      }
    }
    return ids;
  }

  /** Where the quota has no room to add first, an approval is the consent to a gap. */
  private static Set<FlowPoints.Point> cutByApproval(
      Scene scene, Plan plan, String groupId, Direction direction) {
    Set<FlowPoints.Point> points = new HashSet<>();
    for (Step step : plan.steps()) {
      if (step.group().groupId().equals(groupId)
          && step.action() instanceof Step.Revoke revoke
          && revoke.direction() == direction) {
        revoke.rules().stream()
            .filter(
                rule -> scene.consent().approved().contains(HeldItems.revoke(groupId, rule).hash()))
            .forEach(rule -> points.addAll(FlowPoints.of(rule.permission())));
      }
    }
    return points;
  }

  @Property(tries = 3000)
  void leaves_no_gap_and_is_never_wider_in_any_order_that_its_waits_allow(
      @ForAll("scenes") Scene scene, @ForAll long seed) {
    Plan plan = scene.plan(scene.truth());
    List<Step> order = shuffled(going(plan), new Random(seed));
    LedgerVpc ledger = new LedgerVpc(scene.truth(), scene.quotas());
    List<VpcSnapshot> states = new ArrayList<>(List.of(ledger.snapshot()));
    Map<GroupKey, String> ids = new HashMap<>();
    Set<String> halfMade = halfMade(scene);
    Set<String> openEgress = new HashSet<>(halfMade);
    List<Set<String>> openAt = new ArrayList<>(List.of(Set.copyOf(halfMade)));
    for (Step step : order) {
      ledger.apply(step);
      step.groups().forEach(target -> ids.put(target.key(), ledger.idOf(target)));
      if (step.action() instanceof Step.Create) {
        openEgress.add(ledger.idOf(step.group()));
      } else if (step.action() instanceof Step.RevokeDefaultEgress) {
        openEgress.remove(ledger.idOf(step.group()));
      }
      states.add(ledger.snapshot());
      openAt.add(Set.copyOf(openEgress));
    }
    VpcSnapshot last = states.get(states.size() - 1);
    for (String id : Set.copyOf(ids.values())) {
      for (Direction direction : Direction.values()) {
        Set<FlowPoints.Point> before = FlowPoints.of(first(states, id), direction);
        Set<FlowPoints.Point> after = FlowPoints.of(last.groups().get(id), direction);
        Set<FlowPoints.Point> both = new HashSet<>(before);
        both.retainAll(after);
        both.removeAll(cutByApproval(scene, plan, id, direction));
        Set<FlowPoints.Point> either = new HashSet<>(before);
        either.addAll(after);
        boolean isNew = !states.get(0).groups().containsKey(id) || halfMade.contains(id);
        for (int i = 0; i < states.size(); i++) {
          Group group = states.get(i).groups().get(id);
          if (group == null) {
            continue;
          }
          Set<FlowPoints.Point> now = FlowPoints.of(group, direction);
          if (!isNew) {
            assertThat(now).as("gap in %s\n%s", id, PlanText.render(plan)).containsAll(both);
          }
          if (!(isNew && direction == Direction.EGRESS && openAt.get(i).contains(id))) {
            assertThat(isNew ? after : either)
                .as("wider in %s\n%s", id, PlanText.render(plan))
                .containsAll(now);
          }
        }
      }
    }
  }

  /** Groups that an earlier plan has created, and nobody has heard of since. */
  private static Set<String> halfMade(Scene scene) {
    Set<String> ids = new HashSet<>();
    for (DesiredGroup declared : scene.desired().groups()) {
      scene.truth().groups().values().stream()
          .filter(group -> group.name().equals(declared.groupName()))
          .filter(
              group ->
                  declared.knownGroupId().isEmpty()
                      || declared.provenance().applied().filter(Set::isEmpty).isPresent())
          .filter(group -> !declared.provenance().consented() && !group.rules().isEmpty())
          .filter(
              group ->
                  group.rules().stream()
                      .allMatch(
                          rule ->
                              rule.direction() == Direction.EGRESS
                                  && rule.description().isEmpty()
                                  && rule.permission().toString().matches("all (0.0.0.0|::)/0")))
          .forEach(group -> ids.add(group.groupId()));
    }
    return ids;
  }

  private static Group first(List<VpcSnapshot> states, String id) {
    return states.get(0).groups().get(id);
  }

  @Property(tries = 3000)
  void makes_no_more_calls_than_the_bound_but_for_splits(@ForAll("scenes") Scene scene) {
    Plan plan = scene.plan(scene.truth());
    Map<GroupKey, Map<String, Integer>> calls = new HashMap<>();
    for (Step step : plan.steps()) {
      if (step.action() instanceof Step.Tag || step.isHeld()) {
        continue;
      }
      String kind = PlanText.verb(step.action());
      calls
          .computeIfAbsent(step.group().key(), key -> new HashMap<>())
          .merge(kind, 1, Integer::sum);
    }
    boolean roomy = scene.quotas().rulesPerGroup() == 60;
    calls.forEach(
        (key, kinds) -> {
          kinds.forEach(
              (kind, number) -> {
                if (roomy && !kind.startsWith("revoke ingress") && !kind.startsWith("revoke egr")) {
                  assertThat(number).as("%s of %s in\n%s", kind, key, plan).isEqualTo(1);
                }
              });
          if (roomy) {
            int kindsUsed =
                (int) kinds.keySet().stream().filter(k -> !k.startsWith("describe")).count();
            assertThat(kindsUsed).isLessThanOrEqualTo(4);
          }
        });
  }

  @Property(tries = 3000)
  void changes_only_groups_that_are_owned_and_only_rules_that_differ(
      @ForAll("scenes") Scene scene) {
    Plan plan = scene.plan(scene.truth());
    Map<String, Group> live = scene.truth().groups();
    Map<GroupKey, String> owned = new HashMap<>();
    for (DesiredGroup group : scene.desired().groups()) {
      live.values().stream()
          .filter(g -> group.intent() != DesiredGroup.Intent.SUSPENDED)
          .filter(g -> mayChange(g, group, live))
          .forEach(g -> owned.put(group.key(), g.groupId()));
    }
    Map<String, GroupKey> changedBy = new HashMap<>();
    for (Step step : plan.steps()) {
      for (Step.Target target : step.groups()) {
        assertThat(target.groupId())
            .as("%s\n%s", target, PlanText.render(plan))
            .isIn(owned.getOrDefault(target.key(), ""), "");
        if (!target.groupId().isEmpty()) {
          assertThat(changedBy.merge(target.groupId(), target.key(), (one, other) -> one))
              .isEqualTo(target.key());
        }
      }
      if (step.action() instanceof Step.Revoke revoke) {
        for (LiveRule rule : revoke.rules()) {
          assertThat(ruleIds(live.get(step.group().groupId()))).contains(rule.ruleId());
        }
      }
      if (step.action() instanceof Step.Tag tag) {
        Set<String> own = new HashSet<>(owned.values());
        owned.values().forEach(id -> own.addAll(ruleIds(live.get(id))));
        assertThat(own).containsAll(tag.resourceIds());
      }
    }
  }

  private static Map<String, String> proof(DesiredGroup group) {
    Map<String, String> tags = new TreeMap<>(group.tags());
    tags.keySet()
        .removeAll(
            Set.of(
                dev.rolegate.model.Ownership.ROLE,
                dev.rolegate.model.Ownership.PURPOSE,
                dev.rolegate.model.Ownership.OWNER));
    return tags;
  }

  private static Set<String> ruleIds(Group group) {
    Set<String> ids = new HashSet<>();
    group.rules().forEach(rule -> ids.add(rule.ruleId()));
    return ids;
  }

  /** The contract of ownership once more, in other words than the planner's. */
  private static boolean mayChange(Group live, DesiredGroup declared, Map<String, Group> all) {
    String known = all.containsKey(declared.knownGroupId()) ? declared.knownGroupId() : "";
    boolean adopts = declared.provenance().adopts();
    boolean named =
        adopts
            ? live.groupId().equals(declared.provenance().adoptId())
            : live.name().equals(declared.groupName());
    if (!named || !known.isEmpty() && !known.equals(live.groupId())) {
      return false;
    }
    if (live.tags().entrySet().containsAll(proof(declared).entrySet())) {
      return true;
    }
    return declared.provenance().consented()
        && declared.intent() == DesiredGroup.Intent.PRESENT
        && (adopts || !known.isEmpty())
        && !live.name().equals("default")
        && live.ownerId().equals(Scenes.ACCOUNT)
        && !live.tags().containsKey("managed-by")
        && proof(declared).entrySet().stream()
            .allMatch(
                tag ->
                    live.tags().getOrDefault(tag.getKey(), tag.getValue()).equals(tag.getValue()));
  }

  /** The invariant "fail closed", as far as the planner decides it. */
  @Property(tries = 1000)
  void takes_nothing_for_a_deletion_where_the_use_is_unknown_even_in_part(
      @ForAll("scenes") Scene scene) {
    Map<String, GroupUse> held = new HashMap<>();
    Map<String, GroupUse> unknown = new HashMap<>();
    for (String id : scene.uses().keySet()) {
      held.put(id, new GroupUse(id, List.of("interface eni-1"), List.of()));
      unknown.put(id, new GroupUse(id, List.of(), List.of("DescribeNetworkInterfaces: denied")));
    }
    List<Step> steps = scene.withUses(held).plan(scene.truth()).steps();
    assertThat(steps).noneMatch(step -> step.action() instanceof Step.Delete);
    assertThat(scene.withUses(unknown).plan(scene.truth()).steps()).isEqualTo(steps);
    assertThat(scene.withUses(Map.of()).plan(scene.truth()).steps()).isEqualTo(steps);
  }

  @Property(tries = 3000)
  void is_the_same_byte_for_byte_whatever_the_order_of_its_input(
      @ForAll("scenes") Scene scene, @ForAll long seed) {
    Random random = new Random(seed);
    List<DesiredGroup> groups = new ArrayList<>(scene.desired().groups());
    Collections.shuffle(groups, random);
    DesiredVpc shuffled =
        new DesiredVpc(
            scene.desired().name(),
            scene.desired().vpcId(),
            scene.desired().region(),
            scene.desired().clusterId(),
            groups);
    Scene other = new Scene(shuffled, scene.truth(), scene.uses(), scene.quotas(), scene.consent());
    assertThat(PlanJson.write(other.plan(reread(scene.truth(), random))))
        .isEqualTo(PlanJson.write(scene.plan(scene.truth())));
  }

  /** EC2 promises no order of rules. */
  private static VpcSnapshot reread(VpcSnapshot truth, Random random) {
    Map<String, Group> groups = new TreeMap<>();
    truth
        .groups()
        .forEach(
            (id, group) -> {
              List<LiveRule> rules = new ArrayList<>(group.rules());
              Collections.shuffle(rules, random);
              groups.put(id, group.withRules(rules, true));
            });
    return truth.withGroups(groups);
  }

  private static boolean leadsToMore(Step step) {
    return step.isHeld() || step.action() instanceof Step.Delete;
  }

  private static boolean onlyTags(Plan plan) {
    return plan.steps().stream().allMatch(step -> step.action() instanceof Step.Tag);
  }

  /** Steps that need no approval, nor wait for one that does. */
  private static List<Step> going(Plan plan) {
    Set<Integer> stopped = new HashSet<>();
    List<Step> going = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.isHeld() || step.waits().stream().anyMatch(w -> stopped.contains(w.step()))) {
        stopped.add(step.number());
      } else {
        going.add(step);
      }
    }
    return going;
  }

  private static List<Step> shuffled(List<Step> steps, Random random) {
    List<Step> left = new ArrayList<>(steps);
    List<Step> order = new ArrayList<>();
    Set<Integer> done = new HashSet<>(Set.of(0));
    while (!left.isEmpty()) {
      List<Step> ready =
          left.stream()
              .filter(step -> step.waits().stream().allMatch(w -> done.contains(w.step())))
              .toList();
      Step step = ready.get(random.nextInt(ready.size()));
      left.remove(step);
      order.add(step);
      done.add(step.number());
    }
    return order;
  }

  private static VpcSnapshot settled(VpcSnapshot snapshot) {
    Map<String, Group> groups = new TreeMap<>();
    snapshot
        .groups()
        .forEach(
            (id, group) ->
                groups.put(
                    id,
                    group.withRules(
                        group.rules().stream().map(rule -> rule.withSettled(true)).toList(),
                        true)));
    return snapshot.withGroups(groups);
  }
}
