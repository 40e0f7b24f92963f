package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import java.util.List;

/**
 * The addresses of one rule's peer.
 *
 * @param blocks empty for a group, whose members' addresses are nobody's business here
 * @param unread id of the prefix list whose content is not known; empty where it is
 */
record Source(Direction direction, Stretch stretch, List<Block> blocks, String unread) {

  boolean isUnread() {
    return !unread.isEmpty();
  }
}
