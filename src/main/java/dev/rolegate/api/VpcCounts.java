package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Figures about a VPC at its last check that found a change. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VpcCounts(
    @JsonPropertyDescription("RoleSecurityGroups that name this VPC.") Integer declared,
    @JsonPropertyDescription("Documented rules that are withheld, over all groups.")
        Integer withheld,
    @JsonPropertyDescription(
            "Groups that carry Rolegate's tags for this VPC without a declaration.")
        Integer undeclared,
    @JsonPropertyDescription("What does not keep guardrails. Absent: nothing is judged.")
        VpcFindings findings) {}
