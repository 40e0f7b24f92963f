package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one evaluation of a guardrail is about. */
public enum GuardrailSubject {
  /** A rule, on its own and as a part of its group. */
  @JsonProperty("Rule")
  RULE,
  /** A group with all its rules. */
  @JsonProperty("Group")
  GROUP
}
