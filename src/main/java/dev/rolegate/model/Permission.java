package dev.rolegate.model;

import java.util.Comparator;

/**
 * What a rule allows, and by which EC2 tells rules of one group and direction apart: protocol,
 * ports and peer. Description and tags are no part of it.
 */
public record Permission(Protocol protocol, PortRange ports, Peer peer)
    implements Comparable<Permission> {
  private static final Comparator<Permission> ORDER =
      Comparator.comparing((Permission p) -> p.protocol().name())
          .thenComparingInt(p -> p.ports().from())
          .thenComparingInt(p -> p.ports().to())
          .thenComparing(Permission::peer);

  public Permission {
    ports = PortRange.canonical(protocol, ports.from(), ports.to());
  }

  public Permission withPeer(Peer other) {
    return new Permission(protocol, ports, other);
  }

  @Override
  public int compareTo(Permission other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code tcp 443 10.0.0.0/8}, {@code icmp type 8 sg-…}, {@code all 0.0.0.0/0}. */
  @Override
  public String toString() {
    return text(peer.toString());
  }

  /** The same with another text for the peer. */
  public String text(String peerText) {
    return protocol + portText() + " " + peerText;
  }

  private String portText() {
    if (ports.equals(PortRange.NONE)) {
      return "";
    }
    if (protocol.isIcmp()) {
      return " type " + ports.from() + (ports.to() == -1 ? "" : " code " + ports.to());
    }
    return " " + ports.from() + (ports.from() == ports.to() ? "" : "-" + ports.to());
  }
}
