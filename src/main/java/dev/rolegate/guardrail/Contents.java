package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Surroundings;
import java.util.Collection;
import java.util.List;

/** The address blocks that peers stand for. */
final class Contents {
  private final Surroundings surroundings;
  private final Block.Known known;

  Contents(Surroundings surroundings, Block.Known known) {
    this.surroundings = surroundings;
    this.known = known;
  }

  Source source(RuleFacts rule) {
    Stretch stretch = Stretch.of(rule.permission());
    Peer peer = rule.permission().peer();
    if (peer instanceof Peer.Address address) {
      return new Source(rule.direction(), stretch, List.of(known.get(address.cidr())), "");
    }
    if (peer instanceof Peer.PrefixList list) {
      List<Cidr> entries = surroundings.prefixLists().get(list.id());
      return entries == null
          ? new Source(rule.direction(), stretch, List.of(), list.id())
          : new Source(rule.direction(), stretch, entries.stream().map(known::get).toList(), "");
    }
    return new Source(rule.direction(), stretch, List.of(), "");
  }

  List<Block> blocks(Collection<Cidr> cidrs) {
    return cidrs.stream().map(known::get).toList();
  }

  static NotKnown unread(Collection<String> prefixLists) {
    return new NotKnown(
        "the content of prefix list " + String.join(", ", prefixLists) + " is not known");
  }
}
