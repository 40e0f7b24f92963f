package dev.rolegate.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An accepted exception from a guardrail: a GuardrailException that counts.
 *
 * @param name of the GuardrailException
 * @param group the declared group; empty where {@link #groupId} names a group
 * @param groupId a live group; empty where {@link #group} names one
 * @param rule name of a declared rule, or {@code sgr-} id of a live one; empty: the whole group
 * @param from it counts from this moment on
 * @param until it counts until this moment, itself excluded
 */
public record Exemption(
    String name,
    String guardrail,
    String vpc,
    Optional<GroupKey> group,
    String groupId,
    String rule,
    String reason,
    String acceptedBy,
    Instant from,
    Instant until) {

  /** Whether {@link #rule} is an {@code sgr-} id. */
  public boolean isForRuleId() {
    return rule.startsWith("sgr-");
  }

  public boolean counts(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
