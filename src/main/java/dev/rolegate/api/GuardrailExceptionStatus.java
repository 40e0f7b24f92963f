package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Whether an exception counts, and until when. */
@JsonClassDescription("Whether it counts, and until when.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GuardrailExceptionStatus(
    @JsonPropertyDescription("The metadata.generation that this status speaks about.")
        Long observedGeneration,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: it counts; False says why it does not. Reconciling and Stalled follow the kstatus convention.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "What it is for: the group, and the rule where it names one, such as shop/web ssh.")
        String covers,
    @JsonPropertyDescription(
            "From this moment on it does not count, in RFC 3339: spec.expiresAt, or sooner by the Guardrail's"
                + " spec.exceptions.maxDuration.")
        String until) {

  public GuardrailExceptionStatus {
    conditions = ListField.read("conditions", conditions);
  }
}
