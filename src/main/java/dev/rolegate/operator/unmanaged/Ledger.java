package dev.rolegate.operator.unmanaged;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.topology.Period;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Since when each rule is condemned. A rule has one row, by its id and what it allows; its time
 * counts from the row, which is written before it is relied upon, so that no rule goes in the check
 * that first saw it. A row goes when its rule is condemned no longer; where that is not known the
 * row stays, and the rule too.
 */
public final class Ledger {
  private static final String UNSURE = "whether it breaks a guardrail is not known now";

  private final Duration grace;
  private final Instant now;
  private final Map<Key, Row> rows = new LinkedHashMap<>();
  private final List<Offence> waiting = new ArrayList<>();
  private final List<CondemnedRule> begun = new ArrayList<>();
  private int withoutRoom;

  private record Key(String groupId, String rule) {}

  /**
   * @param counted whether the row was written before this check
   */
  private record Row(
      Offence offence, String ruleId, Instant firstSeen, boolean counted, String stays) {
    Instant due(Duration grace) {
      return firstSeen.plus(grace);
    }
  }

  /**
   * @param before the rows as they were written
   * @param offences in groups from which rules may be taken
   * @param since earlier times are not believed, as the ManagedVpc was not there
   */
  public Ledger(
      List<CondemnedRule> before,
      List<Offence> offences,
      Duration grace,
      Instant since,
      Instant now) {
    this.grace = grace;
    this.now = now;
    Map<Key, Offence> open = new LinkedHashMap<>();
    offences.forEach(offence -> open.put(key(offence), offence));
    for (CondemnedRule row : before) {
      Key key = new Key(row.groupId(), row.rule());
      Offence offence = open.remove(key);
      if (offence != null && row.ruleId() != null) {
        Optional<Instant> seen =
            read(row.firstSeen()).filter(at -> !at.isBefore(since) && !at.isAfter(begin()));
        rows.put(
            key,
            new Row(
                offence,
                row.ruleId(),
                seen.orElse(begin()),
                seen.isPresent(),
                offence.sure() ? null : UNSURE));
      }
    }
    open.values().stream().filter(Offence::sure).forEach(waiting::add);
    withoutRoom = Math.max(0, waiting.size() - room());
  }

  private static Key key(Offence offence) {
    return new Key(offence.groupId(), offence.text());
  }

  private static Optional<Instant> read(String time) {
    try {
      return Optional.ofNullable(time).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Statuses have whole seconds: the next one, so that no time is shorter than it should be. */
  private Instant begin() {
    Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(now) ? whole : whole.plusSeconds(1);
  }

  private int room() {
    return UnmanagedStatus.MAX_RULES - rows.size();
  }

  /** Groups whose rule ids have to be read so that the time of their rules can begin. */
  public Set<String> toRead() {
    Set<String> ids = new TreeSet<>();
    waiting.stream().limit(room()).forEach(offence -> ids.add(offence.groupId()));
    return ids;
  }

  /** Begins the time of what has no row yet, as far as there is room. */
  public void begin(Map<String, List<LiveRule>> rules) {
    for (Offence offence : List.copyOf(waiting)) {
      if (room() == 0) {
        return;
      }
      rules.getOrDefault(offence.groupId(), List.of()).stream()
          .filter(offence::isOf)
          .filter(LiveRule::hasId)
          .findFirst()
          .ifPresent(
              rule -> {
                var row = new Row(offence, rule.ruleId(), begin(), false, null);
                rows.put(key(offence), row);
                waiting.remove(offence);
                begun.add(written(row));
              });
    }
  }

  /** What is to be written, the oldest first. */
  public List<CondemnedRule> rows() {
    return rows.values().stream()
        .sorted(Comparator.comparing(Row::firstSeen))
        .map(this::written)
        .toList();
  }

  private CondemnedRule written(Row row) {
    return new CondemnedRule(
        row.offence().groupId(),
        row.ruleId(),
        row.offence().text(),
        row.offence().guardrails().stream().limit(CondemnedRule.MAX_GUARDRAILS).toList(),
        row.firstSeen().toString(),
        row.due(grace).toString(),
        row.stays());
  }

  /** Rows that this check began. */
  public List<CondemnedRule> begun() {
    return List.copyOf(begun);
  }

  /** Condemned rules whose time has not begun for want of room. */
  public int withoutRoom() {
    return withoutRoom;
  }

  /** What is to be taken, and what waits, by group. */
  public List<Remediation> remediations() {
    Map<String, List<Condemned>> byGroup = new TreeMap<>();
    for (Row row : rows.values()) {
      byGroup
          .computeIfAbsent(row.offence().groupId(), id -> new ArrayList<>())
          .add(
              new Condemned(
                  rule(row.offence(), row.ruleId()), row.offence().guardrails(), waits(row)));
    }
    for (Offence offence : waiting) {
      byGroup
          .computeIfAbsent(offence.groupId(), id -> new ArrayList<>())
          .add(
              new Condemned(
                  rule(offence, ""),
                  offence.guardrails(),
                  "its grace of " + Period.text(grace) + " begins when the operator has seen it"));
    }
    return byGroup.entrySet().stream()
        .map(entry -> Remediation.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static LiveRule rule(Offence offence, String id) {
    return new LiveRule(id, offence.direction(), offence.permission(), "", Map.of(), true);
  }

  private String waits(Row row) {
    if (row.stays() != null) {
      return row.stays();
    }
    boolean due = row.counted() && !now.isBefore(row.due(grace));
    return due ? "" : "its grace ends at " + row.due(grace);
  }

  /** When the next time is over; empty where none runs. */
  public Optional<Instant> next() {
    return rows.values().stream()
        .map(row -> row.due(grace))
        .filter(due -> due.isAfter(now))
        .min(Comparator.naturalOrder());
  }
}
