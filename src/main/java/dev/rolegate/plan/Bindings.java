package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Ownership.Proof;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Which live group, if any, is the one of each declaration. */
final class Bindings {
  private final DesiredVpc desired;
  private final VpcSnapshot snapshot;
  private final String account;
  private final Map<String, Group> byName = new HashMap<>();
  private final Map<GroupKey, Binding> byKey = new TreeMap<>();
  private final Map<String, Binding> byId = new HashMap<>();
  private final List<String> undeclared = new ArrayList<>();

  Bindings(DesiredVpc desired, VpcSnapshot snapshot) {
    this.desired = desired;
    this.snapshot = snapshot;
    this.account = snapshot.account();
    snapshot.groups().values().stream()
        .filter(this::isOfAccount)
        .forEach(group -> byName.put(fold(group.name()), group));
    desired.groups().forEach(declared -> byKey.put(declared.key(), bind(declared)));
    oneForEachGroup();
    for (Group group : snapshot.groups().values()) {
      Binding binding = byId.get(group.groupId());
      boolean isDeclared = binding != null && binding.problem() != Problem.ADOPTION_REFUSED;
      if (!isDeclared && Ownership.claims(group, desired.clusterId(), desired.name())) {
        undeclared.add(group.groupId());
      }
    }
  }

  /** Others have groups of their own in a VPC that is shared with them. */
  private boolean isOfAccount(Group group) {
    return account.isEmpty() || group.ownerId().equals(account);
  }

  private Binding bind(DesiredGroup declared) {
    Group known = snapshot.groups().get(declared.knownGroupId());
    if (declared.provenance().adopts()) {
      return adopting(declared, known);
    }
    if (known != null) {
      boolean owned = Ownership.prove(known, declared, desired) == Proof.OWNED;
      return owned && isOfAccount(known) ? Binding.managed(declared, known) : lost(declared, known);
    }
    Group named = byName.get(fold(declared.groupName()));
    if (named == null) {
      return Binding.managed(declared, null);
    }
    // The known id is of a group that is gone, and proves nothing any more.
    boolean owned = Ownership.prove(named, declared.withKnownGroupId(""), desired) == Proof.OWNED;
    return owned
        ? Binding.managed(declared, named)
        : refused(declared, named, Problem.OWNERSHIP_UNPROVEN);
  }

  /**
   * The id in a status may have been written by hand, so that with consent, too, it needs the
   * declared name beside it. Never for a deletion.
   */
  private Binding lost(DesiredGroup declared, Group known) {
    boolean consented =
        declared.provenance().consented()
            && declared.intent() == Intent.PRESENT
            && Ownership.isNamed(known, declared);
    if (!consented) {
      return refused(declared, known, Problem.OWNERSHIP_LOST);
    }
    return NeverTouch.of(known, account, declared.key(), desired)
        .map(
            other ->
                Binding.refused(
                    declared, known, Problem.OWNERSHIP_LOST, detail(known, other.text())))
        .orElseGet(() -> Binding.takenOver(declared, known));
  }

  private Binding adopting(DesiredGroup declared, Group known) {
    String id = declared.provenance().adoptId();
    Group adopted = snapshot.groups().get(id);
    if (adopted == null) {
      return declared.intent() == Intent.ABSENT
          ? Binding.managed(declared, null)
          : Binding.refused(
              declared,
              null,
              Problem.ADOPTED_GROUP_MISSING,
              List.of("there is no group " + id + " in " + snapshot.vpcId()));
    }
    if (known != null && known != adopted) {
      String other = "status.groupId is " + known.groupId() + ", and spec.adopt names " + id;
      return Binding.refused(declared, adopted, Problem.OWNERSHIP_LOST, detail(adopted, other));
    }
    DesiredGroup current = known == null ? declared.withKnownGroupId("") : declared;
    if (Ownership.prove(adopted, current, desired) == Proof.OWNED) {
      return Binding.managed(declared, adopted);
    }
    if (declared.intent() == Intent.ABSENT) {
      return refused(declared, adopted, Problem.OWNERSHIP_UNPROVEN);
    }
    var other = NeverTouch.of(adopted, account, declared.key(), desired);
    if (other.isPresent()) {
      return Binding.refused(
          declared, adopted, Problem.ADOPTION_REFUSED, detail(adopted, other.get().text()));
    }
    return declared.provenance().consented()
        ? Binding.takenOver(declared, adopted)
        : Binding.refused(
            declared,
            adopted,
            Problem.ADOPTION_REFUSED,
            detail(
                adopted,
                "spec.adoptable of ManagedVpc "
                    + desired.name()
                    + " does not give it to namespace "
                    + declared.key().namespace()));
  }

  private Binding refused(DesiredGroup declared, Group group, Problem problem) {
    List<String> detail = new ArrayList<>(List.of("group " + group.groupId()));
    detail.addAll(Ownership.disagreements(group, declared, desired));
    return Binding.refused(declared, group, problem, detail);
  }

  private static List<String> detail(Group group, String why) {
    return List.of("group " + group.groupId() + " (" + group.name() + ")", why);
  }

  /**
   * No two declarations change one group: who proves it has it, then who has it by its name, then
   * the first of those that take it over. Who may not change it does not come between.
   */
  private void oneForEachGroup() {
    List<Binding> claims = new ArrayList<>(byKey.values());
    claims.removeIf(binding -> !binding.exists());
    claims.sort(java.util.Comparator.comparing(Bindings::rank));
    for (Binding claim : claims) {
      Binding holder = byId.putIfAbsent(claim.groupId(), claim);
      if (holder != null && claim.isManaged()) {
        byKey.put(
            claim.declared().key(),
            Binding.refused(
                claim.declared(),
                claim.group(),
                claim.declared().provenance().adopts()
                    ? Problem.ADOPTION_REFUSED
                    : Problem.OWNERSHIP_LOST,
                detail(
                    claim.group(),
                    "it belongs to "
                        + NeverTouch.OTHER_DECLARATION.owner()
                        + ": "
                        + holder.declared().key()
                        + " has it")));
      }
    }
  }

  private static int rank(Binding binding) {
    if (!binding.isManaged()) {
      return binding.problem() == Problem.ADOPTION_REFUSED ? 4 : 3;
    }
    if (!binding.takenOver()) {
      return 0;
    }
    return binding.declared().provenance().adopts() ? 2 : 1;
  }

  /** EC2 compares group names without regard to case. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Iterable<Binding> all() {
    return byKey.values();
  }

  Binding of(GroupKey key) {
    return byKey.get(key);
  }

  /** The binding of a live group; null for groups of nobody here. */
  Binding ofId(String groupId) {
    return byId.get(groupId);
  }

  List<String> undeclared() {
    return undeclared;
  }
}
