package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Figures about a group's rules, each counted as EC2 counts: one protocol, port range and peer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleCounts(
    @JsonPropertyDescription("Documented rules, withheld ones included.") Integer declared,
    @JsonPropertyDescription("Documented rules that are live on the group.") Integer live,
    @JsonPropertyDescription("Documented rules that are withheld.") Integer withheld,
    @JsonPropertyDescription("live/declared, such as 6/6.") String summary) {

  /** The figures with their summary. */
  public static RuleCounts of(int declared, int live, int withheld) {
    return new RuleCounts(declared, live, withheld, live + "/" + declared);
  }
}
