package dev.rolegate.usage;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups of a VPC have rules that name another one. A group's rule that names the group
 * itself says nothing: it goes with the group.
 */
final class References {
  /** What holds a group whose rule names another. */
  static final String KIND = "AWS::EC2::SecurityGroupRule";

  private final VpcSnapshot snapshot;
  private final Map<String, Set<String>> referrers = new HashMap<>();
  private final Map<String, Set<String>> named = new HashMap<>();

  private References(VpcSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  static References of(VpcSnapshot snapshot) {
    References references = new References(snapshot);
    for (Group group : snapshot.groups().values()) {
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer
            && !peer.groupId().equals(group.groupId())) {
          references.add(group.groupId(), peer.groupId());
        }
      }
    }
    return references;
  }

  private void add(String from, String to) {
    referrers.computeIfAbsent(to, id -> new LinkedHashSet<>()).add(from);
    named.computeIfAbsent(from, id -> new LinkedHashSet<>()).add(to);
  }

  /** The other groups that name this one. */
  Set<String> referrers(String groupId) {
    return referrers.getOrDefault(groupId, Set.of());
  }

  /**
   * The largest part of these groups that nothing outside of it names: cycles and chains of groups
   * that only name each other are in it. Takes time in proportion to groups and rules.
   */
  Set<String> largestClosed(Collection<String> groupIds) {
    Set<String> closed = new HashSet<>(groupIds);
    Deque<String> outside = new ArrayDeque<>();
    for (String groupId : groupIds) {
      if (!closed.containsAll(referrers(groupId))) {
        outside.add(groupId);
      }
    }
    while (!outside.isEmpty()) {
      String left = outside.remove();
      if (closed.remove(left)) {
        outside.addAll(named.getOrDefault(left, Set.of()));
      }
    }
    return closed;
  }

  /** The rules that name a group, those of the group itself and of the given ones left out. */
  List<Holding> holdings(String groupId, Set<String> except) {
    List<Holding> found = new ArrayList<>();
    for (String referrer : referrers(groupId)) {
      if (except.contains(referrer)) {
        continue;
      }
      Group group = snapshot.groups().get(referrer);
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer && peer.groupId().equals(groupId)) {
          found.add(new Holding(groupId, KIND, group.words(rule)));
        }
      }
    }
    return found.stream().sorted().distinct().toList();
  }
}
