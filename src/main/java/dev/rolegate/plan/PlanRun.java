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
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Plan.Problem;
import dev.rolegate.plan.Plan.State;
import dev.rolegate.plan.Step.Cause;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one plan. */
final class PlanRun {
  private final Aim aim;
  private final DesiredVpc desired;
  private final VpcSnapshot snapshot;
  private final Bindings bindings;
  private final Holds holds;
  private final Deletions deletions;
  private final Retirements retirements;
  private final Remedies remedies;
  private final PlanContext context;
  private final GroupPlanner groupPlanner;
  private final TagDrift tags = new TagDrift();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<GroupKey, Draft> creates = new HashMap<>();
  private final Verdicts verdicts;

  PlanRun(
      DesiredVpc desired,
      VpcSnapshot snapshot,
      Map<String, GroupUse> uses,
      Consent consent,
      Quotas quotas,
      Aim aim) {
    this.aim = aim;
    this.desired = desired;
    this.snapshot = snapshot;
    bindings = new Bindings(desired, snapshot);
    holds = new Holds(consent);
    verdicts = new Verdicts(holds);
    // What is declared to go counts first against the limit.
    DeletionLimit limit = new DeletionLimit(consent, holds);
    deletions = new Deletions(bindings, snapshot, uses, limit, holds);
    context = new PlanContext(quotas, snapshot.prefixListWeights(), desired, aim);
    retirements = new Retirements(desired, snapshot, bindings, uses, limit, context);
    remedies = new Remedies(desired, snapshot, bindings, uses, holds);
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
    Map<GroupKey, Look> looks = new HashMap<>();
    bindings.all().forEach(binding -> looks.put(binding.declared().key(), look(binding)));
    holds.limit(narrowing(looks));
    bindings.all().forEach(binding -> group(binding, looks.get(binding.declared().key())));
    List<Draft> deleting = deletions.plan(bindings, drafts);
    drafts.addAll(deleting);
    drafts.addAll(tags.drafts());
    drafts.addAll(retirements.drafts());
    drafts.addAll(remedies.drafts());
    List<Step> steps =
        Draft.number(drafts).stream().map(step -> step.because(aim.reason(step.reason()))).toList();
    List<String> undeclared = aim.isWholeVpc() ? bindings.undeclared() : List.of();
    return new Plan(
        desired.name(),
        desired.vpcId(),
        steps,
        verdicts.settle(steps),
        undeclared,
        retirements.verdicts(),
        remedies.verdicts());
  }

  /** A group against its declaration; without a difference where there is nothing to compare. */
  private record Look(Resolved resolved, GroupDiff diff) {}

  private Look look(Binding binding) {
    Resolved resolved = Resolved.of(binding.declared(), bindings, deletions.doomed());
    boolean compared = binding.isManaged() && !deletions.doomed().contains(binding.groupId());
    if (!compared || isDocumented(binding, resolved)) {
      return new Look(resolved, null);
    }
    return new Look(resolved, GroupDiff.of(binding.group(), resolved, deletions.doomed()));
  }

  private static boolean isDocumented(Binding binding, Resolved resolved) {
    return binding.declared().intent() == Intent.PRESENT
        && !binding.takenOver()
        && GroupDiff.isNone(binding.group(), resolved.rules());
  }

  private NarrowingLimit narrowing(Map<GroupKey, Look> looks) {
    NarrowingLimit limit = new NarrowingLimit();
    for (Binding binding : bindings.all()) {
      Resolved resolved = looks.get(binding.declared().key()).resolved();
      GroupDiff diff = looks.get(binding.declared().key()).diff();
      boolean changes = binding.declared().intent() != Intent.SUSPENDED;
      if (diff != null) {
        Holds.OfGroup own = holds.of(binding);
        limit.compare(
            binding.groupId(),
            diff,
            holds.ours(binding),
            rule -> !changes || own.isSettled(rule) || resolved.expired().contains(rule));
      } else if (binding.isManaged()) {
        limit.has(binding.group().rules().size());
      }
    }
    return limit;
  }

  private void group(Binding binding, Look look) {
    Resolved resolved = look.resolved();
    if (binding.problem() != Problem.NONE) {
      verdicts.without(binding, resolved, State.LEFT_ALONE, binding.problem(), binding.detail());
    } else if (!binding.exists()) {
      absent(binding, resolved);
    } else if (look.diff() != null) {
      present(binding, resolved, look.diff());
    } else if (deletions.doomed().contains(binding.groupId())) {
      verdicts.without(binding, resolved, State.CHANGES, Problem.NONE, List.of());
    } else {
      documented(binding, resolved);
    }
  }

  private void absent(Binding binding, Resolved resolved) {
    switch (binding.declared().intent()) {
      case ABSENT -> verdicts.without(binding, resolved, State.GONE, Problem.NONE, List.of());
      case SUSPENDED ->
          verdicts.without(binding, resolved, State.LEFT_ALONE, Problem.SUSPENDED, List.of());
      case PRESENT -> {
        GroupPlanner.Result result =
            groupPlanner.planNew(
                binding.declared(),
                resolved.rules(),
                creates.get(binding.declared().key()),
                snapshot.ipv6());
        drafts.addAll(result.drafts());
        verdicts.without(binding, resolved, State.CHANGES, problem(result), List.of());
      }
    }
  }

  /** Most groups of most checks: only tags can differ. */
  private void documented(Binding binding, Resolved resolved) {
    Group live = binding.group();
    tags.group(binding.target(), live, binding.declared().tags());
    if (live.detailed()) {
      for (int i = 0; i < live.rules().size(); i++) {
        ruleTags(tags, binding, live.rules().get(i), resolved.rules().get(i));
      }
    }
    drafts.addAll(unmarked(binding));
    verdicts.documented(binding, resolved);
  }

  /**
   * A document ends a quarantine: whoever may delete what bears the mark could otherwise delete a
   * group that is declared.
   */
  private List<Draft> unmarked(Binding binding) {
    Group live = binding.group();
    String own = desired.clusterId();
    if (!own.equals(live.tags().get(Ownership.RETIRED))
        || desired.retirements().stream().anyMatch(r -> r.groupId().equals(live.groupId()))) {
      return List.of();
    }
    return List.of(
        new Draft(
            Phase.TAG,
            List.of(binding.target()),
            new Step.Untag(Map.of(Ownership.RETIRED, own)),
            Effect.NEUTRAL,
            "declared, and so no longer in quarantine"));
  }

  private void present(Binding binding, Resolved resolved, GroupDiff diff) {
    Group live = binding.group();
    if (binding.declared().intent() == Intent.SUSPENDED) {
      State state = diff.differs() ? State.LEFT_ALONE : State.IN_SYNC;
      verdicts.compared(binding, resolved, diff, state, Problem.SUSPENDED, List.of());
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
              : groupPlanner.planChanged(binding.target(), live, diff, holds.of(binding));
      own = result.drafts();
      problem = problem(result);
    }
    if (binding.takenOver()) {
      takeOver(binding, diff, own);
    } else {
      drafts.addAll(own);
      drafts.addAll(unmarked(binding));
      tags.group(binding.target(), live, binding.declared().tags());
      ruleTags(tags, binding, diff, own);
    }
    List<String> holders = deletions.holders(binding.declared().key());
    verdicts.compared(
        binding,
        resolved,
        diff,
        State.IN_SYNC,
        holders == null ? problem : Problem.DELETION_BLOCKED,
        holders == null ? List.of() : holders);
  }

  /**
   * The group's tags go first, and all else of it waits for them: they are what allows Rolegate to
   * change it, in IAM too. Tags of its rules share no call with other groups', which do not wait.
   */
  private void takeOver(Binding binding, GroupDiff diff, List<Draft> own) {
    Draft first =
        TagDrift.takeOver(
            binding.target(),
            binding.declared().tags(),
            binding.declared().provenance().adopts()
                ? "adopted, and not tagged yet"
                : "its tags were lost, and the platform team gives it to this namespace again");
    TagDrift ofRules = new TagDrift();
    ruleTags(ofRules, binding, diff, own);
    List<Draft> all = new ArrayList<>(own);
    all.addAll(ofRules.drafts());
    all.addAll(unmarked(binding));
    all.forEach(draft -> draft.after(first, Cause.TAGGED));
    drafts.add(first);
    drafts.addAll(all);
  }

  /** Documented rules, and rules that a modify step has just turned into documented ones. */
  private void ruleTags(TagDrift into, Binding binding, GroupDiff diff, List<Draft> own) {
    if (!binding.group().detailed()) {
      return;
    }
    for (Direction direction : Direction.values()) {
      diff.side(direction).matched.forEach(c -> ruleTags(into, binding, c.from(), c.to()));
    }
    for (Draft draft : own) {
      if (draft.action() instanceof Step.Modify modify) {
        modify.changes().forEach(c -> ruleTags(into, binding, c.from(), c.to()));
      }
    }
  }

  private void ruleTags(TagDrift into, Binding binding, LiveRule live, DesiredRule wanted) {
    into.rule(binding.target(), live, context.ruleTags(binding.target(), wanted));
  }

  private static Problem problem(GroupPlanner.Result result) {
    return result.exceedsQuota() ? Problem.QUOTA_EXCEEDED : Problem.NONE;
  }
}
