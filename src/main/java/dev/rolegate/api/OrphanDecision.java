package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody decided about an orphan. */
public enum OrphanDecision {
  /** It stays as it was, and is no orphan any more. */
  @JsonProperty("Keep")
  KEEP,
  /** It goes as soon as nothing uses it, without waiting. */
  @JsonProperty("Delete")
  DELETE,
  /** It comes back as it was. */
  @JsonProperty("Restore")
  RESTORE
}
