package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A documented rule that cannot be put in place now, and why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WithheldRule(
    @JsonPropertyDescription("The rule by direction and name, such as ingress/https.") String rule,
    @JsonPropertyDescription("Why, in one word, such as RoleNotFound.") String reason,
    @JsonPropertyDescription("What is wrong, and what would release the rule.") String message) {}
