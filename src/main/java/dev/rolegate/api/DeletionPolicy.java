package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the EC2 group when its RoleSecurityGroup is deleted. */
public enum DeletionPolicy {
  /** The group is deleted once nothing uses it. */
  @JsonProperty("Delete")
  DELETE,
  /** The group stays as it is, with its rules and tags. */
  @JsonProperty("Retain")
  RETAIN
}
