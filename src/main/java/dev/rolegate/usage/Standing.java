package dev.rolegate.usage;

import dev.rolegate.model.Holding;
import java.util.List;

/**
 * Whether a group is in use, and by what evidence.
 *
 * @param holders what uses it; may be empty only where nothing was found
 * @param missing what could not be looked at, a line for each collector; empty for complete
 *     evidence
 */
public record Standing(
    String groupId, Verdict verdict, List<Holding> holders, List<String> missing) {

  /** What the evidence says. */
  public enum Verdict {
    /** Something uses it. */
    USED,
    /** Nothing does, by complete evidence. */
    UNUSED,
    /** Nothing was found, and not all was looked at. */
    UNKNOWN
  }

  public Standing {
    holders = List.copyOf(holders);
    missing = List.copyOf(missing);
  }
}
