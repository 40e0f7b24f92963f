package dev.rolegate.guardrail;

import java.util.List;

/**
 * What came of judging a group by one guardrail.
 *
 * @param elements over how many elements of lists its loops went
 * @param whole false where the guardrail's budget ended before the group did
 */
record Outcome(List<Finding> findings, long elements, boolean whole) {
  /** Of a guardrail that is not for the group. */
  static final Outcome NONE = new Outcome(List.of(), 0, true);
}
