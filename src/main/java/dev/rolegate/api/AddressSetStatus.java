package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Whether the set can be used, and where it is. */
@JsonClassDescription("Whether the set can be used, what it holds now, and where it is used.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AddressSetStatus(
    @JsonPropertyDescription("The metadata.generation that this status speaks about.")
        Long observedGeneration,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: rules can use the set. Reconciling and Stalled follow the kstatus convention.")
        List<Condition> conditions,
    @JsonPropertyDescription("Entries that have not expired.") Integer entries,
    @JsonPropertyDescription("Entries whose time is over; they can be removed.") Integer expired,
    @JsonPropertyDescription("When the next entry expires. Absent: none does.") String nextExpiry,
    @JsonPropertyDescription("RoleSecurityGroups whose rules name the set.") Integer groups,
    @Size(max = AddressSetStatus.MAX_USED_BY)
        @JsonPropertyDescription("ManagedVpcs of those RoleSecurityGroups; the first 20.")
        List<String> usedBy) {

  /** The most ManagedVpcs that the schema accepts. */
  public static final int MAX_USED_BY = 20;

  public AddressSetStatus {
    conditions = ListField.read("conditions", conditions);
    usedBy = ListField.read("usedBy", usedBy);
  }
}
