package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Surroundings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The address blocks that peers stand for. */
final class Contents {
  private final Surroundings surroundings;
  private final Block.Known known;
  private final Map<Peer, Content> byPeer = new HashMap<>();

  Contents(Surroundings surroundings, Block.Known known) {
    this.surroundings = surroundings;
    this.known = known;
  }

  Source source(RuleFacts rule) {
    return new Source(
        rule.direction(), Stretch.of(rule.permission()), content(rule.permission().peer()));
  }

  private Content content(Peer peer) {
    return peer instanceof Peer.Address || peer instanceof Peer.PrefixList
        ? byPeer.computeIfAbsent(peer, this::read)
        : Content.NONE;
  }

  private Content read(Peer peer) {
    if (peer instanceof Peer.Address address) {
      return new Content(List.of(known.get(address.cidr())), "");
    }
    String list = ((Peer.PrefixList) peer).id();
    List<Cidr> entries = surroundings.prefixLists().get(list);
    return entries == null
        ? new Content(List.of(), list)
        : new Content(entries.stream().map(known::get).toList(), "");
  }

  static NotKnown unread(Collection<String> prefixLists) {
    return new NotKnown(
        "the content of prefix list " + String.join(", ", prefixLists) + " is not known");
  }
}
