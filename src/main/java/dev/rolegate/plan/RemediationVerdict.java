package dev.rolegate.plan;

import java.util.List;
import java.util.Set;

/**
 * How a group that nothing declares stands to what is to be taken from it.
 *
 * @param detail a line each: why it is left alone, and which rules wait for what
 * @param changed ids of rules that no longer are what was condemned
 */
public record RemediationVerdict(
    String groupId, State state, List<String> detail, Set<String> changed) {
  public RemediationVerdict {
    detail = List.copyOf(detail);
    changed = Set.copyOf(changed);
  }

  /** State of the group. */
  public enum State {
    /** Nothing that was to go is there. */
    DONE,
    /** The plan has steps for it. */
    CHANGES,
    /** It has steps that wait for an approval. */
    HELD,
    /** What is to go waits for its time. */
    WAITS,
    /** Something stands in the way; {@link RemediationVerdict#detail} says what. */
    LEFT_ALONE,
    /** There is no such group. */
    GONE
  }
}
