package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a VPC has of groups that nobody documented. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrphanCounts(
    @JsonPropertyDescription("Groups that nothing uses, by complete evidence.") Integer candidates,
    @JsonPropertyDescription("Groups that something uses.") Integer used,
    @JsonPropertyDescription("Groups of which it is not known whether anything uses them.")
        Integer unknown,
    @JsonPropertyDescription("Groups that lost their rules and wait to be deleted.")
        Integer quarantined,
    @Size(max = 20)
        @JsonPropertyDescription(
            "What could not be looked at, and why: one line for each collector.")
        List<String> missing) {
  public OrphanCounts {
    missing = ListField.read("missing", missing);
  }
}
