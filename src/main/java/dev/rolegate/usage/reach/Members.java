package dev.rolegate.usage.reach;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Interface;
import inet.ipaddr.IPAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which machines carry a group, and which have the addresses of a block. */
final class Members {
  private final NavigableMap<IPAddress, Held> held = new TreeMap<>();
  private final Map<String, Set<Machines>> carriers = new HashMap<>();
  private final Set<Machines> live = new HashSet<>();
  private final Map<Cidr, Set<Machines>> known = new HashMap<>();

  /** Addresses up to the last one, and who has them. */
  private record Held(IPAddress last, Set<Machines> owners) {}

  /**
   * @param groups ids of all groups; one that no interface carries stands for machines to come
   */
  Members(Collection<String> groups, Collection<Interface> interfaces) {
    for (Interface one : interfaces) {
      Machines machines = Machines.with(one.groupIds());
      live.add(machines);
      machines.groupIds().forEach(id -> carries(id, machines));
      for (Cidr address : one.addresses()) {
        IPAddress block = address.block();
        held.merge(
            block.getLower().withoutPrefixLength(),
            new Held(block.getUpper().withoutPrefixLength(), new HashSet<>(Set.of(machines))),
            Members::both);
      }
    }
    for (String id : groups) {
      if (!carriers.containsKey(id)) {
        carries(id, Machines.with(Set.of(id)));
      }
    }
  }

  private void carries(String groupId, Machines machines) {
    carriers.computeIfAbsent(groupId, id -> new TreeSet<>()).add(machines);
  }

  private static Held both(Held first, Held second) {
    first.owners().addAll(second.owners());
    IPAddress last = first.last().compareTo(second.last()) < 0 ? second.last() : first.last();
    return new Held(last, first.owners());
  }

  Set<Machines> all() {
    Set<Machines> all = new TreeSet<>();
    carriers.values().forEach(all::addAll);
    return all;
  }

  /** The machines that carry the group, or would. */
  Set<Machines> of(String groupId) {
    return carriers.getOrDefault(groupId, Set.of());
  }

  /** False for machines to come, whose addresses nobody knows. */
  boolean areLive(Machines machines) {
    return live.contains(machines);
  }

  /** The machines that have an address in the block. */
  Set<Machines> in(Cidr cidr) {
    return known.computeIfAbsent(cidr, this::search);
  }

  private Set<Machines> search(Cidr cidr) {
    IPAddress first = cidr.block().getLower().withoutPrefixLength();
    IPAddress last = cidr.block().getUpper().withoutPrefixLength();
    Set<Machines> found = new HashSet<>();
    held.subMap(first, true, last, true).values().forEach(one -> found.addAll(one.owners()));
    // A block that was given to an interface may begin before this one.
    var before = held.lowerEntry(first);
    if (before != null
        && before.getKey().isIPv6() == first.isIPv6()
        && before.getValue().last().compareTo(first) >= 0) {
      found.addAll(before.getValue().owners());
    }
    return found;
  }
}
