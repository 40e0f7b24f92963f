package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How often the documents of a role are to be reviewed, and when they were. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewSpec(
    @Required
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "90d or 365d")
        @JsonPropertyDescription("The longest time between two reviews, such as 180d.")
        String every,
    @Size(max = 10)
        @ValidationRule(value = Times.DAY, message = Times.DAY_ADVICE)
        @ValidationRule(value = Times.REAL_DAY, message = Times.DAY_ADVICE)
        @JsonPropertyDescription(
            "The day of the last review, such as 2026-01-31. Absent: there was none, so that one is due now.")
        String lastReviewed,
    @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "who reviewed the documents, such as"
                    + " team-security@example.com")
        @JsonPropertyDescription("Who did the last review, such as team-security@example.com.")
        String reviewer) {}
