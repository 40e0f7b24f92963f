package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What Rolegate did about a difference. */
public enum DriftAction {
  /** The undocumented rule was revoked. */
  @JsonProperty("Removed")
  REMOVED,
  /** The documented rule, description or tag was put back. */
  @JsonProperty("Restored")
  RESTORED,
  /** The group was created again. */
  @JsonProperty("Recreated")
  RECREATED
}
