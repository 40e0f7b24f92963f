package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far Rolegate goes with rules of groups that nobody documented. */
public enum UnmanagedAction {
  /** Counts those that guardrails would remove. */
  @JsonProperty("Report")
  REPORT,
  /** Removes them, after the grace period. */
  @JsonProperty("Remediate")
  REMEDIATE
}
