package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose groups a guardrail judges. */
public enum GuardrailScope {
  /** Groups that a RoleSecurityGroup declares. */
  @JsonProperty("Managed")
  MANAGED,
  /** Groups that nobody declares. */
  @JsonProperty("Unmanaged")
  UNMANAGED,
  /** Every group of the VPC. */
  @JsonProperty("All")
  ALL
}
