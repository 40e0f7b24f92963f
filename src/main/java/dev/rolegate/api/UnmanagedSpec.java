package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What becomes of rules of unmanaged groups that guardrails with the action Remove condemn. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = GroupMatchSpec.NAMED_UNLESS_REPORT,
    fieldPath = ".match",
    message =
        "say with ids, names or tags from which groups Remediate may take rules, such as names: [launch-wizard-*]")
public record UnmanagedSpec(
    @Default("Report")
        @JsonPropertyDescription(
            "Report (the default) counts the rules that guardrails with the action Remove and the scope Unmanaged or All"
                + " do not let pass. Remediate also removes them from matching groups, after the grace period.")
        UnmanagedAction action,
    @Default(UnmanagedSpec.DEFAULT_PERIOD)
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "12h or 7d")
        @JsonPropertyDescription(
            "How long a rule stays after it was first seen under the action Remediate; 7d by default.")
        String gracePeriod,
    @JsonPropertyDescription("From which groups Remediate may take rules.") GroupMatchSpec match,
    @JsonPropertyDescription("Groups from which no rule is taken, even where they match.")
        GroupMatchSpec keep) {

  /** The grace where none is written. */
  public static final String DEFAULT_PERIOD = "7d";

  public UnmanagedSpec {
    action = action == null ? UnmanagedAction.REPORT : action;
    gracePeriod = gracePeriod == null ? DEFAULT_PERIOD : gracePeriod;
    match = match == null ? GroupMatchSpec.NONE : match;
    keep = keep == null ? GroupMatchSpec.NONE : keep;
  }
}
