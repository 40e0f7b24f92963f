package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What Rolegate may do in a VPC. */
public enum Mode {
  /** Plan and report; change nothing. */
  @JsonProperty("Observe")
  OBSERVE,
  /** Make AWS equal to the declared roles. */
  @JsonProperty("Enforce")
  ENFORCE
}
