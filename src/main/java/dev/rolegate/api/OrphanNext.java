package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What happens next with an orphan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrphanNext(
    @Required @JsonPropertyDescription("Quarantine, Delete, Restore, Forget or None.") String step,
    @JsonPropertyDescription("Not before, in RFC 3339. Absent where a decision is waited for.")
        String when) {}
