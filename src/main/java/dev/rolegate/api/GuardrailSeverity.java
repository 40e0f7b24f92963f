package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much it matters where a guardrail is not kept, the worst first. */
public enum GuardrailSeverity {
  /** An attacker needs nothing else. */
  @JsonProperty("Critical")
  CRITICAL,
  /** One mistake elsewhere makes it an opening. */
  @JsonProperty("High")
  HIGH,
  /** It widens what a compromised machine can reach, or hides who may reach it. */
  @JsonProperty("Medium")
  MEDIUM,
  /** It makes the rules harder to keep in order. */
  @JsonProperty("Low")
  LOW
}
