package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Something that could be simpler, and how. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SprawlFindingStatus(
    @Size(max = 63) @JsonPropertyDescription("The kind of finding.") String kind,
    @Size(max = SprawlStatus.MAX_LINE)
        @JsonPropertyDescription("What it is about, such as 14 groups for one instance each.")
        String subject,
    @JsonPropertyDescription("Groups that it is about.") Integer groups,
    @Size(max = SprawlStatus.MAX_IDS) @JsonPropertyDescription("The first 5 of their ids.")
        List<@Size(max = 20) String> groupIds,
    @Size(max = SprawlStatus.MAX_LINE)
        @JsonPropertyDescription("What to do about it. rolegate sprawl prints the evidence.")
        String proposal) {
  public SprawlFindingStatus {
    groupIds = ListField.read("groupIds", groupIds);
  }
}
