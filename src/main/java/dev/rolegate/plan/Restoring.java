package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.plan.Retirements.Result;
import dev.rolegate.plan.Step.Effect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives groups back what they had: the group itself where it is gone, its rules with their
 * descriptions and tags, and the rules elsewhere that named it. Nothing is taken from a group, but
 * for the egress that EC2 adds to a new one.
 */
final class Restoring {
  private final RetiredGroups groups;
  private final PlanContext context;
  private final Map<String, Retirement> wanted = new LinkedHashMap<>();
  private final Map<String, Draft> creates = new HashMap<>();

  /** What rules are to name now, by the ids that groups had before they were made anew. */
  private final Map<String, Peer> peers = new HashMap<>();

  Restoring(RetiredGroups groups, PlanContext context) {
    this.groups = groups;
    this.context = context;
  }

  /** A retirement whose group may be touched, or may be made. */
  void add(Retirement retirement) {
    wanted.put(retirement.name(), retirement);
    Group former = retirement.former();
    Peer now =
        groups
            .live(retirement)
            .<Peer>map(group -> new Peer.Group(group.groupId()))
            .orElseGet(() -> new Peer.Declared(retirement.key()));
    peers.put(retirement.groupId(), now);
    peers.put(former.groupId(), now);
    if (now instanceof Peer.Declared) {
      Draft create =
          RestoringGroup.draft(
              groups.target(retirement),
              groups.target(retirement),
              new Step.Create(former.name(), former.description(), groups.tagsAnew(retirement)),
              Effect.NEUTRAL);
      creates.put(retirement.name(), create);
      context.created(retirement.key(), create);
    }
  }

  /** By name. */
  Map<String, Result> plan() {
    Map<String, Result> results = new HashMap<>();
    wanted.forEach(
        (name, retirement) ->
            results.put(
                name,
                new RestoringGroup(retirement, groups, this, context, creates.get(name)).plan()));
    return results;
  }

  /**
   * A rule that comes back.
   *
   * @param certain false where its peer may not exist any more: nothing here shows it
   */
  record Back(DesiredRule rule, Map<String, String> tags, boolean certain) {
    /** True where the peer is another group that the same plan makes. */
    boolean awaits(GroupKey own) {
      return rule.permission().peer() instanceof Peer.Declared peer && !peer.key().equals(own);
    }
  }

  /** The rule with the peer that it names from now on. */
  Back back(LiveRule rule, Retirement retirement) {
    Peer peer = rule.permission().peer();
    boolean certain = peer instanceof Peer.Address;
    if (peer instanceof Peer.Group group) {
      peer = peer(group, retirement);
      certain = peer instanceof Peer.Declared || isThere((Peer.Group) peer);
    }
    DesiredRule wanted =
        new DesiredRule(
            rule.direction(),
            rule.permission().withPeer(peer),
            rule.ruleName(),
            rule.description());
    return new Back(wanted, rule.tags(), certain);
  }

  private Peer peer(Peer.Group former, Retirement retirement) {
    Peer now = peers.get(former.groupId());
    if (now != null) {
      return now;
    }
    String renamed = retirement.renamed().get(former.groupId());
    return renamed == null ? former : new Peer.Group(renamed);
  }

  private boolean isThere(Peer.Group peer) {
    return groups.snapshot().groups().containsKey(peer.groupId());
  }

  /** The id that a group has now; the former one where it was not made anew, or is so now. */
  String idNow(String formerId, Retirement retirement) {
    return peer(new Peer.Group(formerId), retirement) instanceof Peer.Group now
        ? now.groupId()
        : formerId;
  }
}
