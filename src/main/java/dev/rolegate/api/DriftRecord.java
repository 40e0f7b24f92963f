package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One change made behind the documents, with what is needed to put it back. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftRecord(
    @JsonPropertyDescription("When it was mended, in RFC 3339, such as 2026-01-31T12:00:00Z.")
        String time,
    @JsonPropertyDescription(
            "What it was: ExtraRule, MissingRule, AlteredRule, Description, Tags or GroupMissing.")
        DriftKind kind,
    @JsonPropertyDescription(
            "The rule, description or tag exactly as it was found, so that it can be put back; for what was"
                + " missing, what had been there.")
        String rule,
    @JsonPropertyDescription("EC2's id of the rule, sgr-…, where it had one.") String ruleId,
    @JsonPropertyDescription("What was done: Removed, Restored or Recreated.")
        DriftAction action) {}
