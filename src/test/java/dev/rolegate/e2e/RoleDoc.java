package dev.rolegate.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A RoleSecurityGroup as a team writes it, and the rules that EC2 has to hold for it.
 *
 * @param more further fields of the spec
 */
public record RoleDoc(
    String name,
    String purpose,
    String owner,
    List<Entry> ingress,
    List<Entry> egress,
    Map<String, Object> more) {

  /**
   * A TCP rule of the documents.
   *
   * @param peers address blocks, or names of roles of the same namespace
   */
  public record Entry(String name, String purpose, int from, int to, List<String> peers) {
    Map<String, Object> spec() {
      Map<String, Object> port =
          from == to ? Map.of("port", from) : Map.of("port", from, "endPort", to);
      return Map.of(
          "name",
          name,
          "purpose",
          purpose,
          "ports",
          List.of(port),
          "peers",
          peers.stream()
              .map(p -> p.contains("/") ? Map.of("cidr", p) : Map.of("role", Map.of("name", p)))
              .toList());
    }

    private Stream<String> lines(String direction, String namespace) {
      return peers.stream()
          .map(peer -> peer.contains("/") ? peer : namespace + "/" + peer)
          .map(
              peer ->
                  "%s tcp %d-%d %s \"%s: %s\"".formatted(direction, from, to, peer, name, purpose));
    }
  }

  public static RoleDoc of(String name) {
    return new RoleDoc(name, "For tests of " + name, "team-shop", List.of(), List.of(), Map.of());
  }

  public static Entry entry(String name, int port, String... peers) {
    return new Entry(name, "Needed for " + name, port, port, List.of(peers));
  }

  /** As the document writes it, with a peer of any kind. */
  static Map<String, Object> entryOf(String name, int port, Map<String, Object> peer) {
    return Map.of(
        "name",
        name,
        "purpose",
        "Needed for " + name,
        "ports",
        List.of(Map.of("port", port)),
        "peers",
        List.of(peer));
  }

  public RoleDoc in(Entry... entries) {
    return new RoleDoc(name, purpose, owner, List.of(entries), egress, more);
  }

  public RoleDoc out(Entry... entries) {
    return new RoleDoc(name, purpose, owner, ingress, List.of(entries), more);
  }

  public RoleDoc with(String field, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put(field, value);
    return new RoleDoc(name, purpose, owner, ingress, egress, all);
  }

  /** The rules that the group has to have, in the form of {@link CloudView#rules}. */
  public List<String> rules(String namespace) {
    List<String> all = new ArrayList<>();
    ingress.forEach(entry -> entry.lines("ingress", namespace).forEach(all::add));
    egress.forEach(entry -> entry.lines("egress", namespace).forEach(all::add));
    return all.stream().sorted().collect(Collectors.toList());
  }

  /** The manifest; JSON is YAML. */
  public String manifest(String namespace, String vpc) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("vpc", vpc);
    spec.put("role", name);
    spec.put("purpose", purpose);
    spec.put("owner", owner);
    spec.put("ingress", ingress.stream().map(Entry::spec).toList());
    spec.put("egress", egress.stream().map(Entry::spec).toList());
    spec.putAll(more);
    try {
      return JsonMapper.builder()
          .build()
          .writeValueAsString(
              Map.of(
                  "apiVersion",
                  "rolegate.dev/v1alpha1",
                  "kind",
                  "RoleSecurityGroup",
                  "metadata",
                  Map.of("name", name, "namespace", namespace),
                  "spec",
                  spec));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
