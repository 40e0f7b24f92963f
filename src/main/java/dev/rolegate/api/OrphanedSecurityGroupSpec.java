package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Which group it is, what was decided about it, and what it was like. */
@JsonClassDescription("Which group it is, what was decided about it, and what it was like.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.groupId == oldSelf.groupId",
    message = "groupId cannot change: Rolegate writes one object for each group")
public record OrphanedSecurityGroupSpec(
    @Required
        @Size(max = 63)
        @JsonPropertyDescription(
            "The ManagedVpc that the group is in. Rolegate writes another one where that looks after the group's VPC"
                + " from now on.")
        String managedVpc,
    @Required
        @Size(max = 20)
        @ValidationRule(value = Forms.GROUP_ID, message = Forms.GROUP_ID_ADVICE)
        @JsonPropertyDescription("The group's id when it was found. It cannot be changed.")
        String groupId,
    @Size(max = 255) @JsonPropertyDescription("The group's name in EC2.") String groupName,
    @JsonPropertyDescription(
            "Keep: the group stays, or gets back its rules, and is left alone from now on. Delete: it goes as soon as"
                + " nothing uses it, without waiting; where the ManagedVpc only reports, nothing happens. Restore: the"
                + " group comes back with its rules and the rules elsewhere that named it, under a new id where it was"
                + " deleted.")
        OrphanDecision decision,
    @JsonPropertyDescription(
            "The group as it was before its first rule was taken. Written by Rolegate before that.")
        GroupSnapshot snapshot) {

  public OrphanedSecurityGroupSpec withManagedVpc(String value) {
    return new OrphanedSecurityGroupSpec(value, groupId, groupName, decision, snapshot);
  }

  public OrphanedSecurityGroupSpec withDecision(OrphanDecision value) {
    return new OrphanedSecurityGroupSpec(managedVpc, groupId, groupName, value, snapshot);
  }

  public OrphanedSecurityGroupSpec withSnapshot(GroupSnapshot value) {
    return new OrphanedSecurityGroupSpec(managedVpc, groupId, groupName, decision, value);
  }
}
