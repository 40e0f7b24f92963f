package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far Rolegate goes with groups that nothing uses and nobody documented. */
public enum OrphanAction {
  /** Finds and reports them. */
  @JsonProperty("Report")
  REPORT,
  /** Takes their rules, after the grace period. */
  @JsonProperty("Quarantine")
  QUARANTINE,
  /** Deletes them, after the quarantine. */
  @JsonProperty("Delete")
  DELETE
}
