package dev.rolegate.execute.revert;

import dev.rolegate.execute.audit.AuditState;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Restoration;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Goes back through the calls of one plan, the last first, and says what that leads to. */
final class Undoing {
  private final String hash;
  private final List<AuditedCall> calls;
  private final VpcSnapshot live;
  private final Predicate<String> existsElsewhere;
  private final List<String> lost = new ArrayList<>();
  private final List<String> differing = new ArrayList<>();
  private final Map<String, GroupUndoing> groups = new LinkedHashMap<>();

  Undoing(
      String hash, List<AuditedCall> calls, VpcSnapshot live, Predicate<String> existsElsewhere) {
    this.hash = hash;
    this.calls = calls.stream().filter(call -> !call.isWithoutEffect()).toList();
    this.live = live;
    this.existsElsewhere = existsElsewhere;
  }

  Reversal reversal() {
    // First, so that what was done within groups that go is not taken for a loss.
    calls.stream().filter(Undoing::isCreate).forEach(this::uncreate);
    for (int i = calls.size() - 1; i >= 0; i--) {
      undo(calls.get(i));
    }
    Map<GroupKey, DesiredGroup> desired = new LinkedHashMap<>();
    Map<GroupKey, List<LiveRule>> tagged = new HashMap<>();
    List<Retirement> retirements = new ArrayList<>();
    for (GroupUndoing group : groups.values()) {
      if (group.isOrphan()) {
        OrphanUndoing.of(group).ifPresent(retirements::add);
        continue;
      }
      Optional<DesiredGroup> wanted = desired(group);
      if (wanted.isPresent() && desired.putIfAbsent(group.key(), wanted.get()) != null) {
        group.differ("another group of that name was changed by the same plan; this one stays");
      } else if (wanted.isPresent()) {
        tagged.put(group.key(), group.restored().stream().map(this::withPeer).toList());
      }
    }
    if (groups.values().stream()
        .anyMatch(g -> g.rules().stream().anyMatch(g::isRestored) && !g.isCreated())) {
      lost.add("rules that are added again have new sgr- ids");
    }
    if (calls.stream().anyMatch(call -> !call.before().rules().isEmpty())) {
      lost.add("connections that have ended since do not come back by themselves");
    }
    var context = calls.isEmpty() ? null : calls.get(0).context();
    return new Reversal(
        new DesiredVpc(
            context == null ? "" : context.vpc(),
            live.vpcId(),
            context == null ? "" : context.region(),
            context == null ? "" : context.cluster(),
            List.copyOf(desired.values()),
            retirements),
        new Restoration("revert of plan " + hash.substring(0, Math.min(12, hash.length())), tagged),
        lost,
        differing);
  }

  private void undo(AuditedCall call) {
    AuditState before = call.before();
    AuditState after = call.after();
    boolean certain = !call.isUncertain();
    if (!certain) {
      differing.add(
          call.action()
              + " of "
              + call.context().groups().get(0).key()
              + " at "
              + call.time()
              + " has no known end; what EC2 holds now decides");
    }
    switch (call.action()) {
      case "CreateSecurityGroup" -> {}
      case "DeleteSecurityGroup" -> group(call).undelete(before);
      case "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress" -> {
        List<LiveRule> made = call.end().map(end -> end.created().rules()).orElse(List.of());
        group(call).unauthorize(made.isEmpty() ? after.rules() : made, certain);
      }
      case "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress" ->
          group(call).unrevoke(before.rules(), certain);
      case "DeleteTags" -> before.tags().forEach((id, tags) -> group(keyOf(call), id).retag(tags));
      case "CreateTags" -> after.tags().forEach((id, tags) -> untag(call, id, tags));
      default -> group(call).unchange(before.rules(), after.rules());
    }
  }

  private static boolean isCreate(AuditedCall call) {
    return call.action().equals("CreateSecurityGroup");
  }

  private void uncreate(AuditedCall call) {
    Group wanted = call.after().group();
    String id =
        call.end()
            .map(end -> end.created().group())
            .map(Group::groupId)
            .or(
                () ->
                    live.groups().values().stream()
                        .filter(group -> group.name().equalsIgnoreCase(wanted.name()))
                        .filter(group -> group.tags().equals(wanted.tags()))
                        .map(Group::groupId)
                        .findFirst())
            .orElse("");
    if (!id.isEmpty()) {
      group(call.context().groups().get(0).key(), id).uncreate();
    }
  }

  private void untag(AuditedCall call, String id, Map<String, String> after) {
    Map<String, String> before = call.before().tags().getOrDefault(id, Map.of());
    for (Step.Target target : call.context().groups()) {
      GroupUndoing group = group(target.key(), target.groupId());
      if (id.equals(target.groupId())) {
        group.untag(before, after);
      } else {
        group.untagRule(id, before, after);
      }
    }
  }

  private GroupUndoing group(AuditedCall call) {
    return group(keyOf(call), call.groupId());
  }

  private static GroupKey keyOf(AuditedCall call) {
    return call.context().groups().get(0).key();
  }

  private GroupUndoing group(GroupKey key, String id) {
    // A step for an orphan may be about another group, which named it; each comes back by itself.
    GroupKey own = key.namespace().isEmpty() ? new GroupKey("", id) : key;
    return groups.computeIfAbsent(
        id, i -> new GroupUndoing(own, id, live.groups().get(id), lost, differing));
  }

  private Optional<DesiredGroup> desired(GroupUndoing group) {
    if (group.live() == null) {
      return group.deleted() == null || group.isCreated() ? Optional.empty() : again(group);
    }
    Group now = group.live();
    // A group that cannot go stays as it is: taking its rules would leave its users without any.
    List<DesiredRule> rules =
        group.isCreated() ? now.rules().stream().map(Undoing::documented).toList() : rules(group);
    return Optional.of(
        new DesiredGroup(
            group.key(),
            "",
            0,
            now.tags().getOrDefault(Ownership.ROLE, ""),
            now.name(),
            group.isCreated() ? now.tags() : group.tags(),
            rules,
            List.of(),
            group.groupId(),
            group.isCreated() ? DesiredGroup.Intent.ABSENT : DesiredGroup.Intent.PRESENT,
            provenance(group.key(), now)));
  }

  /** A group that was taken over keeps a description that Rolegate would not give. */
  private static Provenance provenance(GroupKey key, Group now) {
    return now.description().equals("Rolegate " + key)
        ? Provenance.UNKNOWN
        : new Provenance(now.groupId(), true, Optional.empty());
  }

  /** A group that the plan deleted. */
  private Optional<DesiredGroup> again(GroupUndoing group) {
    Group was = group.deleted();
    Optional<Group> namesake =
        live.groups().values().stream()
            .filter(other -> other.name().equalsIgnoreCase(was.name()))
            .findFirst();
    if (namesake.isPresent()) {
      group.differ(
          "was deleted, and "
              + namesake.get().groupId()
              + " has its name now; it is not made again");
      return Optional.empty();
    }
    group.lose(
        "it comes back under a new id; interfaces, launch templates and rules that named the old id"
            + " do not follow");
    DesiredGroup again =
        new DesiredGroup(
            group.key(),
            "",
            0,
            was.tags().getOrDefault(Ownership.ROLE, ""),
            was.name(),
            was.tags(),
            rules(group),
            List.of(),
            "",
            DesiredGroup.Intent.PRESENT,
            Provenance.UNKNOWN);
    if (!again.description().equals(was.description())) {
      group.lose("its description was \"" + was.description() + "\"");
    }
    return Optional.of(again);
  }

  private List<DesiredRule> rules(GroupUndoing group) {
    List<DesiredRule> rules = new ArrayList<>();
    for (LiveRule rule : group.rules()) {
      if (group.isRestored(rule) && isWithoutPeer(rule)) {
        group.lose(
            GroupUndoing.text(rule) + " does not come back: its peer does not exist any more");
      } else {
        rules.add(documented(withPeer(rule)));
      }
    }
    return rules;
  }

  private boolean isWithoutPeer(LiveRule rule) {
    return rule.permission().peer() instanceof Peer.Group peer
        && peer.accountId().isEmpty()
        && !live.groups().containsKey(peer.groupId())
        && !isMadeAgain(peer.groupId())
        && !existsElsewhere.test(peer.groupId());
  }

  private boolean isMadeAgain(String groupId) {
    GroupUndoing group = groups.get(groupId);
    return group != null
        && group.live() == null
        && group.deleted() != null
        && !group.isCreated()
        && live.groups().values().stream()
            .noneMatch(other -> other.name().equalsIgnoreCase(group.deleted().name()));
  }

  /** A group that is made again is named by its declaration, since its id comes only then. */
  private LiveRule withPeer(LiveRule rule) {
    return rule.permission().peer() instanceof Peer.Group peer && isMadeAgain(peer.groupId())
        ? rule.withPermission(
            rule.permission().withPeer(new Peer.Declared(groups.get(peer.groupId()).key())))
        : rule;
  }

  private static DesiredRule documented(LiveRule rule) {
    return new DesiredRule(
        rule.direction(), rule.permission(), rule.ruleName(), rule.description());
  }
}
