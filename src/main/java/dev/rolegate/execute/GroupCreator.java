package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates groups. CreateSecurityGroup has no client token: when its answer is lost, or the name is
 * taken, the group of that name is ours only if it proves so.
 */
final class GroupCreator {
  private final OwnWrites writes;
  private final Effects effects;
  private final DesiredVpc desired;
  private final VpcSnapshot snapshot;
  private final InstantSource clock;
  private final Map<GroupKey, DesiredGroup> declared = new HashMap<>();

  GroupCreator(
      OwnWrites writes,
      Effects effects,
      DesiredVpc desired,
      VpcSnapshot snapshot,
      InstantSource clock) {
    this.writes = writes;
    this.effects = effects;
    this.desired = desired;
    this.snapshot = snapshot;
    this.clock = clock;
    desired.groups().forEach(group -> declared.put(group.key(), group));
  }

  /** Gives the id of the new group, or of the own one that an earlier call made. */
  String create(Ec2 ec2, GroupKey key, Step.Create create) {
    String id;
    try {
      id =
          ec2.createGroup(desired.vpcId(), create.groupName(), create.description(), create.tags());
    } catch (Ec2Exception e) {
      if (e.kind() != Kind.ALREADY_EXISTS && !e.isOutcomeUnknown()) {
        throw e;
      }
      return adopt(ec2, key, create, e);
    }
    effects.created(key, id);
    writes.created(
        new Group(
            id,
            create.groupName(),
            create.description(),
            desired.vpcId(),
            snapshot.account(),
            create.tags(),
            defaultEgress(),
            true),
        clock.instant());
    return id;
  }

  private String adopt(Ec2 ec2, GroupKey key, Step.Create create, Ec2Exception error) {
    List<Group> found = ec2.groupsNamed(desired.vpcId(), create.groupName());
    if (found.isEmpty()) {
      // Not made, or not to be seen yet: the name keeps a second try from making a second group.
      throw error;
    }
    Group live = found.get(0);
    if (!isOwn(live, key, create)) {
      throw new Ec2Exception(
          Kind.ALREADY_EXISTS,
          error.action(),
          error.code(),
          "CreateSecurityGroup: "
              + live.groupId()
              + " in "
              + desired.vpcId()
              + " has the name '"
              + create.groupName()
              + "' and not the tags by which Rolegate would know it as "
              + key
              + "; it is left alone. "
              + (declared.containsKey(key)
                  ? "Declare another groupName, or delete or rename that group"
                  : "Delete that group, and it is made anew"),
          error);
    }
    effects.adopted(key, live.groupId());
    writes.created(live, clock.instant());
    return live.groupId();
  }

  private boolean isOwn(Group live, GroupKey key, Step.Create create) {
    DesiredGroup group = declared.get(key);
    if (group == null) {
      // Nothing declares a group that comes back; all its tags, with the mark, are on no other.
      return live.description().equals(create.description())
          && live.tags().entrySet().containsAll(create.tags().entrySet());
    }
    // An id in status is of a group that is gone, else there would be nothing to create.
    return Ownership.prove(live, group.withKnownGroupId(""), desired) == Ownership.Proof.OWNED;
  }

  /** What EC2 gives every new group; nobody knows the ids before a read. */
  private List<LiveRule> defaultEgress() {
    List<LiveRule> rules = new ArrayList<>();
    rules.add(anywhere("0.0.0.0/0"));
    if (snapshot.ipv6()) {
      rules.add(anywhere("::/0"));
    }
    return rules;
  }

  private static LiveRule anywhere(String cidr) {
    Permission all =
        new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse(cidr)));
    return LiveRule.content(Direction.EGRESS, all, "").withSettled(false);
  }
}
