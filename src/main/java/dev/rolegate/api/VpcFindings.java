package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many rules and groups of a VPC do not keep guardrails. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VpcFindings(
    @JsonPropertyDescription("In documents and in groups that Rolegate manages.")
        SeverityCounts managed,
    @JsonPropertyDescription("In groups that nobody declares.") SeverityCounts unmanaged,
    @JsonPropertyDescription("Accepted by GuardrailExceptions, and not counted otherwise.")
        Integer accepted,
    @JsonPropertyDescription("Not known, and not counted otherwise.") Integer unknown) {

  /** By how much it matters. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SeverityCounts(
      @JsonPropertyDescription("Of severity Critical.") Integer critical,
      @JsonPropertyDescription("Of severity High.") Integer high,
      @JsonPropertyDescription("Of severity Medium.") Integer medium,
      @JsonPropertyDescription("Of severity Low.") Integer low) {}
}
