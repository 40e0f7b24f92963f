package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which VPC, what Rolegate may do there, and who may declare roles in it. */
@JsonClassDescription(
    "Which VPC it is, what Rolegate may do there, and who may declare roles in it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.vpcId == oldSelf.vpcId",
    fieldPath = ".vpcId",
    message = "vpcId cannot change: create another ManagedVpc for another VPC")
@ValidationRule(
    value = "self.region == oldSelf.region",
    fieldPath = ".region",
    message = "region cannot change: create another ManagedVpc for a VPC in another Region")
public record ManagedVpcSpec(
    @Required
        @Size(max = 21)
        @ValidationRule(
            value = "self.matches('^vpc-([0-9a-f]{8}|[0-9a-f]{17})$')",
            message = "write the id of the VPC, such as vpc-0a1b2c3d4e5f60718")
        @JsonPropertyDescription(
            "Id of the VPC, such as vpc-0a1b2c3d4e5f60718. It cannot be changed.")
        String vpcId,
    @Required
        @Size(max = 32)
        @ValidationRule(
            value = "self.matches('^[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}$')",
            message = "write the code of an AWS Region, such as eu-west-1")
        @JsonPropertyDescription("AWS Region of the VPC, such as eu-west-1. It cannot be changed.")
        String region,
    @Size(max = 2048)
        @ValidationRule(
            value = "self.matches('^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[a-zA-Z0-9+=,.@_/-]+$')",
            message =
                "write the ARN of an IAM role, such as arn:aws:iam::111122223333:role/rolegate")
        @JsonPropertyDescription(
            "ARN of the IAM role that Rolegate assumes, through STS, for every call about this VPC; for a VPC in"
                + " another account it is a role of that account. Example:"
                + " arn:aws:iam::111122223333:role/rolegate. Absent: the operator's own credentials are used.")
        String roleArn,
    @Default("Observe")
        @JsonPropertyDescription(
            "Observe (the default) plans and reports, and changes nothing. Enforce makes the security groups equal"
                + " to the declared roles and keeps them so.")
        Mode mode,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Who may declare which roles in this VPC. Absent or empty: nobody. Each entry grants its roles to its"
                + " namespaces; entries add up.")
        List<TenantSpec> tenants,
    @Size(max = 1000)
        @JsonPropertyDescription(
            "Existing security groups that may be taken over by a RoleSecurityGroup with adopt, and by which namespace."
                + " Also the consent to go on with a group that lost Rolegate's tags.")
        List<AdoptableSpec> adoptable,
    @Default("{}") @JsonPropertyDescription("How drift is looked for.") DriftSpec drift,
    @Default("{}")
        @JsonPropertyDescription(
            "What changed documents may cause without an approval. Beyond it steps are held, never the rest of the"
                + " plan.")
        LimitsSpec limits,
    @JsonPropertyDescription(
            "What becomes of security groups of this VPC that nothing uses and nobody documented. Absent: they are not"
                + " looked for.")
        OrphansSpec orphans,
    @JsonPropertyDescription(
            "What becomes of rules of unmanaged groups that guardrails with the action Remove condemn. Absent: guardrails"
                + " report them as any other finding.")
        UnmanagedSpec unmanaged,
    @Default("Ignore")
        @JsonPropertyDescription(
            "The VPC's default group. Ignore (the default) says nothing of it. Report says whether it has rules. Close"
                + " removes them all; while anything has the group, that waits for an approval.")
        DefaultGroupAction defaultGroup) {

  public ManagedVpcSpec {
    mode = mode == null ? Mode.OBSERVE : mode;
    tenants = ListField.read("tenants", tenants);
    adoptable = ListField.read("adoptable", adoptable);
    drift = drift == null ? new DriftSpec(null) : drift;
    limits = limits == null ? LimitsSpec.DEFAULTS : limits;
    defaultGroup = defaultGroup == null ? DefaultGroupAction.IGNORE : defaultGroup;
  }
}
