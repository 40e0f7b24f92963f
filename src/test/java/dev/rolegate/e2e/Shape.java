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

  /** How a rule opens what it opens. */
  enum Form {
    WORLD,
    HALVES,
    UNION,
    EVERYTHING_BUT_TEN,
    IPV6_IN_USE,
    IPV6,
    PREFIX_LIST,
    ADDRESS_SET,
    ALL_PROTOCOLS,
    RANGE,
    UDP
  }

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

  /**
   * An entry of the document: one port, and peers that are all judged alike.
   *
   * @param port {@code tcp 22}, {@code udp 20-6000} or {@code all}
   * @param peers blocks, {@code pl:NAME}, {@code set:NAME}, {@code role:NAME} or {@code self}
   * @param breaks guardrails that it does not keep
   * @param keeps guardrails that it keeps, near as it comes to not doing so
   * @param strays by standing, where {@code breaks} is not what holds there
   */
  record Entry(
      String direction,
      String name,
      String purpose,
      String port,
      List<String> peers,
      String expiresAt,
      Set<Form> forms,
      Set<String> breaks,
      Set<String> keeps,
      Map<Standing, Set<String>> strays) {

    static Entry in(String name, String port, String... peers) {
      return of("ingress", name, port, peers);
    }

    static Entry out(String name, String port, String... peers) {
      return of("egress", name, port, peers);
    }

    private static Entry of(String direction, String name, String port, String... peers) {
      return new Entry(
          direction,
          name,
          "Needed for the case " + name,
          port,
          List.of(peers),
          "",
          Set.of(),
          Set.of(),
          Set.of(),
          Map.of());
    }

    Entry because(String why) {
      return new Entry(direction, name, why, port, peers, expiresAt, forms, breaks, keeps, strays);
    }

    Entry until(String end) {
      return new Entry(direction, name, purpose, port, peers, end, forms, breaks, keeps, strays);
    }

    Entry by(Form... some) {
      return new Entry(
          direction, name, purpose, port, peers, expiresAt, Set.of(some), breaks, keeps, strays);
    }

    Entry breaks(String... guardrails) {
      return new Entry(
          direction,
          name,
          purpose,
          port,
          peers,
          expiresAt,
          forms,
          Set.of(guardrails),
          keeps,
          strays);
    }

    Entry keeps(String... guardrails) {
      return new Entry(
          direction,
          name,
          purpose,
          port,
          peers,
          expiresAt,
          forms,
          breaks,
          Set.of(guardrails),
          strays);
    }

    /** What a group that nobody declares says of itself is less than what a document says. */
    Entry unmanagedBreaks(String... guardrails) {
      return new Entry(
          direction,
          name,
          purpose,
          port,
          peers,
          expiresAt,
          forms,
          breaks,
          keeps,
          Map.of(Standing.LIVE_UNMANAGED, Set.of(guardrails)));
    }

    Set<String> breaks(Standing standing) {
      return strays.getOrDefault(standing, breaks);
    }

    String path() {
      return direction + "/" + name;
    }

    /** How many rules of EC2 it is. */
    int rules(Map<String, List<String>> sets) {
      return peers.stream()
          .mapToInt(p -> p.startsWith("set:") ? sets.get(p.substring(4)).size() : 1)
          .sum();
    }

    Map<String, Object> spec(Map<String, String> lists, String own) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("name", name);
      spec.put("purpose", purpose);
      spec.put("ports", List.of(portSpec()));
      spec.put("peers", peers.stream().map(p -> peer(p, lists, own)).toList());
      if (!expiresAt.isEmpty()) {
        spec.put("expiresAt", expiresAt);
      }
      return spec;
    }

    private Map<String, Object> portSpec() {
      String[] words = port.split("[ -]");
      return switch (words.length) {
        case 1 -> Map.of("protocol", words[0]);
        case 2 -> Map.of("protocol", words[0], "port", Integer.valueOf(words[1]));
        default ->
            Map.of(
                "protocol",
                words[0],
                "port",
                Integer.valueOf(words[1]),
                "endPort",
                Integer.valueOf(words[2]));
      };
    }

    private static Map<String, Object> peer(String peer, Map<String, String> lists, String own) {
      if (peer.startsWith("pl:")) {
        return Map.of("prefixList", Map.of("id", lists.get(peer.substring(3))));
      } else if (peer.startsWith("set:")) {
        return Map.of("addressSet", peer.substring(4));
      } else if (peer.startsWith("role:")) {
        return Map.of("role", Map.of("name", peer.substring(5)));
      }
      return peer.equals("self") ? Map.of("role", Map.of("name", own)) : Map.of("cidr", peer);
    }
  }

  private final String name;
  private final List<Entry> entries;
  private final Map<String, Object> more = new LinkedHashMap<>();
  private final Map<Standing, Set<String>> breaks = new TreeMap<>();
  private final Set<String> keeps = new TreeSet<>();
  private String purpose;
  private boolean tagged = true;

  Shape(String name, Entry... entries) {
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

  List<Entry> entries() {
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
    for (Entry entry : entries) {
      for (String guardrail : entry.breaks(standing)) {
        Stream.generate(() -> guardrail + " " + entry.path())
            .limit(entry.rules(sets))
            .forEach(lines::add);
      }
    }
    return lines.stream().sorted().toList();
  }
}
