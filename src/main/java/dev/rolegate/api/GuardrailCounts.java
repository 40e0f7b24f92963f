package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a guardrail finds in a VPC. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GuardrailCounts(
    @JsonPropertyDescription("Name of the ManagedVpc.") String managedVpc,
    @JsonPropertyDescription("Rules and groups that do not keep it.") Integer broken,
    @JsonPropertyDescription("Rules and groups of which it is not known.") Integer unknown,
    @JsonPropertyDescription("Rules and groups that a GuardrailException accepts.")
        Integer accepted) {}
