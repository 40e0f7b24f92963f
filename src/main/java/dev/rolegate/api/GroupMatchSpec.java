package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Groups by id, name or tag; one of them suffices. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupMatchSpec(
    @Size(max = 1000)
        @ValidationRule(
            value = "self.all(id, id.matches('^sg-([0-9a-f]{8}|[0-9a-f]{17})$'))",
            message = "write ids of security groups, such as sg-0a1b2c3d4e5f60718")
        @JsonPropertyDescription("Ids of security groups, such as sg-0a1b2c3d4e5f60718.")
        List<@Size(max = 32) String> ids,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Names of security groups; * stands for any characters, as in launch-wizard-*.")
        List<@Size(min = 1, max = 255) String> names,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Tags of security groups. Key alone: any value. In the value * stands for any characters.")
        List<TagMatch> tags) {

  /**
   * Of a spec with an action and a match: whatever goes beyond a report names some groups in its
   * match.
   */
  static final String NAMED_UNLESS_REPORT =
      "self.action == 'Report' || (has(self.match) && ((has(self.match.ids) && size(self.match.ids) > 0)"
          + " || (has(self.match.names) && size(self.match.names) > 0)"
          + " || (has(self.match.tags) && size(self.match.tags) > 0)))";

  /** Fits no group. */
  public static final GroupMatchSpec NONE = new GroupMatchSpec(null, null, null);

  public GroupMatchSpec {
    ids = ListField.read("ids", ids);
    names = ListField.read("names", names);
    tags = ListField.read("tags", tags);
  }
}
