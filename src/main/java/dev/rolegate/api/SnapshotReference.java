package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A rule of another group. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotReference(
    @Required @Size(max = 20) @JsonPropertyDescription("The group that has the rule.")
        String groupId,
    @Required @JsonPropertyDescription("The rule.") SnapshotRule rule) {}
