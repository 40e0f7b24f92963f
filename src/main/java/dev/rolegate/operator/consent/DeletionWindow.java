package dev.rolegate.operator.consent;

import dev.rolegate.api.DeletionRecord;
import dev.rolegate.api.ManagedVpcStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The deletions of groups that count against the hour's limit. A group counts once, from the first
 * time that its deletion was begun. An entry whose time lies ahead, as after a clock was set back,
 * or cannot be read counts as begun now.
 */
public final class DeletionWindow {
  private static final Duration LENGTH = Duration.ofHours(1);

  private final Map<String, Instant> begun;

  private DeletionWindow(Map<String, Instant> begun) {
    this.begun = begun;
  }

  public static DeletionWindow of(List<DeletionRecord> records, Instant now) {
    Map<String, Instant> begun = new TreeMap<>();
    for (DeletionRecord record : records) {
      Instant time = time(record, now);
      if (time.plus(LENGTH).isAfter(now)) {
        begun.merge(record.groupId() == null ? "" : record.groupId(), time, DeletionWindow::first);
      }
    }
    return new DeletionWindow(begun);
  }

  private static Instant time(DeletionRecord record, Instant now) {
    try {
      return first(Instant.parse(String.valueOf(record.time())), now);
    } catch (DateTimeParseException e) {
      return now;
    }
  }

  private static Instant first(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  public Set<String> groupIds() {
    return Set.copyOf(begun.keySet());
  }

  /** How many more deletions may be begun now. */
  public int left(int limit) {
    return Math.max(0, limit - begun.size());
  }

  /**
   * The window with these deletions begun as well; empty when it cannot hold them all.
   *
   * @param now when they are begun, for those that it does not hold yet
   */
  public Optional<DeletionWindow> with(Collection<String> groupIds, Instant now) {
    Map<String, Instant> all = new TreeMap<>(begun);
    groupIds.forEach(id -> all.putIfAbsent(id, now));
    return all.size() > ManagedVpcStatus.MAX_DELETIONS
        ? Optional.empty()
        : Optional.of(new DeletionWindow(all));
  }

  /** When the oldest deletion stops to count; empty when there is none. */
  public Optional<Instant> nextRoom() {
    return begun.values().stream().min(Instant::compareTo).map(oldest -> oldest.plus(LENGTH));
  }

  public List<DeletionRecord> records() {
    return begun.entrySet().stream()
        .map(e -> new DeletionRecord(e.getKey(), text(e.getValue())))
        .toList();
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
