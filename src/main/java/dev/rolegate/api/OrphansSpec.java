package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What becomes of groups that nothing uses and nobody documented. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = GroupMatchSpec.NAMED_UNLESS_REPORT,
    fieldPath = ".match",
    message =
        "say with ids, names or tags which groups Quarantine and Delete may touch, such as names: [launch-wizard-*]")
public record OrphansSpec(
    @Default("Report")
        @JsonPropertyDescription(
            "Report (the default) finds and reports. Quarantine also takes the rules of matching groups after the grace"
                + " period. Delete also deletes them after the quarantine.")
        OrphanAction action,
    @Default(OrphansSpec.DEFAULT_PERIOD)
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "12h or 7d")
        @JsonPropertyDescription(
            "How long a group has to be seen unused before its rules are taken; 7d by default.")
        String gracePeriod,
    @Default(OrphansSpec.DEFAULT_PERIOD)
        @Size(max = 6)
        @ValidationRule(value = Times.DURATION, message = Times.DURATION_ADVICE + "12h or 7d")
        @JsonPropertyDescription(
            "How long a group stays without rules before it is deleted; 7d by default.")
        String quarantinePeriod,
    @JsonPropertyDescription(
            "Which groups Quarantine and Delete may touch. Groups that Rolegate made itself and whose"
                + " RoleSecurityGroup is gone are among them without being named.")
        GroupMatchSpec match,
    @JsonPropertyDescription("Groups that are never looked at as orphans.") GroupMatchSpec keep,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Where uses are looked for, besides interfaces, rules, references and VPC associations, which are always"
                + " looked at. Absent: everywhere.")
        List<OrphanCollector> collectors,
    @Default("false")
        @JsonPropertyDescription(
            "True accepts that some kinds of resources that can name a security group are not looked at; each"
                + " OrphanedSecurityGroup lists them. Without it nothing is deleted.")
        Boolean acceptUncovered) {

  /** The periods where none is written. */
  public static final String DEFAULT_PERIOD = "7d";

  public OrphansSpec {
    action = action == null ? OrphanAction.REPORT : action;
    gracePeriod = gracePeriod == null ? DEFAULT_PERIOD : gracePeriod;
    quarantinePeriod = quarantinePeriod == null ? DEFAULT_PERIOD : quarantinePeriod;
    match = match == null ? GroupMatchSpec.NONE : match;
    keep = keep == null ? GroupMatchSpec.NONE : keep;
    collectors = collectors == null ? null : ListField.read("collectors", collectors);
    acceptUncovered = Boolean.TRUE.equals(acceptUncovered);
  }
}
