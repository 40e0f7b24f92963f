package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The last approval that was taken. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovedStatus(
    @JsonPropertyDescription(
            "The approved hash. It is used up: written again, it approves nothing.")
        String hash,
    @JsonPropertyDescription("When it was taken, in RFC 3339, such as 2026-01-31T12:00:00Z.")
        String time,
    @Size(max = ApprovedStatus.MAX_STEPS)
        @JsonPropertyDescription("Short hashes of the approved changes that are still to be made.")
        List<String> open) {

  /** The most changes that one approval can cover. */
  public static final int MAX_STEPS = 5000;

  public ApprovedStatus {
    open = ListField.read("open", open);
  }
}
