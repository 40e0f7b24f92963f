package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far the retirement is, and what is known of the group's uses. */
@JsonClassDescription("How far the retirement is, and what is known of the group's uses.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrphanedSecurityGroupStatus(
    @JsonPropertyDescription("The metadata.generation that this status speaks about.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "Candidate, Quarantined, Deleted, Kept or Restored: how far the retirement is.")
        OrphanPhase phase,
    @JsonPropertyDescription(
            "Since when nothing has been seen to use the group, in RFC 3339. Not believed where it is earlier than this"
                + " object.")
        String firstSeen,
    @JsonPropertyDescription(
            "How many checks with complete evidence in a row found no use; counted to 3.")
        Integer cleanChecks,
    @JsonPropertyDescription("When the group was without rules, in RFC 3339.") String quarantined,
    @JsonPropertyDescription("When the group was deleted, in RFC 3339.") String deleted,
    @JsonPropertyDescription("The group's id now, where it was made anew.") String restoredAs,
    @JsonPropertyDescription("What happens next, and when.") OrphanNext next,
    @JsonPropertyDescription("The first of the holders.") String holder,
    @Size(max = OrphanedSecurityGroupStatus.MAX_LINES)
        @JsonPropertyDescription("What uses the group; the first 20.")
        List<String> holders,
    @Size(max = OrphanedSecurityGroupStatus.MAX_LINES)
        @JsonPropertyDescription(
            "What could not be looked at, and why; the first 20. While there is anything, it is not known whether the"
                + " group is used.")
        List<String> unknown,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Kinds of resources that can name a security group and that no enabled collector looks at.")
        List<String> uncovered,
    @Size(max = OrphanedSecurityGroupStatus.MAX_LINES)
        @JsonPropertyDescription(
            "After a restoration under a new id: what still names the old one; the first 20.")
        List<String> namingOldId,
    @JsonPropertyDescription("SHA-256 of spec.snapshot as Rolegate wrote it.") String snapshotHash,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: the step that is due is done. SnapshotLost: what is needed to bring the group back is gone."
                + " Reconciling and Stalled follow the kstatus convention.")
        List<Condition> conditions) {

  /** The most lines that a list of the schema accepts. */
  public static final int MAX_LINES = 20;

  public OrphanedSecurityGroupStatus {
    holders = ListField.read("holders", holders);
    unknown = ListField.read("unknown", unknown);
    uncovered = ListField.read("uncovered", uncovered);
    namingOldId = ListField.read("namingOldId", namingOldId);
    conditions = ListField.read("conditions", conditions);
  }
}
