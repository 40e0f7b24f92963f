package dev.rolegate.e2e;

import dev.rolegate.e2e.Shape.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An entry of a shape's document: one port, and peers that are all judged alike. */
final class ShapeEntry {

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

  private final String direction;
  private final String name;
  private final String port;
  private final List<String> peers;
  private String purpose;
  private String expiresAt = "";
  private Set<Form> forms = Set.of();
  private Set<String> breaks = Set.of();
  private Set<String> keeps = Set.of();
  private Map<Standing, Set<String>> strays = Map.of();

  private ShapeEntry(String direction, String name, String port, String... peers) {
    this.direction = direction;
    this.name = name;
    this.port = port;
    this.peers = List.of(peers);
    purpose = "Needed for the case " + name;
  }

  /**
   * @param port {@code tcp 22}, {@code udp 20-6000} or {@code all}
   * @param peers blocks, {@code pl:NAME}, {@code set:NAME}, {@code role:NAME} or {@code self}
   */
  static ShapeEntry in(String name, String port, String... peers) {
    return new ShapeEntry("ingress", name, port, peers);
  }

  /** As {@link #in}. */
  static ShapeEntry out(String name, String port, String... peers) {
    return new ShapeEntry("egress", name, port, peers);
  }

  ShapeEntry because(String why) {
    purpose = why;
    return this;
  }

  ShapeEntry until(String end) {
    expiresAt = end;
    return this;
  }

  ShapeEntry by(Form... some) {
    forms = Set.of(some);
    return this;
  }

  /** It does not keep these. */
  ShapeEntry breaks(String... guardrails) {
    breaks = Set.of(guardrails);
    return this;
  }

  /** It keeps these, near as it comes to not doing so. */
  ShapeEntry keeps(String... guardrails) {
    keeps = Set.of(guardrails);
    return this;
  }

  /** What a group that nobody declares says of itself is less than what a document says. */
  ShapeEntry unmanagedBreaks(String... guardrails) {
    strays = Map.of(Standing.LIVE_UNMANAGED, Set.of(guardrails));
    return this;
  }

  String direction() {
    return direction;
  }

  Set<Form> forms() {
    return forms;
  }

  Set<String> keeps() {
    return keeps;
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
