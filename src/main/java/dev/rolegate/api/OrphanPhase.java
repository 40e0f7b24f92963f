package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the retirement of a group is. */
public enum OrphanPhase {
  /** Nothing uses it; seen for less than the grace period, or no further step is wanted. */
  @JsonProperty("Candidate")
  CANDIDATE,
  /** It lost its rules, or is losing them. */
  @JsonProperty("Quarantined")
  QUARANTINED,
  /** It is gone. */
  @JsonProperty("Deleted")
  DELETED,
  /** Somebody decided that it stays. */
  @JsonProperty("Kept")
  KEPT,
  /** It came back as it was, or is coming back. */
  @JsonProperty("Restored")
  RESTORED
}
