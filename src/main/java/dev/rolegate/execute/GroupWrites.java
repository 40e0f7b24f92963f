package dev.rolegate.execute;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Own acknowledged writes to one group, to be laid over reads that may lag behind them. */
final class GroupWrites {

  /** What EC2 tells rules of one group apart by. */
  record Content(Direction direction, Permission permission) {
    static Content of(LiveRule rule) {
      return new Content(rule.direction(), rule.permission());
    }
  }

  /** One write, until reads have shown it. */
  private static class Write {
    final Instant at;
    boolean shown;

    /** The last read contradicts what an earlier one had shown: lag, or somebody undid it. */
    boolean disputed;

    Write(Instant at) {
      this.at = at;
    }

    /** A read that began before the write says nothing about it. */
    boolean judgedBy(Instant readAt) {
      return !at.isAfter(readAt);
    }

    void judge(boolean agrees) {
      disputed = shown && !agrees;
      shown |= agrees;
    }

    /** When a read can tell more; null where nothing is open. */
    Instant worthReading(Instant readAt, Duration settle, Duration least) {
      if (shown) {
        return disputed ? at.plus(least) : null;
      }
      return (at.isAfter(readAt) ? at : readAt).plus(settle);
    }

    boolean over(Instant now, Duration least) {
      Duration age = Duration.between(at, now);
      return age.compareTo(shown ? least : least.multipliedBy(2)) >= 0;
    }
  }

  /** A rule by id: what it is now, or that it is gone, and what it was before. */
  private static final class RuleWrite extends Write {
    final LiveRule now;
    final boolean gone;
    final List<LiveRule> before;
    boolean overtaken;

    RuleWrite(LiveRule now, boolean gone, List<LiveRule> before, Instant at) {
      super(at);
      this.now = now;
      this.gone = gone;
      this.before = before;
    }

    boolean supersedes(LiveRule read) {
      return before.stream().anyMatch(old -> same(old, read));
    }
  }

  /** A rule whose id nobody knew when it was revoked. */
  private static final class ContentGone extends Write {
    final Content content;

    ContentGone(Content content, Instant at) {
      super(at);
      this.content = content;
    }
  }

  private Group created;
  private Write creation;
  private Write deletion;
  private final Map<String, RuleWrite> rules = new LinkedHashMap<>();
  private final List<ContentGone> contentGone = new ArrayList<>();

  void created(Group group, Instant at) {
    created = group;
    creation = new Write(at);
    deletion = null;
  }

  void deleted(Instant at) {
    deletion = new Write(at);
  }

  void added(LiveRule rule, Instant at) {
    rules.put(rule.ruleId(), new RuleWrite(rule, false, List.of(), at));
  }

  void changed(LiveRule from, LiveRule to, Instant at) {
    rules.put(to.ruleId(), new RuleWrite(to, false, before(from), at));
  }

  void revoked(LiveRule rule, Instant at) {
    rules.put(rule.ruleId(), new RuleWrite(rule, true, before(rule), at));
  }

  void revokedContent(Content content, Instant at) {
    contentGone.add(new ContentGone(content, at));
  }

  private List<LiveRule> before(LiveRule from) {
    List<LiveRule> before = new ArrayList<>();
    RuleWrite earlier = rules.get(from.ruleId());
    if (earlier != null) {
      before.addAll(earlier.before);
      before.add(earlier.now);
    }
    before.add(from);
    return before;
  }

  /** When the group was created, where reads have not shown it yet; else null. */
  Instant unseenSince() {
    return creation == null || creation.shown ? null : creation.at;
  }

  /** When a read of everything can tell more about some write; null where nothing is open. */
  Instant worthReading(Instant readAt, Duration settle, Duration least) {
    Stream<Write> groups = Stream.of(creation, deletion);
    return Stream.of(groups, rules.values().stream(), contentGone.stream())
        .flatMap(writes -> writes)
        .filter(Objects::nonNull)
        .map(write -> write.worthReading(readAt, settle, least))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Drops what reads have shown and what is too old; true when nothing is left. */
  boolean prune(Instant now, Duration least) {
    rules.values().removeIf(write -> write.overtaken || write.over(now, least));
    contentGone.removeIf(write -> write.over(now, least));
    if (creation != null && creation.over(now, least)) {
      creation = null;
      created = null;
    }
    if (deletion != null && deletion.over(now, least)) {
      deletion = null;
    }
    return rules.isEmpty() && contentGone.isEmpty() && creation == null && deletion == null;
  }

  /**
   * The group as it is after these writes; null where it does not exist.
   *
   * @param contradicted is told where a read of content alone disagrees with a write that it should
   *     show: only a read with ids can tell lag from somebody else's change
   */
  Group over(Group read, Instant readAt, Runnable contradicted) {
    if (deletion != null) {
      if (deletion.judgedBy(readAt)) {
        deletion.judge(read == null);
      }
      return null;
    }
    if (creation != null && creation.judgedBy(readAt)) {
      creation.judge(read != null);
    }
    Group base = read == null ? created : read;
    if (base == null) {
      return null;
    }
    Instant judgedAt = read == null ? Instant.MIN : readAt;
    return base.detailed()
        ? base.withRules(byId(base, judgedAt), true)
        : base.withRules(byContent(base, judgedAt, contradicted), false);
  }

  private List<LiveRule> byId(Group read, Instant readAt) {
    Map<String, LiveRule> result = new LinkedHashMap<>();
    Set<Content> seen = new HashSet<>();
    for (LiveRule rule : read.rules()) {
      seen.add(Content.of(rule));
      result.put(rule.hasId() ? rule.ruleId() : Content.of(rule).toString(), rule);
    }
    for (ContentGone write : contentGone) {
      if (write.judgedBy(readAt)) {
        write.judge(!seen.contains(write.content));
      }
      result.values().removeIf(rule -> Content.of(rule).equals(write.content));
    }
    rules.forEach(
        (id, write) -> {
          LiveRule current = result.get(id);
          boolean judged = write.judgedBy(readAt);
          if (judged) {
            write.judge(write.gone ? current == null : current != null && same(current, write.now));
          }
          if (write.gone) {
            result.remove(id);
          } else if (current == null) {
            result.put(id, write.now);
          } else if (same(current, write.now)) {
            return;
          } else if (!judged || write.supersedes(current)) {
            result.put(id, write.now.withTags(current.tags()));
          } else {
            write.overtaken = true;
          }
        });
    return List.copyOf(result.values());
  }

  private List<LiveRule> byContent(Group read, Instant readAt, Runnable contradicted) {
    Map<Content, LiveRule> result = new LinkedHashMap<>();
    read.rules().forEach(rule -> result.put(Content.of(rule), rule));
    Set<Content> present = new HashSet<>();
    rules.values().stream()
        .filter(write -> !write.gone)
        .forEach(write -> present.add(Content.of(write.now)));
    for (ContentGone write : contentGone) {
      boolean absent = present.contains(write.content) || result.remove(write.content) == null;
      judge(write, readAt, absent, contradicted);
    }
    for (RuleWrite write : rules.values()) {
      boolean agrees = true;
      for (LiveRule old : write.before) {
        if (!present.contains(Content.of(old))) {
          agrees &= result.remove(Content.of(old)) == null;
        }
      }
      if (!write.gone) {
        LiveRule current = result.get(Content.of(write.now));
        agrees &= current != null && same(current, write.now);
      } else if (!present.contains(Content.of(write.now))) {
        agrees &= result.remove(Content.of(write.now)) == null;
      }
      judge(write, readAt, agrees, contradicted);
    }
    for (RuleWrite write : rules.values()) {
      if (!write.gone) {
        LiveRule now = write.now;
        result.put(
            Content.of(now),
            LiveRule.content(now.direction(), now.permission(), now.description()));
      }
    }
    return List.copyOf(result.values());
  }

  private static void judge(Write write, Instant readAt, boolean agrees, Runnable contradicted) {
    if (write.judgedBy(readAt)) {
      write.judge(agrees);
      if (!agrees) {
        contradicted.run();
      }
    }
  }

  private static boolean same(LiveRule one, LiveRule other) {
    return one.direction() == other.direction()
        && one.permission().equals(other.permission())
        && one.description().equals(other.description());
  }
}
