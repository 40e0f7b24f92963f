package dev.rolegate.execute;

import dev.rolegate.execute.GroupWrites.Content;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What EC2 has acknowledged to Rolegate. EC2's reads lag behind its writes and may even go back and
 * forth, so each write is laid over later reads until a read has shown it and a while has passed;
 * after twice that while reads win in any case: EC2 itself refuses to do a thing twice.
 * Thread-safe.
 */
final class OwnWrites {
  /** A group as it was read, and when that read began. */
  record Read(Group group, Instant at) {}

  /** Groups with own writes laid over; those of which a read with ids has to decide. */
  record Overlaid(Map<String, Group> groups, Set<String> contradicted) {}

  /** An empty value: the tag was taken off. */
  private record TagWrite(Map<String, Optional<String>> tags, Instant at) {}

  private final Duration least;
  private final Map<String, GroupWrites> groups = new HashMap<>();
  private final Map<String, TagWrite> tags = new HashMap<>();
  private final Map<String, Instant> uncertain = new HashMap<>();

  /**
   * @param least how long a write outranks reads at least
   */
  OwnWrites(Duration least) {
    this.least = least;
  }

  synchronized void created(Group group, Instant at) {
    of(group.groupId()).created(group, at);
  }

  synchronized void added(String groupId, Collection<LiveRule> rules, Instant at) {
    rules.forEach(rule -> of(groupId).added(rule.withSettled(false), at));
  }

  /** A rule got other content or another description, under the same id. */
  synchronized void changed(String groupId, LiveRule from, LiveRule to, Instant at) {
    of(groupId).changed(from, to.withSettled(false), at);
  }

  synchronized void revoked(String groupId, Collection<LiveRule> rules, Instant at) {
    rules.forEach(rule -> of(groupId).revoked(rule, at));
  }

  synchronized void revokedContent(
      String groupId, Direction direction, Collection<Permission> permissions, Instant at) {
    permissions.forEach(gone -> of(groupId).revokedContent(new Content(direction, gone), at));
  }

  synchronized void tagged(Collection<String> resourceIds, Map<String, String> added, Instant at) {
    Map<String, Optional<String>> written = new TreeMap<>();
    added.forEach((key, value) -> written.put(key, Optional.of(value)));
    resourceIds.forEach(id -> written(id, written, at));
  }

  synchronized void untagged(String resourceId, Collection<String> keys, Instant at) {
    Map<String, Optional<String>> written = new TreeMap<>();
    keys.forEach(key -> written.put(key, Optional.empty()));
    written(resourceId, written, at);
  }

  private void written(String resourceId, Map<String, Optional<String>> written, Instant at) {
    Map<String, Optional<String>> all = new TreeMap<>();
    if (tags.containsKey(resourceId)) {
      all.putAll(tags.get(resourceId).tags());
    }
    all.putAll(written);
    tags.put(resourceId, new TagWrite(all, at));
  }

  synchronized void deleted(String groupId, Instant at) {
    of(groupId).deleted(at);
  }

  /** A call whose answer was lost: nothing in the group counts as in effect for a while. */
  synchronized void uncertain(String groupId, Instant at) {
    uncertain.put(groupId, at.plus(least));
  }

  /** Until when the group's state is uncertain; null where it is certain. */
  synchronized Instant uncertainUntil(String groupId) {
    return uncertain.get(groupId);
  }

  /** When the first uncertainty ends; null where there is none. */
  synchronized Instant firstCertain() {
    return uncertain.values().stream().min(Instant::compareTo).orElse(null);
  }

  /**
   * When a read of everything can tell more: whether a write shows at last, or whether somebody
   * undid it. Null where nothing is open.
   */
  synchronized Instant worthReading(Instant readAt, Duration settle) {
    return groups.values().stream()
        .map(writes -> writes.worthReading(readAt, settle, least))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** After a read of everything that began then: what was uncertain before is known now. */
  synchronized void readAll(Instant at) {
    uncertain.values().removeIf(until -> !until.isAfter(at));
  }

  /** True for an own group that EC2 may not know everywhere yet. */
  synchronized boolean isFresh(String groupId, Instant now) {
    GroupWrites writes = groups.get(groupId);
    Instant since = writes == null ? null : writes.unseenSince();
    return since != null && now.isBefore(since.plus(least));
  }

  /** Lays own writes over what was read, and forgets the ones that reads have caught up with. */
  synchronized Overlaid over(Map<String, Read> read, Instant fullReadAt, Instant now) {
    Map<String, Group> result = new TreeMap<>();
    Set<String> contradicted = new HashSet<>();
    read.forEach((id, group) -> result.put(id, group.group()));
    groups.forEach(
        (id, writes) -> {
          Read known = read.get(id);
          Group group =
              writes.over(
                  known == null ? null : known.group(),
                  known == null ? fullReadAt : known.at(),
                  () -> contradicted.add(id));
          if (group == null) {
            result.remove(id);
          } else {
            result.put(id, group);
          }
        });
    groups.values().removeIf(writes -> writes.prune(now, least));
    if (!tags.isEmpty()) {
      // Tags have no versions to compare; they are drift that is mended, never a reason to narrow.
      tags.values().removeIf(write -> !now.isBefore(write.at().plus(least)));
      result.replaceAll((id, group) -> tagged(group));
    }
    return new Overlaid(result, contradicted);
  }

  private Group tagged(Group group) {
    Group result = group;
    if (tags.containsKey(group.groupId())) {
      result = result.withTags(merged(group.tags(), group.groupId()));
    }
    if (group.rules().stream().anyMatch(rule -> tags.containsKey(rule.ruleId()))) {
      result =
          result.withRules(
              result.rules().stream()
                  .map(
                      rule ->
                          tags.containsKey(rule.ruleId())
                              ? rule.withTags(merged(rule.tags(), rule.ruleId()))
                              : rule)
                  .toList(),
              result.detailed());
    }
    return result;
  }

  private Map<String, String> merged(Map<String, String> read, String id) {
    Map<String, String> all = new TreeMap<>(read);
    tags.get(id)
        .tags()
        .forEach(
            (key, value) -> value.ifPresentOrElse(v -> all.put(key, v), () -> all.remove(key)));
    return all;
  }

  private GroupWrites of(String groupId) {
    return groups.computeIfAbsent(groupId, id -> new GroupWrites());
  }
}
