package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import dev.rolegate.plan.Unmanaged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks, right before rules are taken from a group that nobody declares, whether they still may be:
 * the ManagedVpc still wants it, the group is still nobody else's, each rule is still what it was,
 * and a default group is still unused where that is the condition. The groups of a plan are read in
 * one go, when the first of their steps comes up. Thread-safe.
 */
final class RemedyGate {
  /** What was read before this long says too little about now. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final DesiredVpc desired;
  private final Ec2 ec2;
  private final Guard guard;
  private final InstantSource clock;
  private final Set<String> groupIds = new TreeSet<>();
  private final Set<String> onlyUnused = new TreeSet<>();
  private Look look;

  private record Look(
      VpcSnapshot groups,
      Unmanaged unmanaged,
      Map<String, List<LiveRule>> rules,
      Map<String, GroupUse> uses,
      Instant at) {}

  RemedyGate(Plan plan, DesiredVpc desired, Ec2 ec2, Guard guard, InstantSource clock) {
    this.desired = desired;
    this.ec2 = ec2;
    this.guard = guard;
    this.clock = clock;
    for (Step step : plan.steps()) {
      if (step.remedy().isPresent() && !step.isHeld()) {
        groupIds.add(step.group().groupId());
        if (step.remedy().get().onlyUnused()) {
          onlyUnused.add(step.group().groupId());
        }
      }
    }
  }

  /**
   * True where the step may go, as all do that this is not about.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when it cannot be seen
   */
  boolean mayGo(Step step) {
    Optional<Step.Remedy> remedy = step.remedy();
    return remedy.isEmpty() || mayGo(step, remedy.get());
  }

  private synchronized boolean mayGo(Step step, Step.Remedy remedy) {
    if (!guard.mayRemediate()) {
      return false;
    }
    if (look == null || isStale()) {
      look = read();
    }
    String id = step.group().groupId();
    Optional<Group> group = look.groups().group(id);
    if (group.isEmpty() || refusal(group.get(), remedy).isPresent()) {
      return false;
    }
    List<LiveRule> live =
        look.rules().getOrDefault(id, List.of()).stream()
            .map(rule -> rule.withSettled(true))
            .toList();
    return ((Step.Revoke) step.action())
            .rules().stream().allMatch(rule -> live.contains(rule.withSettled(true)))
        && (!remedy.onlyUnused()
            || Optional.ofNullable(look.uses().get(id)).filter(GroupUse::unused).isPresent());
  }

  private Optional<String> refusal(Group group, Step.Remedy remedy) {
    return remedy.guardrails().isEmpty()
        ? look.unmanaged().refusalToClose(group)
        : look.unmanaged().refusal(group);
  }

  private Look read() {
    Instant at = clock.instant();
    var groups = VpcSnapshot.of(desired.vpcId(), false, ec2.groups(desired.vpcId()));
    return new Look(
        groups,
        new Unmanaged(desired, groups),
        ec2.rules(groupIds),
        onlyUnused.isEmpty() ? Map.of() : ec2.uses(onlyUnused),
        at);
  }

  private boolean isStale() {
    Duration age = Duration.between(look.at(), clock.instant());
    return age.isNegative() || age.compareTo(FRESH) >= 0;
  }
}
