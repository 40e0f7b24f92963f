package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The group that a rule is to come back to, as it is now. */
final class RuleGround {
  private final RuleRemoval removal;
  private final VpcSnapshot snapshot;
  private final List<Cidr> ranges;
  private final Group group;
  private final boolean peerElsewhere;

  private RuleGround(
      RuleRemoval removal,
      VpcSnapshot snapshot,
      List<Cidr> ranges,
      Group group,
      boolean peerElsewhere) {
    this.removal = removal;
    this.snapshot = snapshot;
    this.ranges = ranges;
    this.group = group;
    this.peerElsewhere = peerElsewhere;
  }

  /**
   * @throws UserError when the group is gone, or is being changed
   */
  static RuleGround read(RuleRemoval removal, Ec2 ec2) {
    String vpcId = removal.context().vpcId();
    // A VPC that these credentials do not see would look like one without groups.
    Ec2.VpcFacts facts = ec2.vpc(vpcId);
    LiveGroups live = LiveGroups.read(ec2, vpcId, Set.of(removal.groupId()));
    if (!live.steady()) {
      throw new UserError(
          "groups of "
              + vpcId
              + " are being changed right now: no two reads in a row agreed. Let it come to rest, and"
              + " try again");
    }
    VpcSnapshot snapshot = VpcSnapshot.of(vpcId, facts.ipv6(), live.groups().values());
    Group group =
        snapshot
            .group(removal.groupId())
            .orElseThrow(
                () ->
                    new UserError(
                        removal.groupId()
                            + " is not in "
                            + vpcId
                            + " any more, and its rules went with it. A group that Rolegate retired"
                            + " comes back with: rolegate restore "
                            + removal.groupId()));
    boolean elsewhere =
        removal.rule().permission().peer() instanceof Peer.Group peer
            && peer.accountId().isEmpty()
            && snapshot.group(peer.groupId()).isEmpty()
            && !ec2.rules(List.of(peer.groupId()))
                .getOrDefault(peer.groupId(), List.of())
                .isEmpty();
    return new RuleGround(removal, snapshot, facts.ranges(), group, elsewhere);
  }

  VpcSnapshot snapshot() {
    return snapshot;
  }

  /** The VPC's own address blocks. */
  List<Cidr> ranges() {
    return ranges;
  }

  /** The group with the rule in it; where it is not back yet, the rule has no id. */
  Group withRule() {
    LiveRule was = removal.rule();
    List<LiveRule> rules = new ArrayList<>(withoutRule().rules());
    rules.add(
        back()
            .orElseGet(
                () ->
                    new LiveRule(
                        "",
                        was.direction(),
                        was.permission(),
                        was.description(),
                        was.tags(),
                        true)));
    return group.withRules(rules, true);
  }

  /** The group with its other rules alone. */
  Group withoutRule() {
    return group.withRules(
        group.rules().stream().filter(rule -> !isOfContent(rule)).toList(), true);
  }

  /** True where it was never removed. */
  boolean isThereStill() {
    return group.rules().stream().anyMatch(r -> r.ruleId().equals(removal.rule().ruleId()));
  }

  /** The rule, where it came back already, as it was but for its id. */
  Optional<LiveRule> back() {
    return twin().filter(this::isAsItWas);
  }

  private Optional<LiveRule> twin() {
    return group.rules().stream().filter(this::isOfContent).findFirst();
  }

  private boolean isOfContent(LiveRule rule) {
    return rule.direction() == removal.rule().direction()
        && rule.permission().equals(removal.rule().permission());
  }

  private boolean isAsItWas(LiveRule live) {
    return live.description().equals(removal.rule().description())
        && live.tags().equals(removal.rule().tags());
  }

  /**
   * @param closesDefault whether the ManagedVpc closes the default group
   * @param althoughUnknown whether it may come back where nobody knows that Rolegate removed it
   * @throws UserError when the rule cannot come back, or would not stay
   */
  void check(boolean closesDefault, boolean althoughUnknown) {
    checkCause(closesDefault);
    checkOwner();
    if (removal.isUncertain() && !althoughUnknown) {
      throw new UserError(
          "whether Rolegate removed "
              + removal.rule().ruleId()
              + " is not known: EC2 does not have it, but the audit log does not say how the call of "
              + removal.call().time()
              + " ended, so somebody else may have removed it on purpose. Give the log that has the"
              + " end of call "
              + removal.call().id()
              + ". Where there is none, as the operator was killed right then, and nobody else removed"
              + " it, add --although-unknown. The rule was: "
              + removal.rule().direction().word()
              + " "
              + removal.rule().permission()
              + " \""
              + removal.rule().description()
              + "\"");
    }
    twin()
        .filter(live -> !isAsItWas(live))
        .ifPresent(
            live -> {
              throw new UserError(
                  removal.groupId()
                      + " has a rule of that content again, "
                      + live.ruleId()
                      + ", with another description or other tags; EC2 holds each content once. To have"
                      + " that one accepted, write a GuardrailException with groupId "
                      + removal.groupId()
                      + " and rule "
                      + live.ruleId());
            });
    checkPeer();
  }

  private void checkCause(boolean closesDefault) {
    if (!removal.guardrails().isEmpty()) {
      return;
    }
    if (!group.name().equals("default")) {
      throw new UserError(
          removal.rule().ruleId()
              + " was taken from "
              + removal.groupId()
              + " because: "
              + removal.context().why()
              + "\n  No guardrail was behind that. A retired group comes back with all its rules: rolegate"
              + " restore "
              + removal.context().groups().get(0).key().name());
    }
    if (closesDefault) {
      throw new UserError(
          "spec.defaultGroup of ManagedVpc "
              + removal.context().vpc()
              + " is Close, so the rule would be removed again. First: kubectl patch managedvpc "
              + removal.context().vpc()
              + " --type merge -p '{\"spec\":{\"defaultGroup\":\"Report\"}}'");
    }
  }

  private void checkOwner() {
    if (group.tags().containsKey(Ownership.CLUSTER)) {
      throw new UserError(
          removal.groupId()
              + " bears the tags of a managed group by now, that of "
              + group.tags().get(Ownership.NAMESPACE)
              + "/"
              + group.tags().get(Ownership.NAME)
              + ": documents say what it holds; write the rule there");
    }
    if (group.tags().containsKey(Ownership.RETIRED)) {
      throw new UserError(
          removal.groupId()
              + " is retired by now, without its rules; first: rolegate restore "
              + removal.groupId());
    }
  }

  private void checkPeer() {
    if (removal.rule().permission().peer() instanceof Peer.Group peer
        && peer.accountId().isEmpty()
        && snapshot.group(peer.groupId()).isEmpty()
        && !peerElsewhere) {
      throw new UserError(
          "the rule's peer, group "
              + peer.groupId()
              + ", does not exist any more, so the rule cannot come back");
    }
  }
}
