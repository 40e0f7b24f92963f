package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What waits for an approval. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalStatus(
    @JsonPropertyDescription(
            "Write this as the annotation rolegate.dev/approve to have exactly these steps carried out, once.")
        String hash,
    @JsonPropertyDescription("How many changes wait.") Integer held,
    @Size(max = ApprovalStatus.MAX_STEPS)
        @JsonPropertyDescription("The held changes, one a line with its reason; the first 20.")
        List<String> steps) {

  /** The most steps that the schema accepts. */
  public static final int MAX_STEPS = 20;

  public ApprovalStatus {
    steps = ListField.read("steps", steps);
  }
}
