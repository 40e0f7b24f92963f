package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done where a guardrail is not kept. */
public enum GuardrailAction {
  /** It is reported. */
  @JsonProperty("Warn")
  WARN,
  /** Also, documented rules are withheld; what is live stays. */
  @JsonProperty("Deny")
  DENY,
  /** Also, live rules are revoked. */
  @JsonProperty("Remove")
  REMOVE
}
