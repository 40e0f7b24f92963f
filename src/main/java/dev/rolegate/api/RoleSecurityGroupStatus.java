package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How the role's group stood when something about it last changed. */
@JsonClassDescription("How the role's security group stood when something about it last changed.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoleSecurityGroupStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status speaks about. Lower than metadata.generation: the newest"
                + " change has not been looked at yet.")
        Long observedGeneration,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: the mode's work is done for this generation. InSync: AWS equals the documents. Reconciling and"
                + " Stalled follow the kstatus convention.")
        List<Condition> conditions,
    @JsonPropertyDescription("Id of the EC2 security group. Absent while there is none.")
        String groupId,
    @JsonPropertyDescription("Name of the EC2 security group.") String groupName,
    @JsonPropertyDescription("Figures about the group's rules.") RuleCounts rules,
    @JsonPropertyDescription(
            "Hash of this group's part of the plan. The same state of AWS and of the documents always gives the same"
                + " hash.")
        String planHash,
    @Size(max = RoleSecurityGroupStatus.MAX_PLAN_LINES)
        @JsonPropertyDescription(
            "This group's part of the plan as text, one step and its reason a line; the first 40 lines.")
        List<String> plan,
    @Size(max = RoleSecurityGroupStatus.MAX_WITHHELD)
        @JsonPropertyDescription(
            "Documented rules that are withheld: neither added, changed nor removed; the first 20.")
        List<WithheldRule> withheld,
    @Size(max = RoleSecurityGroupStatus.MAX_LAST_DRIFT)
        @JsonPropertyDescription(
            "What had been changed in AWS behind the documents, and what was done about it: the newest ten, newest"
                + " first.")
        List<DriftRecord> lastDrift,
    @Size(max = RoleSecurityGroupStatus.MAX_APPLIED)
        @JsonPropertyDescription(
            "Short hashes of the documented rules that were in place when last looked at. What is live and not among"
                + " them was never Rolegate's. Absent: not known yet.")
        List<String> applied,
    @Size(max = RoleSecurityGroupStatus.MAX_EXPIRIES)
        @JsonPropertyDescription(
            "Documented rules that end, the soonest first, then those that ended, the latest first; 20 together.")
        List<ExpiryStatus> expiries,
    @JsonPropertyDescription("When the next review is due. Absent: none is asked for.")
        String reviewDue) {

  /** The most plan lines that the schema accepts. */
  public static final int MAX_PLAN_LINES = 40;

  /** The most withheld rules that the schema accepts. */
  public static final int MAX_WITHHELD = 20;

  /** The most entries of drift that the schema accepts. */
  public static final int MAX_LAST_DRIFT = 10;

  /** The most hashes that the schema accepts: EC2 lets no group have more rules. */
  public static final int MAX_APPLIED = 4000;

  /** The most ends of rules that the schema accepts. */
  public static final int MAX_EXPIRIES = 20;

  public RoleSecurityGroupStatus {
    // Absent is not the same as empty: nothing known, or nothing in place.
    applied = applied == null ? null : List.copyOf(applied);
    conditions = ListField.read("conditions", conditions);
    plan = ListField.read("plan", plan);
    withheld = ListField.read("withheld", withheld);
    lastDrift = ListField.read("lastDrift", lastDrift);
    expiries = ListField.read("expiries", expiries);
  }
}
