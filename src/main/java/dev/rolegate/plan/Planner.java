package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Bindings.Binding;
import dev.rolegate.plan.Plan.Problem;
import dev.rolegate.plan.Plan.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Decides what is to be done. Pure: equal inputs give an equal answer. */
public final class Planner {
  private final Quotas quotas;

  public Planner(Quotas quotas) {
    this.quotas = quotas;
  }

  /** What has to be read beyond the content of the groups before {@link #plan} can decide. */
  public Survey survey(DesiredVpc desired, VpcSnapshot snapshot) {
    Bindings bindings = new Bindings(desired, snapshot);
    Set<String> ruleIds = new TreeSet<>();
    Set<String> uses = new TreeSet<>();
    Set<String> prefixLists = new TreeSet<>();
    boolean vpc = false;
    for (Binding binding : bindings.all()) {
      if (binding.isManaged() && binding.declared().intent() == Intent.ABSENT) {
        uses.add(binding.groupId());
      }
    }
    for (Binding binding : bindings.all()) {
      vpc |= binding.isToBeCreated();
      if (binding.isToBeCreated()) {
        prefixLists(binding.declared().rules(), List.of(), prefixLists);
      }
      if (!binding.isManaged() || binding.declared().intent() == Intent.SUSPENDED) {
        continue;
      }
      if (uses.contains(binding.groupId()) && !binding.group().rules().isEmpty()) {
        ruleIds.add(binding.groupId());
      }
      // Which of the groups can go shows only later; with all or none of them a group differs most.
      for (Set<String> doomed : uses.isEmpty() ? List.of(uses) : List.of(uses, Set.<String>of())) {
        Resolved resolved = Resolved.of(binding.declared(), bindings, doomed);
        if (GroupDiff.isNone(binding.group(), resolved.rules())) {
          continue;
        }
        GroupDiff diff =
            GroupDiff.of(binding.group(), resolved.rules(), resolved.withheld(), doomed);
        if (diff.needsIds()) {
          ruleIds.add(binding.groupId());
        }
        if (diff.isMissingRules()) {
          prefixLists(resolved.rules(), binding.group().rules(), prefixLists);
        }
      }
    }
    return new Survey(ruleIds, uses, prefixLists, vpc);
  }

  private static void prefixLists(List<DesiredRule> rules, List<LiveRule> live, Set<String> into) {
    rules.forEach(rule -> prefixList(rule.permission().peer(), into));
    live.forEach(rule -> prefixList(rule.permission().peer(), into));
  }

  private static void prefixList(Peer peer, Set<String> into) {
    if (peer instanceof Peer.PrefixList list) {
      into.add(list.id());
    }
  }

  /**
   * The plan. The snapshot has to hold what {@link #survey} asked for.
   *
   * @param uses who holds the groups that are to be deleted; a group without an answer is held
   * @param consent beyond which steps are held
   * @throws IllegalArgumentException when the snapshot lacks rule ids that the survey asks for
   */
  public Plan plan(
      DesiredVpc desired, VpcSnapshot snapshot, Map<String, GroupUse> uses, Consent consent) {
    return new Run(desired, snapshot, uses, consent).plan();
  }

  /** One planning run. */
  private final class Run {
    private final DesiredVpc desired;
    private final VpcSnapshot snapshot;
    private final Bindings bindings;
    private final Deletions deletions;
    private final PlanContext context;
    private final GroupPlanner groupPlanner;
    private final TagDrift tags = new TagDrift();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<GroupKey, Draft> creates = new HashMap<>();
    private final List<Plan.Verdict> verdicts = new ArrayList<>();

    Run(DesiredVpc desired, VpcSnapshot snapshot, Map<String, GroupUse> uses, Consent consent) {
      this.desired = desired;
      this.snapshot = snapshot;
      bindings = new Bindings(desired, snapshot);
      deletions = new Deletions(bindings, snapshot, uses);
      context =
          new PlanContext(
              quotas, snapshot.prefixListWeights(), Ownership.ruleTags(desired.clusterId()));
      groupPlanner = new GroupPlanner(context);
    }

    Plan plan() {
      for (Binding binding : bindings.all()) {
        if (binding.isToBeCreated()) {
          Draft create = GroupPlanner.create(binding.declared());
          creates.put(binding.declared().key(), create);
          context.created(binding.declared().key(), create);
        }
      }
      bindings.all().forEach(this::group);
      List<Draft> deleting = deletions.plan(bindings, drafts);
      drafts.addAll(deleting);
      drafts.addAll(tags.drafts());
      List<Step> steps = Draft.number(drafts);
      return new Plan(desired.name(), desired.vpcId(), steps, settle(steps), bindings.undeclared());
    }

    private void group(Binding binding) {
      if (binding.problem() != Problem.NONE) {
        verdict(binding, null, State.LEFT_ALONE, binding.problem(), notOwned(binding));
      } else if (!binding.exists()) {
        absent(binding);
      } else if (deletions.doomed().contains(binding.groupId())) {
        verdict(binding, null, State.CHANGES, Problem.NONE, List.of());
      } else {
        present(binding);
      }
    }

    private List<String> notOwned(Binding binding) {
      List<String> detail = new ArrayList<>(List.of("group " + binding.groupId()));
      detail.addAll(Ownership.disagreements(binding.group(), binding.declared(), desired));
      return detail;
    }

    private void absent(Binding binding) {
      switch (binding.declared().intent()) {
        case ABSENT -> verdict(binding, null, State.GONE, Problem.NONE, List.of());
        case SUSPENDED -> verdict(binding, null, State.LEFT_ALONE, Problem.SUSPENDED, List.of());
        case PRESENT -> {
          Resolved resolved = Resolved.of(binding.declared(), bindings, deletions.doomed());
          GroupPlanner.Result result =
              groupPlanner.planNew(
                  binding.declared(),
                  resolved.rules(),
                  creates.get(binding.declared().key()),
                  snapshot.ipv6());
          drafts.addAll(result.drafts());
          verdict(binding, resolved, State.CHANGES, problem(result), List.of());
        }
      }
    }

    private void present(Binding binding) {
      Group live = binding.group();
      Resolved resolved = Resolved.of(binding.declared(), bindings, deletions.doomed());
      if (GroupDiff.isNone(live, resolved.rules())
          && binding.declared().intent() == Intent.PRESENT) {
        documented(binding, live, resolved);
        return;
      }
      GroupDiff diff =
          GroupDiff.of(live, resolved.rules(), resolved.withheld(), deletions.doomed());
      if (binding.declared().intent() == Intent.SUSPENDED) {
        boolean same = !diff.differs();
        verdict(
            binding,
            resolved,
            diff,
            same ? State.IN_SYNC : State.LEFT_ALONE,
            Problem.SUSPENDED,
            List.of());
        return;
      }
      if (diff.needsIds() && !live.detailed()) {
        throw new IllegalArgumentException(
            "the rules of " + live.groupId() + " differ and were not read with their ids");
      }
      Problem problem = Problem.NONE;
      List<Draft> own = List.of();
      if (diff.differs()) {
        GroupPlanner.Result result =
            binding.isHalfMade()
                ? groupPlanner.planHalfMade(binding.target(), resolved.rules(), live)
                : groupPlanner.planChanged(binding.target(), live, diff);
        own = result.drafts();
        drafts.addAll(own);
        problem = problem(result);
      }
      tags.group(binding.target(), live, binding.declared().tags());
      if (live.detailed()) {
        ruleTags(binding, diff, own);
      }
      List<String> holders = deletions.holders(binding.declared().key());
      verdict(
          binding,
          resolved,
          diff,
          State.IN_SYNC,
          holders == null ? problem : Problem.DELETION_BLOCKED,
          holders == null ? List.of() : holders);
    }

    /** Most groups of most checks: only tags can differ. */
    private void documented(Binding binding, Group live, Resolved resolved) {
      tags.group(binding.target(), live, binding.declared().tags());
      if (live.detailed()) {
        live.rules().forEach(rule -> tags.rule(binding.target(), rule, context.ruleTags()));
      }
      verdict(binding, resolved, live.rules().size(), 0, State.IN_SYNC, Problem.NONE, List.of());
    }

    /** Documented rules, and rules that a modify step has just turned into documented ones. */
    private void ruleTags(Binding binding, GroupDiff diff, List<Draft> own) {
      for (Direction direction : Direction.values()) {
        diff.side(direction)
            .matched
            .forEach(c -> tags.rule(binding.target(), c.from(), context.ruleTags()));
      }
      for (Draft draft : own) {
        if (draft.action() instanceof Step.Modify modify) {
          modify.changes().forEach(c -> tags.rule(binding.target(), c.from(), context.ruleTags()));
        }
      }
    }

    private static Problem problem(GroupPlanner.Result result) {
      return result.exceedsQuota() ? Problem.QUOTA_EXCEEDED : Problem.NONE;
    }

    private void verdict(
        Binding binding, Resolved resolved, State state, Problem problem, List<String> detail) {
      verdict(binding, resolved, 0, 0, state, problem, detail);
    }

    private void verdict(
        Binding binding,
        Resolved resolved,
        GroupDiff diff,
        State state,
        Problem problem,
        List<String> detail) {
      verdict(binding, resolved, diff.matching(), diff.kept(), state, problem, detail);
    }

    private void verdict(
        Binding binding,
        Resolved resolved,
        int matching,
        int kept,
        State state,
        Problem problem,
        List<String> detail) {
      Resolved rules =
          resolved == null
              ? Resolved.of(binding.declared(), bindings, deletions.doomed())
              : resolved;
      verdicts.add(
          new Plan.Verdict(
              binding.declared().key(),
              binding.declared().uid(),
              binding.declared().generation(),
              binding.groupId(),
              state,
              rules.rules().size() + rules.withheld().size(),
              binding.exists() ? binding.group().rules().size() : 0,
              matching,
              kept,
              rules.withheld(),
              problem,
              detail));
    }

    /** A group that some step changes is not in sync. */
    private List<Plan.Verdict> settle(List<Step> steps) {
      Set<GroupKey> changing = new TreeSet<>();
      steps.forEach(step -> step.groups().forEach(group -> changing.add(group.key())));
      return verdicts.stream()
          .map(
              verdict ->
                  verdict.state() == State.IN_SYNC && changing.contains(verdict.key())
                      ? verdict.withState(State.CHANGES)
                      : verdict)
          .toList();
    }
  }
}
