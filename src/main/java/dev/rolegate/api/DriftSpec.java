package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How drift is looked for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftSpec(
    @Default(DriftSpec.DEFAULT_INTERVAL)
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "30s or 5m")
        @JsonPropertyDescription(
            "How often the live groups are read and compared with the declared roles, such as 30s, 5m (the default)"
                + " or 1h. A check costs one EC2 call for each 1,000 groups of the VPC.")
        String interval) {

  /** The interval where none is written. */
  public static final String DEFAULT_INTERVAL = "5m";

  public DriftSpec {
    interval = interval == null ? DEFAULT_INTERVAL : interval;
  }
}
