package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which live group, if any, is the one of each declaration. */
final class Bindings {

  /**
   * A declaration and its live group.
   *
   * @param group null where none exists
   * @param problem why the group is not ours to change; NONE where it is
   */
  record Binding(DesiredGroup declared, Group group, Plan.Problem problem) {
    boolean exists() {
      return group != null;
    }

    /** True when steps may be made for an existing group. */
    boolean isManaged() {
      return exists() && problem == Plan.Problem.NONE;
    }

    boolean isToBeCreated() {
      return !exists() && problem == Plan.Problem.NONE && declared.intent() == Intent.PRESENT;
    }

    /** Created, and never reported as more: no status names it, and nothing was added to it. */
    boolean isHalfMade() {
      return isManaged()
          && declared.intent() == Intent.PRESENT
          && declared.knownGroupId().isEmpty()
          && GroupPlanner.isAsCreated(group);
    }

    String groupId() {
      return exists() ? group.groupId() : "";
    }

    Step.Target target() {
      return new Step.Target(declared.key(), groupId());
    }
  }

  private final Map<GroupKey, Binding> byKey = new TreeMap<>();
  private final Map<String, Binding> byId = new HashMap<>();
  private final List<String> undeclared = new ArrayList<>();

  Bindings(DesiredVpc desired, VpcSnapshot snapshot) {
    Map<String, Group> byName = new HashMap<>();
    snapshot.groups().values().forEach(group -> byName.put(fold(group.name()), group));
    for (DesiredGroup declared : desired.groups()) {
      Binding binding = bind(declared, desired, snapshot, byName);
      byKey.put(declared.key(), binding);
      if (binding.exists()) {
        byId.put(binding.groupId(), binding);
      }
    }
    Set<String> bound = new HashSet<>(byId.keySet());
    for (Group group : snapshot.groups().values()) {
      if (!bound.contains(group.groupId())
          && Ownership.claims(group, desired.clusterId(), desired.name())) {
        undeclared.add(group.groupId());
      }
    }
  }

  private static Binding bind(
      DesiredGroup declared, DesiredVpc desired, VpcSnapshot snapshot, Map<String, Group> byName) {
    Group known = snapshot.groups().get(declared.knownGroupId());
    if (known != null) {
      Ownership.Proof proof = Ownership.prove(known, declared, desired);
      return new Binding(
          declared,
          known,
          proof == Ownership.Proof.OWNED ? Plan.Problem.NONE : Plan.Problem.OWNERSHIP_LOST);
    }
    Group named = byName.get(fold(declared.groupName()));
    if (named == null) {
      return new Binding(declared, null, Plan.Problem.NONE);
    }
    DesiredGroup unknown = declared.withKnownGroupId("");
    boolean owned = Ownership.prove(named, unknown, desired) == Ownership.Proof.OWNED;
    return owned
        ? new Binding(declared, named, Plan.Problem.NONE)
        : new Binding(declared, named, Plan.Problem.OWNERSHIP_UNPROVEN);
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
