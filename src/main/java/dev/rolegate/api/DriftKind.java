package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a live group differed from its documents. */
public enum DriftKind {
  /** A rule was live that no document names. */
  @JsonProperty("ExtraRule")
  EXTRA_RULE,
  /** A documented rule was gone. */
  @JsonProperty("MissingRule")
  MISSING_RULE,
  /** A documented rule's protocol, ports or peer had been changed. */
  @JsonProperty("AlteredRule")
  ALTERED_RULE,
  /** A documented rule's description had been changed. */
  @JsonProperty("Description")
  DESCRIPTION,
  /** A tag of the group or of one of its rules had been changed. */
  @JsonProperty("Tags")
  TAGS,
  /** The group itself was gone. */
  @JsonProperty("GroupMissing")
  GROUP_MISSING
}
