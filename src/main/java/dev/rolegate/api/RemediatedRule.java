package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A rule that was removed from an unmanaged group. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RemediatedRule(
    @JsonPropertyDescription("Id of the group.") String groupId,
    @JsonPropertyDescription("Id that the rule had.") String ruleId,
    @JsonPropertyDescription("What it allowed.") String rule,
    @JsonPropertyDescription("When it was removed, in RFC 3339.") String time) {}
