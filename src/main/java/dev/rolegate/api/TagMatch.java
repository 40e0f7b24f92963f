package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A tag, by key or by key and value. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TagMatch(
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("The tag's key.") String key,
    @Size(max = 256)
        @JsonPropertyDescription("The tag's value; * stands for any characters. Absent: any value.")
        String value) {}
