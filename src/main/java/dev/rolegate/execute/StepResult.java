package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.plan.Step;
import java.time.Instant;

/**
 * What became of a step.
 *
 * @param groupId the group that it changed; for a create the new id; empty where none is known
 * @param error null unless the outcome is {@link Outcome#FAILED}, or a budget or the audit log
 *     deferred it
 * @param shownFrom where the step waits because reads may not show yet what somebody else of
 *     Rolegate wrote right before the worker began: when a read does; else null
 */
public record StepResult(
    Step step, Outcome outcome, String groupId, Ec2Exception error, Instant at, Instant shownFrom) {

  public StepResult(Step step, Outcome outcome, String groupId, Ec2Exception error, Instant at) {
    this(step, outcome, groupId, error, at, null);
  }

  /** The ways a step can end in a pass. */
  public enum Outcome {
    /** EC2 did it. */
    APPLIED,
    /** EC2 refused, or its answer was lost; the next pass reads again and decides afresh. */
    FAILED,
    /**
     * Not begun: no request token, no time left in the pass, no longer the leader, or the audit log
     * could not take the line that goes before the call.
     */
    DEFERRED,
    /** Not begun: what it waits for has not happened, or not been seen yet. */
    WAITING,
    /** Not begun: needs approval. */
    HELD
  }
}
