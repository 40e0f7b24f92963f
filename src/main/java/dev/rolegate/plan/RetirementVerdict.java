package dev.rolegate.plan;

import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Retirement.Wanted;
import java.util.List;

/**
 * How a group that nothing declares stands to what is wanted of it.
 *
 * @param name of the OrphanedSecurityGroup
 * @param groupId the group, the new one where it was made anew; empty where there is none
 * @param detail what was found, a line each: holders, changes, what does not come back
 */
public record RetirementVerdict(
    String name, String groupId, Wanted wanted, State state, List<String> detail) {
  public RetirementVerdict {
    detail = List.copyOf(detail);
  }

  /** State of the group. */
  public enum State {
    /** It is as wanted: without rules and marked, or gone, or as it was and not marked. */
    DONE,
    /** The plan has steps for it. */
    CHANGES,
    /** It is not as it was when its rules were written down, so that none of them is taken. */
    CHANGED_SINCE,
    /** Something stands in the way; {@link RetirementVerdict#detail} says what. */
    BLOCKED,
    /** Its deletion waits for an approval. */
    HELD,
    /** There is no such group, though it was to be quarantined. */
    MISSING
  }

  /** The key of its steps' targets. */
  public GroupKey key() {
    return new GroupKey("", name);
  }
}
