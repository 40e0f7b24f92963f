package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.Permission;
import java.util.Optional;

/**
 * A rule or group that a guardrail does not let pass.
 *
 * @param state whether it is a document or what EC2 holds
 * @param group the declared group; empty for an unmanaged one
 * @param groupId empty for a declared group that is not live
 * @param rule empty where the group as such is meant
 * @param message what is wrong and what to write instead
 * @param verdict whether that is sure
 * @param exemption name of the GuardrailException by which it is accepted; empty where none counts
 */
public record Finding(
    GuardrailDocument guardrail,
    State state,
    Optional<GroupKey> group,
    String groupId,
    Optional<Rule> rule,
    String message,
    Verdict verdict,
    String exemption) {

  /** What was looked at. */
  public enum State {
    DECLARED,
    LIVE_MANAGED,
    LIVE_UNMANAGED
  }

  /** How sure it is. */
  public enum Verdict {
    /** Not kept. */
    BROKEN,
    /**
     * Not known, because facts are missing or the expression failed. A declared rule that is not in
     * place yet waits, and nothing is taken away.
     */
    UNKNOWN
  }

  /**
   * The rule.
   *
   * @param name of the declared entry; else the name that its description begins with, or empty
   * @param ruleId empty where it is not known, or not live
   */
  public record Rule(Direction direction, String name, Permission permission, String ruleId) {}

  /** The same, but not sure. */
  Finding unknown(String why) {
    return new Finding(guardrail, state, group, groupId, rule, why, Verdict.UNKNOWN, exemption);
  }

  /** The same, accepted by the exemption of that name. */
  public Finding withExemption(String value) {
    return new Finding(guardrail, state, group, groupId, rule, message, verdict, value);
  }
}
