package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How the VPC's default group stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DefaultGroupStatus(
    @JsonPropertyDescription("Id of the default group.") String groupId,
    @JsonPropertyDescription("Rules that it has; 0 says that it is closed.") Integer rules) {}
