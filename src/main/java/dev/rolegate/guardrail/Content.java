package dev.rolegate.guardrail;

import dev.rolegate.model.Family;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The addresses of a peer. There is one object for each peer, and no other is equal to it. */
final class Content {
  /** Of a group, whose members' addresses are nobody's business here. */
  static final Content NONE = new Content(List.of(), "");

  private final List<Block> blocks;
  private final String unread;
  private final Map<Family, List<Block>> open = new EnumMap<>(Family.class);
  private final Map<Family, BigInteger> openSize = new EnumMap<>(Family.class);

  /**
   * @param unread id of the prefix list whose content is not known; empty where it is
   */
  Content(List<Block> blocks, String unread) {
    this.blocks = blocks;
    this.unread = unread;
    for (Family family : Family.values()) {
      List<Block> some =
          blocks.stream().filter(one -> one.family() == family && one.isPublic()).toList();
      open.put(family, some);
      openSize.put(
          family, some.stream().map(Block::publicSize).reduce(BigInteger.ZERO, BigInteger::add));
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  String unread() {
    return unread;
  }

  /** Those that hold addresses of strangers. */
  List<Block> open(Family family) {
    return open.get(family);
  }

  /** How many addresses of strangers they have, side by side. */
  BigInteger openSize(Family family) {
    return openSize.get(family);
  }
}
