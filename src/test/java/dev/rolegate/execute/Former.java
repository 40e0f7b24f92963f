package dev.rolegate.execute;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups as they were before they are retired, by id. */
final class Former {
  private Former() {}

  static Retirement retirement(Wanted wanted, String id, Map<String, Group> before) {
    Map<String, List<LiveRule>> references = new TreeMap<>();
    before.forEach(
        (other, group) -> {
          List<LiveRule> naming =
              group.rules().stream()
                  .filter(rule -> rule.permission().peer().equals(new Peer.Group(id)))
                  .toList();
          if (!naming.isEmpty() && !other.equals(id)) {
            references.put(other, naming);
          }
        });
    return new Retirement(id, "uid-" + id, id, wanted, before.get(id), references, Map.of());
  }

  /** What EC2 holds, but for ids of rules; ids of groups as names. */
  static Set<String> content(Map<String, Group> groups) {
    Set<String> all = new TreeSet<>();
    for (Group group : groups.values()) {
      all.add(group.name() + " " + group.description() + " " + new TreeMap<>(group.tags()));
      for (LiveRule rule : group.rules()) {
        String peer =
            rule.permission().peer() instanceof Peer.Group named
                ? groups.get(named.groupId()).name()
                : rule.permission().peer().toString();
        all.add(
            group.name()
                + rule.direction()
                + rule.permission().protocol()
                + rule.permission().ports()
                + peer
                + rule.description()
                + new TreeMap<>(rule.tags()));
      }
    }
    return all;
  }
}
