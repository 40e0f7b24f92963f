package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which live groups are meant by retirements, and which of them may be touched. */
final class RetiredGroups {
  private final DesiredVpc desired;
  private final VpcSnapshot snapshot;
  private final Bindings bindings;
  private final String account;
  private final Map<String, Group> byName = new HashMap<>();
  private final Map<String, Retirement> byId = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  RetiredGroups(DesiredVpc desired, VpcSnapshot snapshot, Bindings bindings) {
    this.desired = desired;
    this.snapshot = snapshot;
    this.bindings = bindings;
    this.account = snapshot.account();
    snapshot.groups().values().stream()
        .filter(group -> group.ownerId().equals(account))
        .forEach(group -> byName.put(fold(group.name()), group));
    desired.retirements().forEach(retirement -> named.add(retirement.groupId()));
    for (Retirement retirement : desired.retirements()) {
      live(retirement).ifPresent(group -> byId.put(group.groupId(), retirement));
    }
  }

  /** EC2 compares group names without regard to case. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  VpcSnapshot snapshot() {
    return snapshot;
  }

  Bindings bindings() {
    return bindings;
  }

  /** The mark of a retired group. */
  Map<String, String> mark() {
    return Map.of(Ownership.RETIRED, desired.clusterId());
  }

  boolean isMarked(Group group) {
    return desired.clusterId().equals(group.tags().get(Ownership.RETIRED));
  }

  /** True for a group that is marked and without rules: nothing more is taken from it. */
  boolean isEmptied(Group group) {
    return isMarked(group) && group.rules().isEmpty();
  }

  /** True for a group that comes back by a retirement of its own, under either id. */
  boolean isRestored(String groupId) {
    return desired.retirements().stream()
        .filter(one -> one.wanted() == Wanted.RESTORE)
        .anyMatch(
            one ->
                one.groupId().equals(groupId)
                    || one.former().groupId().equals(groupId)
                    || live(one).filter(g -> g.groupId().equals(groupId)).isPresent());
  }

  /** Documents that name the group by its id, whether their rules are live yet or not. */
  List<String> documented(String groupId) {
    return desired.groups().stream()
        .filter(
            group ->
                group.rules().stream()
                    .anyMatch(rule -> rule.permission().peer().equals(new Peer.Group(groupId))))
        .map(group -> "a rule of RoleSecurityGroup " + group.key())
        .toList();
  }

  /** What is wanted of a live group; null where nothing is. */
  Retirement wantedOf(String groupId) {
    return byId.get(groupId);
  }

  /**
   * The group: by its id, or, where that is gone and it is to come back, the one that an earlier
   * step made anew, by what EC2 never changes and by all its tags. Without the mark it is that one
   * only where it has its rules too: the mark goes last.
   */
  Optional<Group> live(Retirement retirement) {
    Group known = snapshot.groups().get(retirement.groupId());
    if (known != null || retirement.wanted() != Wanted.RESTORE) {
      return Optional.ofNullable(known);
    }
    return namesake(retirement)
        .filter(group -> !named.contains(group.groupId()))
        .filter(group -> isMadeAnew(group, retirement));
  }

  /** The group that has the name; the name alone says nothing of whose it is. */
  Optional<Group> namesake(Retirement retirement) {
    return Optional.ofNullable(byName.get(fold(retirement.former().name())));
  }

  private boolean isMadeAnew(Group group, Retirement retirement) {
    Group former = retirement.former();
    return group.description().equals(former.description())
        && group.tags().entrySet().containsAll(former.tags().entrySet())
        && (isMarked(group)
            || former.rules().stream().allMatch(rule -> hasBack(group, rule, retirement)));
  }

  /** True where the rule is there; also where its peer is gone, or may have another id now. */
  private boolean hasBack(Group group, LiveRule rule, Retirement retirement) {
    Peer peer = rule.permission().peer();
    if (peer instanceof Peer.Group named) {
      boolean itself = named.groupId().equals(retirement.former().groupId());
      if (!itself && !snapshot.groups().containsKey(named.groupId())) {
        return true;
      }
      peer = itself ? new Peer.Group(group.groupId()) : named;
    } else if (peer instanceof Peer.PrefixList) {
      return true;
    }
    Permission permission = rule.permission().withPeer(peer);
    return group.rules().stream()
        .anyMatch(
            live ->
                live.direction() == rule.direction()
                    && live.permission().equals(permission)
                    && live.description().equals(rule.description()));
  }

  /** The tags that a group has that is made anew. */
  Map<String, String> tagsAnew(Retirement retirement) {
    Map<String, String> tags = new TreeMap<>(retirement.former().tags());
    tags.putAll(mark());
    return tags;
  }

  Step.Target target(Retirement retirement) {
    return new Step.Target(retirement.key(), live(retirement).map(Group::groupId).orElse(""));
  }

  /** Why the group is left alone, whatever is wanted of it; empty where it is not. */
  Optional<String> refusal(Retirement retirement) {
    Optional<Group> live = live(retirement);
    if (live.isEmpty()) {
      return retirement.wanted() == Wanted.RESTORE ? nameTaken(retirement) : Optional.empty();
    }
    Group group = live.get();
    boolean restores = retirement.wanted() == Wanted.RESTORE;
    Binding binding = bindings.ofId(group.groupId());
    // A declaration that may not have the group must not keep back what was taken from its users.
    if (binding != null && (binding.isManaged() || !restores)) {
      return Optional.of(
          "it is declared as " + binding.declared().key() + ", which decides about it");
    }
    String mark = group.tags().get(Ownership.RETIRED);
    if (mark != null && !mark.equals(desired.clusterId())) {
      return Optional.of(
          "its tag " + Ownership.RETIRED + "=" + mark + " says that another cluster retires it");
    }
    // Nor must a tag that came since.
    Group judged = restores ? group.withTags(retirement.former().tags()) : group;
    return owner(judged);
  }

  /** Whose group it is; what Rolegate's own tags say of a declaration that is gone is no owner. */
  Optional<String> owner(Group group) {
    Map<String, String> tags = group.tags();
    GroupKey own =
        new GroupKey(
            tags.getOrDefault(Ownership.NAMESPACE, ""), tags.getOrDefault(Ownership.NAME, ""));
    return NeverTouch.of(group, account, own, desired).map(NeverTouch.Evidence::text);
  }

  private Optional<String> nameTaken(Retirement retirement) {
    String name = retirement.former().name();
    Optional<Group> namesake = namesake(retirement);
    if (namesake.isPresent()) {
      return Optional.of(
          "it cannot be made anew: "
              + namesake.get().groupId()
              + " has its name '"
              + name
              + "' now. Delete that group, and it is made anew at the next check");
    }
    if (account.isEmpty()) {
      return Optional.of("the account of the VPC's default group is not known");
    }
    for (Binding binding : bindings.all()) {
      if (binding.isToBeCreated()
          && binding.declared().intent() == Intent.PRESENT
          && fold(binding.declared().groupName()).equals(fold(name))) {
        return Optional.of(
            "it cannot be made anew: "
                + binding.declared().key()
                + " declares a group of its name '"
                + name
                + "', which is created now");
      }
    }
    return Optional.empty();
  }
}
