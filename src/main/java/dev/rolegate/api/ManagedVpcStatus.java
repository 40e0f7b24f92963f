package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the last check that found a change saw. A check that finds nothing new writes nothing. */
@JsonClassDescription("How the VPC stood when a check last found a change.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ManagedVpcStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status speaks about. Lower than metadata.generation: the newest"
                + " change has not been looked at yet.")
        Long observedGeneration,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: the mode's work is done for this generation. InSync: AWS equals the documents. Reconciling and"
                + " Stalled follow the kstatus convention.")
        List<Condition> conditions,
    @JsonPropertyDescription("Security groups of this VPC that Rolegate manages.") Integer groups,
    @JsonPropertyDescription(
            "Steps that the last check planned; 0 says that AWS equals the documents but for withheld rules.")
        Integer drift,
    @JsonPropertyDescription("Figures behind the columns.") VpcCounts counts,
    @JsonPropertyDescription(
            "Hash of the plan. The same state of AWS and of the documents always gives the same hash.")
        String planHash,
    @Size(max = ManagedVpcStatus.MAX_PLAN_LINES)
        @JsonPropertyDescription(
            "The plan as text, one step and its reason a line; the first 40 lines.")
        List<String> plan,
    @Size(max = ManagedVpcStatus.MAX_UNDECLARED)
        @JsonPropertyDescription(
            "Ids of groups that carry Rolegate's tags for this VPC without a declaration, such as after a lost"
                + " finalizer; the first 20. They are never touched.")
        List<String> undeclared,
    @JsonPropertyDescription(
            "The account that the VPC was first seen in. Credentials of another account are refused.")
        AccountStatus account,
    @JsonPropertyDescription(
            "The external id that Rolegate gives when it assumes spec.roleArn; the role's trust policy requires it.")
        String externalId,
    @JsonPropertyDescription("Makes each approval's hash good for one use.") String nonce,
    @JsonPropertyDescription("What waits for an approval. Absent: nothing.")
        ApprovalStatus approval,
    @JsonPropertyDescription("The last approval that was taken.") ApprovedStatus approved,
    @Size(max = ManagedVpcStatus.MAX_DELETIONS)
        @JsonPropertyDescription("Deletions of groups that were begun within the last hour.")
        List<DeletionRecord> deletions,
    @Size(max = ManagedVpcStatus.MAX_ADOPTED)
        @JsonPropertyDescription(
            "Adopted groups whose first approved narrowing has been applied; since then they are as any other.")
        List<String> adopted,
    @JsonPropertyDescription("Groups that nobody documented. Absent: they are not looked for.")
        OrphanCounts orphans,
    @JsonPropertyDescription(
            "What could be fewer or plainer among the groups, by the last look that saw something new. Absent: it is"
                + " not looked for, or not yet.")
        SprawlStatus sprawl,
    @JsonPropertyDescription(
            "What guardrails with the action Remove condemn in unmanaged groups, and what becomes of it. Absent: spec has no"
                + " unmanaged.")
        UnmanagedStatus unmanaged,
    @JsonPropertyDescription("The VPC's default group. Absent: spec.defaultGroup is Ignore.")
        DefaultGroupStatus defaultGroup) {

  /** The most plan lines that the schema accepts. */
  public static final int MAX_PLAN_LINES = 40;

  /** The most undeclared groups that the schema accepts. */
  public static final int MAX_UNDECLARED = 20;

  /** The most deletions that the schema accepts, as many as an hour may have. */
  public static final int MAX_DELETIONS = 1000;

  /** The most adopted groups that the schema accepts, as many as may be adoptable. */
  public static final int MAX_ADOPTED = 1000;

  public ManagedVpcStatus {
    deletions = ListField.read("deletions", deletions);
    adopted = ListField.read("adopted", adopted);
    conditions = ListField.read("conditions", conditions);
    plan = ListField.read("plan", plan);
    undeclared = ListField.read("undeclared", undeclared);
  }

  public ManagedVpcStatus withConditions(long generation, List<Condition> value) {
    return with(generation, value, orphans, sprawl, unmanaged, defaultGroup);
  }

  public ManagedVpcStatus withOrphans(OrphanCounts value) {
    return with(observedGeneration, conditions, value, sprawl, unmanaged, defaultGroup);
  }

  public ManagedVpcStatus withSprawl(SprawlStatus value) {
    return with(observedGeneration, conditions, orphans, value, unmanaged, defaultGroup);
  }

  /** With what there is to say of groups that nobody documented. */
  public ManagedVpcStatus withUnmanaged(
      UnmanagedStatus value, DefaultGroupStatus ofDefault, List<Condition> all) {
    return with(observedGeneration, all, orphans, sprawl, value, ofDefault);
  }

  private ManagedVpcStatus with(
      Long generation,
      List<Condition> all,
      OrphanCounts ofOrphans,
      SprawlStatus ofSprawl,
      UnmanagedStatus ofUnmanaged,
      DefaultGroupStatus ofDefault) {
    return new ManagedVpcStatus(
        generation,
        all,
        groups,
        drift,
        counts,
        planHash,
        plan,
        undeclared,
        account,
        externalId,
        nonce,
        approval,
        approved,
        deletions,
        adopted,
        ofOrphans,
        ofSprawl,
        ofUnmanaged,
        ofDefault);
  }
}
