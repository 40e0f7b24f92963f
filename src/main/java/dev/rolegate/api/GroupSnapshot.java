package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** A group with all that is needed to make it again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupSnapshot(
    @Required @Size(max = 40) @JsonPropertyDescription("When it was read, in RFC 3339.")
        String taken,
    @Required @Size(max = 255) @JsonPropertyDescription("EC2's description of the group.")
        String description,
    @Required @Size(max = 12) @JsonPropertyDescription("The account that owns the group.")
        String ownerId,
    @JsonPropertyDescription("Tags of the group.") Map<String, @Size(max = 256) String> tags,
    @Size(max = GroupSnapshot.MAX_RULES) @JsonPropertyDescription("Rules of the group.")
        List<SnapshotRule> rules,
    @Size(max = GroupSnapshot.MAX_RULES)
        @JsonPropertyDescription("Rules of other groups that named this one.")
        List<SnapshotReference> references) {

  /** As many as EC2's quotas let a group have. */
  public static final int MAX_RULES = 2000;

  public GroupSnapshot {
    tags = tags == null ? Map.of() : Map.copyOf(tags);
    rules = ListField.read("rules", rules);
    references = ListField.read("references", references);
  }
}
