package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import dev.rolegate.plan.Step.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks, right before anything is taken from a group that goes, whether it still may go: its
 * resource is still being deleted, or it is still to be retired, and still nothing uses it. The
 * groups of a plan are asked about in one go, when the first of their steps comes up. Thread-safe.
 */
final class DeletionGate {
  /** What was read before this long says too little about now to delete a group by it. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** What the gate says. */
  enum Answer {
    OPEN,
    /** The resource is no longer there to be deleted, or could not be read. */
    NOT_WANTED,
    /** Something holds the group, or may. */
    HELD,
    /** It could not be counted against the limit of deletions. */
    NOT_COUNTED
  }

  private final Ec2 ec2;
  private final Guard guard;
  private final InstantSource clock;
  private final Map<GroupKey, String> uids = new HashMap<>();
  private final Map<Integer, Set<Step.Target>> deletions = new HashMap<>();
  private final Map<GroupKey, Boolean> wanted = new HashMap<>();
  private final Map<String, GroupUse> uses = new HashMap<>();
  private final Map<GroupKey, Retirement> retirements = new HashMap<>();
  private final Map<Integer, Step.Target> quarantines = new HashMap<>();
  private Instant usesAt;
  private Boolean counted;

  DeletionGate(Plan plan, DesiredVpc desired, Ec2 ec2, Guard guard, InstantSource clock) {
    this.clock = clock;
    this.ec2 = ec2;
    this.guard = guard;
    for (DesiredGroup group : desired.groups()) {
      uids.put(group.key(), group.uid());
    }
    desired.retirements().forEach(one -> retirements.put(one.key(), one));
    Map<Integer, Step> steps = new HashMap<>();
    plan.steps().forEach(step -> steps.put(step.number(), step));
    for (Step step : plan.steps()) {
      if (step.action() instanceof Step.Delete && !step.isHeld()) {
        mark(step, steps);
      } else if (isWanted(step.group().key(), Wanted.QUARANTINE)) {
        quarantines.put(step.number(), step.group());
      }
    }
  }

  private boolean isWanted(GroupKey key, Wanted what) {
    return retirements.containsKey(key) && retirements.get(key).wanted() == what;
  }

  /** A deletion's steps are those that its DeleteSecurityGroup waits for, and it. */
  private void mark(Step delete, Map<Integer, Step> steps) {
    Deque<Integer> open = new ArrayDeque<>(Set.of(delete.number()));
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      int number = open.poll();
      if (!seen.add(number)) {
        continue;
      }
      deletions.computeIfAbsent(number, n -> new TreeSet<>()).add(delete.group());
      for (Step.Wait wait : steps.get(number).waits()) {
        boolean takesDown =
            wait.cause() == Cause.RULES_GONE || wait.cause() == Cause.REFERENCES_GONE;
        if (takesDown && steps.containsKey(wait.step())) {
          open.add(wait.step());
        }
      }
    }
  }

  /**
   * May this step go, as far as the deletions that it belongs to are concerned, or the quarantine?
   */
  Answer ask(Step step) {
    Step.Target quarantined = quarantines.get(step.number());
    if (quarantined != null) {
      return askToEmpty(quarantined);
    }
    Set<Step.Target> targets = deletions.getOrDefault(step.number(), Set.of());
    // Steps that take nothing down must not queue for the reads that the others need.
    return targets.isEmpty() ? Answer.OPEN : ask(step, targets);
  }

  private synchronized Answer ask(Step step, Set<Step.Target> targets) {
    for (Step.Target target : targets) {
      boolean last = step.action() instanceof Step.Delete;
      if (last || !wanted.containsKey(target.key())) {
        wanted.put(target.key(), isWanted(target));
      }
      if (!wanted.get(target.key())) {
        return Answer.NOT_WANTED;
      }
      if (last) {
        readAgain(target);
      }
      if (!use(target).unused()) {
        return Answer.HELD;
      }
    }
    return isCounted() ? Answer.OPEN : Answer.NOT_COUNTED;
  }

  private boolean isWanted(Step.Target target) {
    Retirement retirement = retirements.get(target.key());
    return retirement == null
        ? guard.mayDelete(target.key(), uids.get(target.key()))
        : guard.mayRetire(retirement.name(), retirement.uid(), retirement.wanted());
  }

  /**
   * Each step by itself, since nothing but the group's own rules stands between them. A rule
   * elsewhere that has come to name the group meanwhile is not looked for: while no interface has
   * the group, its rules let nobody in or out, and they come back once that rule is seen.
   */
  private synchronized Answer askToEmpty(Step.Target target) {
    if (!isWanted(target)) {
      return Answer.NOT_WANTED;
    }
    if (isStale()) {
      usesAt = null;
    }
    return use(target).unused() ? Answer.OPEN : Answer.HELD;
  }

  /** All that nothing uses, in one write: which of them are still wanted shows one by one. */
  private boolean isCounted() {
    if (counted == null) {
      Set<String> ids = new TreeSet<>();
      deletions
          .values()
          .forEach(
              targets ->
                  targets.stream()
                      .filter(target -> use(target).unused())
                      .forEach(target -> ids.add(target.groupId())));
      counted = guard.reserve(ids);
    }
    return counted;
  }

  /** True for a step whose refusal says by what the group is held; others just wait. */
  boolean tells(Step step) {
    return step.action() instanceof Step.Delete || quarantines.containsKey(step.number());
  }

  /** The refusal of a step that takes something from a group, with what holds the group. */
  Ec2Exception heldError(Step step) {
    Step.Target target = step.group();
    String action = StepRunner.callOf(step);
    GroupUse use = use(target);
    String why =
        use.holders().isEmpty()
            ? "who uses it could not be read: " + String.join("; ", use.unknown())
            : "held by " + String.join(", ", use.holders());
    return new Ec2Exception(
        Kind.DEPENDENCY,
        action,
        "DependencyViolation",
        action + ": " + target + " stays: " + why,
        null);
  }

  /** The steps before a deletion may have taken their time, or the process may have stood still. */
  private void readAgain(Step.Target target) {
    if (isStale()) {
      uses.putAll(ec2.uses(Set.of(target.groupId())));
    }
  }

  private boolean isStale() {
    if (usesAt == null) {
      return false;
    }
    Duration age = Duration.between(usesAt, clock.instant());
    return age.isNegative() || age.compareTo(FRESH) >= 0;
  }

  private synchronized GroupUse use(Step.Target target) {
    if (usesAt == null) {
      Instant asked = clock.instant();
      Set<String> ids = new TreeSet<>();
      deletions.values().forEach(targets -> targets.forEach(group -> ids.add(group.groupId())));
      quarantines.values().forEach(group -> ids.add(group.groupId()));
      uses.putAll(ec2.uses(ids));
      usesAt = asked;
    }
    return Optional.ofNullable(uses.get(target.groupId()))
        .orElseGet(() -> new GroupUse(target.groupId(), List.of(), List.of("no answer")));
  }
}
