package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Beyond what changed documents cause no step goes without an approval. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsSpec(
    @Default("5")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "How many security groups may be deleted within an hour; 5 by default, at most 1000. The deletions beyond"
                + " wait for an approval or for the hour to pass.")
        Integer maxGroupDeletionsPerHour,
    @Default("25")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Which part of the documented rules that are live in the VPC one plan may narrow because of changed or"
                + " vanished documents, in percent, rounded up; 25 by default. With more, all of these steps wait for an"
                + " approval. Rules that nobody documented do not count, and are always removed.")
        Integer maxNarrowedPercent) {

  public static final LimitsSpec DEFAULTS = new LimitsSpec(null, null);

  public LimitsSpec {
    maxGroupDeletionsPerHour = maxGroupDeletionsPerHour == null ? 5 : maxGroupDeletionsPerHour;
    maxNarrowedPercent = maxNarrowedPercent == null ? 25 : maxNarrowedPercent;
  }
}
