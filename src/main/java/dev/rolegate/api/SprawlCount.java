package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How much of one kind was found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SprawlCount(
    @Required @Size(max = 63) @JsonPropertyDescription("The kind of finding, such as LaunchWizard.")
        String kind,
    @JsonPropertyDescription("Findings of the kind.") Integer findings,
    @JsonPropertyDescription("Groups that these findings are about.") Integer groups) {}
