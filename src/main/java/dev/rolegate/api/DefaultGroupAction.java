package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the rules of a VPC's default group. */
public enum DefaultGroupAction {
  /** Nothing, and nothing is said. */
  @JsonProperty("Ignore")
  IGNORE,
  /** It is said that there are any. */
  @JsonProperty("Report")
  REPORT,
  /** They are removed. */
  @JsonProperty("Close")
  CLOSE
}
