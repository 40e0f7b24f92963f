package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What exceptions from a guardrail may be like. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExceptionsSpec(
    @Default(ExceptionsSpec.LONGEST)
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "12h or 90d")
        @JsonPropertyDescription(
            "How long a GuardrailException counts at most, from its creation; 365d by default.")
        String maxDuration) {

  /** The longest where none is written: a year, so that every exception is looked at again. */
  public static final String LONGEST = "365d";

  public ExceptionsSpec {
    maxDuration = maxDuration == null ? LONGEST : maxDuration;
  }
}
