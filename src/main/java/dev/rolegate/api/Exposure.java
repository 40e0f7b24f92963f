package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom a role is meant to serve. */
public enum Exposure {
  /** Known addresses and other roles. */
  @JsonProperty("Internal")
  INTERNAL,
  /** Everybody; the namespace needs the grant PublicExposure. */
  @JsonProperty("Public")
  PUBLIC
}
