package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A deletion of a group that counts against the hour's limit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeletionRecord(
    @JsonPropertyDescription("Id of the group.") String groupId,
    @JsonPropertyDescription(
            "When its deletion was begun, in RFC 3339; written before the first call.")
        String time) {}
