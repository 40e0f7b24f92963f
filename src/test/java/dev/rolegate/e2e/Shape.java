package dev.rolegate.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A group of the matrix of guardrails: what its document says, and which guardrails it does not
 * keep. It stands for three groups with the same rules: one that is declared only, one that is
 * declared and live, and one that is live and that nobody declares.
 */
final class Shape {
  /** As what a group is judged; the words are those of the metric's state. */
  enum Standing {
    DECLARED("d-"),
    LIVE_MANAGED("m-"),
    LIVE_UNMANAGED("u-");

    final String prefix;

    Standing(String prefix) {
      this.prefix = prefix;
    }
  }

  private final String name;
  private final List<ShapeEntry> entries;
  private final Map<String, Object> more = new LinkedHashMap<>();
  private final Map<Standing, Set<String>> breaks = new TreeMap<>();
  private final Set<String> keeps = new TreeSet<>();
  private String purpose;
  private boolean tagged = true;

  Shape(String name, ShapeEntry... entries) {
    this.name = name;
    this.entries = List.of(entries);
    purpose = "Serves the case " + name;
  }

  /** Further fields of the document. */
  Shape with(String field, Object value) {
    more.put(field, value);
    return this;
  }

  Shape because(String why) {
    purpose = why;
    return this;
  }

  /** Nobody says in its tags whose the group is. */
  Shape untagged() {
    tagged = false;
    return this;
  }

  /** The group as such does not keep the guardrail, in these standings. */
  Shape breaks(String guardrail, Standing... standings) {
    for (Standing standing : standings) {
      breaks.computeIfAbsent(standing, s -> new TreeSet<>()).add(guardrail);
    }
    return this;
  }

  Shape keeps(String... guardrails) {
    keeps.addAll(List.of(guardrails));
    return this;
  }

  String name() {
    return name;
  }

  String name(Standing standing) {
    return standing.prefix + name;
  }

  String purpose() {
    return purpose;
  }

  boolean isTagged() {
    return tagged;
  }

  List<ShapeEntry> entries() {
    return entries;
  }

  Set<String> breaks(Standing standing) {
    return breaks.getOrDefault(standing, Set.of());
  }

  Set<String> keeps() {
    return keeps;
  }

  /** All guardrails that it or one of its rules does not keep. */
  Set<String> allBroken(Standing standing) {
    Set<String> all = new TreeSet<>(breaks(standing));
    entries.forEach(entry -> all.addAll(entry.breaks(standing)));
    return all;
  }

  RoleDoc doc(Standing standing, Map<String, String> lists) {
    String own = name(standing);
    RoleDoc doc = new RoleDoc(own, purpose, "team-shop", List.of(), List.of(), more);
    for (String direction : List.of("ingress", "egress")) {
      doc =
          doc.with(
              direction,
              entries.stream()
                  .filter(entry -> entry.direction().equals(direction))
                  .map(entry -> entry.spec(lists, own))
                  .toList());
    }
    return more.containsKey("groupName")
        ? doc.with("groupName", more.get("groupName") + standing.prefix + "1")
        : doc;
  }

  /** How often each guardrail is not kept. */
  Map<String, Integer> counts(Standing standing, Map<String, List<String>> sets) {
    Map<String, Integer> counts = new TreeMap<>();
    breaks(standing).forEach(guardrail -> counts.merge(guardrail, 1, Integer::sum));
    entries.forEach(
        entry ->
            entry
                .breaks(standing)
                .forEach(guardrail -> counts.merge(guardrail, entry.rules(sets), Integer::sum)));
    return counts;
  }

  /** {@code guardrail entry} for each rule that does not keep one. */
  List<String> lines(Standing standing, Map<String, List<String>> sets) {
    List<String> lines = new ArrayList<>();
    breaks(standing).forEach(guardrail -> lines.add(guardrail + " "));
    for (ShapeEntry entry : entries) {
      for (String guardrail : entry.breaks(standing)) {
        Stream.generate(() -> guardrail + " " + entry.path())
            .limit(entry.rules(sets))
            .forEach(lines::add);
      }
    }
    return lines.stream().sorted().toList();
  }
}
