package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rules as a RoleSecurityGroup writes them; the purpose is for people to say. */
final class Snippet {
  /** More would be no proposal. */
  private static final int ENTRIES = 10;

  private Snippet() {}

  /** One entry. */
  static String rule(String name, List<Permission> permissions, String peer) {
    List<String> lines = new ArrayList<>();
    lines.add("- name: " + name);
    lines.add("  purpose: \"<why this is needed>\"");
    List<String> ports = permissions.stream().map(Snippet::port).distinct().toList();
    lines.add("  ports: [" + String.join(", ", ports) + "]");
    lines.add("  peers: [" + peer + "]");
    return String.join("\n", lines);
  }

  /** What comes in, an entry for each protocol, port and other end. */
  static String ingress(Collection<Permission> permissions, String selfRole) {
    return permissions.stream()
        .sorted()
        .limit(ENTRIES)
        .map(one -> rule(name(one), List.of(one), peer(one.peer(), selfRole)))
        .collect(Collectors.joining("\n"));
  }

  /** A name that a role may have, from what is the same in several names; may be empty. */
  static String roleName(String pattern) {
    return pattern.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }

  /** The same, where there has to be one. */
  static String roleOf(String pattern) {
    String name = roleName(pattern);
    return name.isEmpty() ? "<role>" : name;
  }

  static String role(String name) {
    return "{role: {name: " + name + "}}";
  }

  /** As a document names the other end. */
  static String peer(Peer peer, String selfRole) {
    if (peer instanceof Peer.Address address) {
      String text = address.cidr().toString();
      return "{cidr: " + (text.indexOf(':') < 0 ? text : "\"" + text + "\"") + "}";
    }
    if (peer instanceof Peer.PrefixList list) {
      return "{prefixList: {id: " + list.id() + "}}";
    }
    if (peer instanceof Peer.Group group && group.groupId().startsWith("sg-")) {
      return "{securityGroup: {id: " + group.groupId() + "}}";
    }
    return role(selfRole);
  }

  /** {@code https} is for people to say; this only tells entries apart. */
  static String name(Permission permission) {
    PortRange ports = permission.ports();
    String protocol = permission.protocol().toString();
    if (ports.equals(PortRange.NONE)) {
      return "any-" + protocol;
    }
    return protocol + "-" + ports.from() + (ports.from() == ports.to() ? "" : "-" + ports.to());
  }

  private static String port(Permission permission) {
    Protocol protocol = permission.protocol();
    PortRange ports = permission.ports();
    List<String> fields = new ArrayList<>();
    if (!protocol.equals(Protocol.TCP)) {
      String name = protocol.toString();
      fields.add("protocol: " + (name.matches("[0-9]+") ? "\"" + name + "\"" : name));
    }
    if (protocol.isIcmp()) {
      if (ports.from() >= 0) {
        fields.add("icmpType: " + ports.from());
      }
      if (ports.to() >= 0) {
        fields.add("icmpCode: " + ports.to());
      }
    } else if (protocol.hasPorts()) {
      fields.add("port: " + ports.from());
      if (ports.to() != ports.from()) {
        fields.add("endPort: " + ports.to());
      }
    }
    return "{" + String.join(", ", fields) + "}";
  }
}
