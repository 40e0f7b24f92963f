package dev.rolegate.execute;

import dev.rolegate.execute.GroupWrites.Content;
import dev.rolegate.model.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Since when reads show which rule. A rule counts as in effect only when it was seen first at least
 * the settle time ago, since EC2's data plane follows what its API shows; a rule that vanishes from
 * a read starts anew. After a start nothing has been seen yet: the process before may have widened
 * just then.
 */
final class Sightings {
  private final Duration settle;
  private Instant firstRead;
  private final Map<String, Group> last = new HashMap<>();
  private final Map<String, Map<Content, Instant>> young = new HashMap<>();

  Sightings(Duration settle) {
    this.settle = settle;
  }

  /** A read of every group of the VPC. */
  void sawAll(Map<String, Group> read, Instant now) {
    last.keySet().retainAll(read.keySet());
    young.keySet().retainAll(read.keySet());
    read.values().forEach(group -> saw(group, now));
    if (firstRead == null) {
      firstRead = now;
      young.clear();
    }
  }

  /** A read of one group. */
  void saw(Group read, Instant now) {
    Group before = last.put(read.groupId(), read);
    if (before != null && before.rules().equals(read.rules())) {
      return;
    }
    Set<Content> known = before == null ? Set.of() : contents(before);
    Map<Content, Instant> fresh = young.computeIfAbsent(read.groupId(), id -> new HashMap<>());
    Set<Content> shown = contents(read);
    fresh.keySet().retainAll(shown);
    shown.stream().filter(rule -> !known.contains(rule)).forEach(rule -> fresh.put(rule, now));
  }

  private static Set<Content> contents(Group group) {
    Set<Content> contents = new HashSet<>();
    group.rules().forEach(rule -> contents.add(Content.of(rule)));
    return contents;
  }

  /** The group with each rule marked as settled or not. */
  Group mark(Group group, Instant now) {
    Map<Content, Instant> fresh = young.getOrDefault(group.groupId(), new HashMap<>());
    fresh.values().removeIf(since -> !now.isBefore(since.plus(settle)));
    Group read = last.get(group.groupId());
    boolean starting = now.isBefore(firstRead.plus(settle));
    if (!starting && group == read && fresh.isEmpty()) {
      return group;
    }
    Set<Content> shown = read == null ? Set.of() : contents(read);
    return group.withRules(
        group.rules().stream()
            .map(
                rule ->
                    rule.withSettled(
                        !starting
                            && shown.contains(Content.of(rule))
                            && !fresh.containsKey(Content.of(rule))))
            .toList(),
        group.detailed());
  }

  /** True when a rule of the group was never seen in a read. */
  boolean hasUnseen(Group group) {
    Group read = last.get(group.groupId());
    Set<Content> shown = read == null ? Set.of() : contents(read);
    return group.rules().stream().map(Content::of).anyMatch(rule -> !shown.contains(rule));
  }

  /** How long until every rule of the group that reads show is settled; zero when all are. */
  Duration untilSettled(String groupId, Instant now) {
    Instant latest = firstRead.plus(settle);
    for (Instant since : young.getOrDefault(groupId, Map.of()).values()) {
      Instant end = since.plus(settle);
      latest = end.isAfter(latest) ? end : latest;
    }
    return now.isBefore(latest) ? Duration.between(now, latest) : Duration.ZERO;
  }
}
