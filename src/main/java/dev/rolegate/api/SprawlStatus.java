package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a VPC's groups could be fewer or plainer in, by the last look. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SprawlStatus(
    @Size(max = SprawlStatus.MAX_KINDS)
        @JsonPropertyDescription(
            "Findings by kind. A kind that is absent was not looked at to the end, and nothing of it was found;"
                + " missing says why.")
        List<SprawlCount> counts,
    @Size(max = SprawlStatus.MAX_WORST)
        @JsonPropertyDescription("The findings that weigh most, the worst first.")
        List<SprawlFindingStatus> worst,
    @Size(max = SprawlStatus.MAX_MISSING)
        @JsonPropertyDescription("What could not be looked at, and why, a line each.")
        List<@Size(max = SprawlStatus.MAX_LINE) String> missing) {

  /** The most kinds that the schema accepts. */
  public static final int MAX_KINDS = 32;

  /** The most findings that the schema accepts. */
  public static final int MAX_WORST = 5;

  /** The most lines about what is missing that the schema accepts. */
  public static final int MAX_MISSING = 20;

  /** The longest line that the schema accepts. */
  public static final int MAX_LINE = 512;

  /** The most group ids of one finding that the schema accepts. */
  public static final int MAX_IDS = 5;

  public SprawlStatus {
    counts = ListField.read("counts", counts);
    worst = ListField.read("worst", worst);
    missing = ListField.read("missing", missing);
  }

  /** The same figures, with other lines about what is missing. */
  public SprawlStatus with(List<String> otherMissing) {
    return new SprawlStatus(counts, worst, otherMissing);
  }
}
