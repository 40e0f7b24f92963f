package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Family;
import java.util.List;

/** The addresses and ports of one rule. */
record Source(Direction direction, Stretch stretch, Content content) {

  List<Block> blocks() {
    return content.blocks();
  }

  /** Id of the prefix list whose content is not known; empty where it is. */
  String unread() {
    return content.unread();
  }

  boolean isUnread() {
    return !content.unread().isEmpty();
  }

  /** Whether the rule opens all of it; of a stretch that no rule opens in part. */
  boolean holds(Stretch some) {
    return stretch.speaks(some.protocol())
        && stretch.from() <= some.from()
        && some.to() <= stretch.to();
  }

  /** Whether the rule can count in what is open to strangers. */
  boolean mayOpen(Family family) {
    return isUnread() || !content.open(family).isEmpty();
  }
}
