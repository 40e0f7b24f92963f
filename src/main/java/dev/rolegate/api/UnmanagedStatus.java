package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What guardrails with the action Remove condemn in unmanaged groups, and what becomes of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnmanagedStatus(
    @JsonPropertyDescription(
            "Live rules of unmanaged groups that guardrails with the action Remove do not let pass, accepted ones and"
                + " those of which that is not sure left out.")
        Integer condemned,
    @JsonPropertyDescription(
            "Those of them that are left alone: the group does not match, is kept, or belongs to somebody else.")
        Integer leftAlone,
    @JsonPropertyDescription(
            "Rules listed here: their grace runs, or they are about to be removed.")
        Integer pending,
    @JsonPropertyDescription(
            "Condemned rules whose grace has not begun, since 200 others are listed. It begins as those go.")
        Integer waitingForRoom,
    @Size(max = UnmanagedStatus.MAX_RULES)
        @JsonPropertyDescription(
            "Rules whose grace runs or is over, the oldest first; at most 200.")
        List<CondemnedRule> rules,
    @Size(max = UnmanagedStatus.MAX_REMOVED)
        @JsonPropertyDescription("The last rules that were removed, the newest first; at most 20.")
        List<RemediatedRule> removed,
    @Size(max = UnmanagedStatus.MAX_LEFT)
        @JsonPropertyDescription(
            "Matching groups with condemned rules that are left alone, and why; the first 20.")
        List<String> left) {

  /** The most rules that the schema accepts: some 50 kB of a status. */
  public static final int MAX_RULES = 200;

  /** The most removed rules that the schema accepts. */
  public static final int MAX_REMOVED = 20;

  /** The most lines about groups that the schema accepts. */
  public static final int MAX_LEFT = 20;

  /** Nothing condemned. */
  public static final UnmanagedStatus NONE = new UnmanagedStatus(0, 0, 0, 0, null, null, null);

  public UnmanagedStatus {
    rules = ListField.read("rules", rules);
    removed = ListField.read("removed", removed);
    left = ListField.read("left", left);
  }

  public UnmanagedStatus withRules(List<CondemnedRule> value) {
    return new UnmanagedStatus(
        condemned, leftAlone, value.size(), waitingForRoom, value, removed, left);
  }
}
