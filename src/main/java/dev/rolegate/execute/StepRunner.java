package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.plan.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries out one step: the call, and what EC2's answer asks for where the group is not as the plan
 * took it to be. What EC2 acknowledged is recorded as an own write.
 */
final class StepRunner {
  private final Ec2 ec2;
  private final OwnWrites writes;
  private final Effects effects;
  private final DeletionGate gate;
  private final RemedyGate remedies;
  private final GroupCreator creator;
  private final RuleWriter rules;
  private final InstantSource clock;

  StepRunner(
      Ec2 ec2,
      OwnWrites writes,
      Effects effects,
      DeletionGate gate,
      RemedyGate remedies,
      GroupCreator creator,
      InstantSource clock) {
    this.ec2 = ec2;
    this.writes = writes;
    this.effects = effects;
    this.gate = gate;
    this.remedies = remedies;
    this.creator = creator;
    this.rules = new RuleWriter(ec2, writes, effects, clock);
    this.clock = clock;
  }

  StepResult run(Step step) {
    String groupId = effects.idOf(step.group());
    try {
      if (step.action() instanceof Step.Create create) {
        return result(step, Outcome.APPLIED, creator.create(ec2, step.group().key(), create), null);
      }
      if (groupId.isEmpty() || effects.isAdopted(step.group().key())) {
        return result(step, Outcome.WAITING, groupId, null);
      }
      DeletionGate.Answer answer = gate.ask(step);
      if (answer != DeletionGate.Answer.OPEN) {
        return stopped(step, groupId, answer);
      }
      if (!remedies.mayGo(step)) {
        // It is another one by now, or another's: the next pass begins with a look at all of it.
        effects.readAgain();
        return result(step, Outcome.WAITING, groupId, null);
      }
      return result(step, change(step, groupId), groupId, null);
    } catch (GuardedEc2.Refused e) {
      return result(step, Outcome.DEFERRED, groupId, null);
    } catch (Ec2Exception e) {
      return failed(step, groupId, e);
    }
  }

  private StepResult stopped(Step step, String groupId, DeletionGate.Answer answer) {
    effects.readAgain();
    if (answer == DeletionGate.Answer.HELD && gate.tells(step)) {
      return result(step, Outcome.FAILED, groupId, gate.heldError(step));
    }
    return result(step, Outcome.WAITING, groupId, null);
  }

  private Outcome change(Step step, String groupId) {
    Step.Action action = step.action();
    if (action instanceof Step.RevokeDefaultEgress revoke) {
      return rules.revokeDefault(groupId, revoke.permissions())
          ? Outcome.APPLIED
          : notSeenYet(step);
    }
    if (action instanceof Step.Authorize authorize) {
      return authorize(step, groupId, authorize);
    }
    if (action instanceof Step.Modify modify) {
      return modify(step, groupId, modify);
    }
    if (action instanceof Step.Revoke revoke) {
      rules.revoke(groupId, revoke.direction(), revoke.rules());
      return Outcome.APPLIED;
    }
    if (action instanceof Step.Describe describe) {
      return describe(step, groupId, describe);
    }
    if (action instanceof Step.Tag tag) {
      ec2.tag(tag.resourceIds(), tag.tags());
      writes.tagged(tag.resourceIds(), tag.tags(), clock.instant());
      return Outcome.APPLIED;
    }
    if (action instanceof Step.Untag untag) {
      return untag(step, groupId, untag);
    }
    delete(step, groupId);
    return Outcome.APPLIED;
  }

  private Outcome untag(Step step, String groupId, Step.Untag untag) {
    try {
      ec2.untag(List.of(groupId), untag.tags().keySet());
    } catch (Ec2Exception e) {
      if (e.kind() == Kind.NOT_FOUND && writes.isFresh(groupId, clock.instant())) {
        return notSeenYet(step);
      }
      throw e;
    }
    writes.untagged(groupId, untag.tags().keySet(), clock.instant());
    return Outcome.APPLIED;
  }

  private Outcome authorize(Step step, String groupId, Step.Authorize authorize) {
    Map<Permission, Ec2.NewRule> wanted = new LinkedHashMap<>();
    for (DesiredRule rule : authorize.rules()) {
      resolved(rule.permission())
          .ifPresent(
              permission ->
                  wanted.putIfAbsent(permission, new Ec2.NewRule(permission, rule.description())));
    }
    if (wanted.isEmpty()) {
      return Outcome.WAITING;
    }
    try {
      rules.authorize(
          groupId, authorize.direction(), List.copyOf(wanted.values()), authorize.ruleTags());
      return Outcome.APPLIED;
    } catch (Ec2Exception e) {
      if (e.kind() == Kind.NOT_FOUND && namesFreshGroup(groupId, wanted.keySet())) {
        return notSeenYet(step);
      }
      throw e;
    }
  }

  private Outcome modify(Step step, String groupId, Step.Modify modify) {
    Optional<List<Step.Change>> known = withIds(groupId, modify.changes());
    if (known.isEmpty()) {
      return notSeenYet(step);
    }
    List<Ec2.RuleContent> contents = new ArrayList<>();
    Map<LiveRule, LiveRule> changes = new LinkedHashMap<>();
    for (Step.Change change : known.get()) {
      Optional<Permission> permission = resolved(change.to().permission());
      if (permission.isEmpty()) {
        return Outcome.WAITING;
      }
      String description = change.to().description();
      contents.add(new Ec2.RuleContent(change.from().ruleId(), permission.get(), description));
      changes.put(
          change.from(),
          change.from().withPermission(permission.get()).withDescription(description));
    }
    try {
      ec2.modify(groupId, contents);
    } catch (Ec2Exception e) {
      List<Permission> named = contents.stream().map(Ec2.RuleContent::permission).toList();
      if (e.kind() == Kind.NOT_FOUND && namesFreshGroup(groupId, named)) {
        return notSeenYet(step);
      }
      throw e;
    }
    changes.forEach((from, to) -> writes.changed(groupId, from, to, clock.instant()));
    return Outcome.APPLIED;
  }

  private Outcome describe(Step step, String groupId, Step.Describe describe) {
    Optional<List<Step.Change>> known = withIds(groupId, describe.changes());
    if (known.isEmpty()) {
      return notSeenYet(step);
    }
    Map<String, String> descriptions = new TreeMap<>();
    for (Step.Change change : known.get()) {
      descriptions.put(change.from().ruleId(), change.to().description());
    }
    ec2.describe(groupId, describe.direction(), descriptions);
    for (Step.Change change : known.get()) {
      LiveRule from = change.from();
      LiveRule to = from.withDescription(change.to().description());
      writes.changed(groupId, from, to, clock.instant());
    }
    return Outcome.APPLIED;
  }

  /**
   * The changes with the ids of their rules, which EC2 wants for both calls; a new group's default
   * egress has one that only a read tells. Empty while reads do not show such a rule.
   */
  private Optional<List<Step.Change>> withIds(String groupId, List<Step.Change> changes) {
    if (changes.stream().allMatch(change -> change.from().hasId())) {
      return Optional.of(changes);
    }
    List<LiveRule> live = ec2.rules(List.of(groupId)).get(groupId);
    List<Step.Change> known = new ArrayList<>();
    for (Step.Change change : changes) {
      List<LiveRule> found =
          change.from().hasId() ? List.of(change.from()) : RuleWriter.find(live, change.from());
      if (found.isEmpty()) {
        effects.readAgain();
        return Optional.empty();
      }
      known.add(new Step.Change(found.get(0), change.to()));
    }
    return Optional.of(known);
  }

  private void delete(Step step, String groupId) {
    try {
      ec2.deleteGroup(groupId);
    } catch (Ec2Exception e) {
      if (e.kind() == Kind.DEPENDENCY) {
        throw rules.withHolders(step.group(), e);
      }
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
    writes.deleted(groupId, clock.instant());
  }

  private Optional<Permission> resolved(Permission permission) {
    if (!(permission.peer() instanceof Peer.Declared declared)) {
      return Optional.of(permission);
    }
    String id = effects.idOf(declared.key());
    return id.isEmpty() ? Optional.empty() : Optional.of(permission.withPeer(new Peer.Group(id)));
  }

  private boolean namesFreshGroup(String groupId, Iterable<Permission> permissions) {
    boolean fresh = writes.isFresh(groupId, clock.instant());
    for (Permission permission : permissions) {
      fresh |=
          permission.peer() instanceof Peer.Group peer
              && writes.isFresh(peer.groupId(), clock.instant());
    }
    return fresh;
  }

  private Outcome notSeenYet(Step step) {
    effects.notSeenYet(step);
    return Outcome.WAITING;
  }

  private StepResult failed(Step step, String groupId, Ec2Exception error) {
    if (error.kind() == Kind.THROTTLED || error.kind() == Kind.UNAUDITED) {
      return result(step, Outcome.DEFERRED, groupId, error);
    }
    effects.readAgain();
    if (error.isOutcomeUnknown()) {
      step.groups().stream()
          .map(effects::idOf)
          .filter(id -> !id.isEmpty())
          .forEach(id -> writes.uncertain(id, clock.instant()));
    }
    return result(step, Outcome.FAILED, groupId, error);
  }

  private StepResult result(Step step, Outcome outcome, String groupId, Ec2Exception error) {
    return new StepResult(step, outcome, groupId, error, clock.instant());
  }

  /** EC2's name of the step's call, by which its request budget goes. */
  static String callOf(Step step) {
    Step.Action action = step.action();
    if (action instanceof Step.Create) {
      return "CreateSecurityGroup";
    }
    if (action instanceof Step.RevokeDefaultEgress) {
      return "RevokeSecurityGroupEgress";
    }
    if (action instanceof Step.Authorize authorize) {
      return "AuthorizeSecurityGroup" + suffix(authorize.direction());
    }
    if (action instanceof Step.Modify) {
      return "ModifySecurityGroupRules";
    }
    if (action instanceof Step.Revoke revoke) {
      return "RevokeSecurityGroup" + suffix(revoke.direction());
    }
    if (action instanceof Step.Describe describe) {
      return "UpdateSecurityGroupRuleDescriptions" + suffix(describe.direction());
    }
    if (action instanceof Step.Untag) {
      return "DeleteTags";
    }
    return action instanceof Step.Tag ? "CreateTags" : "DeleteSecurityGroup";
  }

  /** {@code Ingress} or {@code Egress}, the last word of EC2's names of calls. */
  static String suffix(Direction direction) {
    return direction == Direction.INGRESS ? "Ingress" : "Egress";
  }
}
