package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The documents of one role's security group. */
@JsonClassDescription(
    "The documents of the role: why it exists, who answers for it, and every rule that"
        + " its security group shall have. Rules that are live and not written here are removed.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.vpc == oldSelf.vpc",
    fieldPath = ".vpc",
    message =
        "vpc cannot change: a security group cannot move; create another RoleSecurityGroup for the other VPC")
@ValidationRule(
    value = "self.role == oldSelf.role",
    fieldPath = ".role",
    message =
        "role cannot change: other groups refer to it; create another RoleSecurityGroup for the other role")
@ValidationRule(
    value =
        "has(self.groupName) == has(oldSelf.groupName) && (!has(self.groupName) || self.groupName =="
            + " oldSelf.groupName)",
    fieldPath = ".groupName",
    message =
        "groupName cannot be added, changed or removed later: EC2 cannot rename a group; create another"
            + " RoleSecurityGroup under the name that you want")
@ValidationRule(
    value =
        "has(self.adopt) == has(oldSelf.adopt) && (!has(self.adopt) || self.adopt.groupId =="
            + " oldSelf.adopt.groupId)",
    fieldPath = ".adopt",
    message =
        "adopt cannot be added, changed or removed later; create another RoleSecurityGroup for the other"
            + " group")
@ValidationRule(
    value = "!(has(self.adopt) && has(self.groupName))",
    fieldPath = ".groupName",
    message = "leave groupName out beside adopt: the adopted group has its name already")
public record RoleSecurityGroupSpec(
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = Forms.OBJECT_NAME,
            message = "write the metadata.name of a ManagedVpc, such as prod")
        @JsonPropertyDescription(
            "Name of the ManagedVpc in which the group lives, such as prod. It cannot be changed.")
        String vpc,
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = Forms.LABEL,
            message =
                "write the role in lower-case letters, digits and hyphens, starting and ending with a letter or"
                    + " digit, such as web or order-worker")
        @JsonPropertyDescription(
            "The role that the machines share, such as web, db or bastion; other groups refer to it by this name."
                + " The ManagedVpc's tenants say which namespace may declare it. It cannot be changed.")
        String role,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "why the group exists, such as"
                    + " \"Web servers behind the public load balancer\";"
                    + " a block written with | or > ends in a line break, |- and >- do not")
        @JsonPropertyDescription(
            "Why the group exists, in one line, such as \"Web servers behind the public load balancer\". Kept in the"
                + " group's tag rolegate.dev/purpose.")
        String purpose,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "who answers for the group, such as"
                    + " team-shop@example.com")
        @JsonPropertyDescription(
            "Who answers for the group: a team or an address, such as team-shop@example.com. Kept in the group's tag"
                + " rolegate.dev/owner.")
        String owner,
    @Default("Internal")
        @JsonPropertyDescription(
            "Whom the role is meant to serve. Internal (the default): known addresses and other roles. Public:"
                + " everybody; the namespace needs the grant PublicExposure of the ManagedVpc.")
        Exposure exposure,
    @Default("false")
        @JsonPropertyDescription(
            "true: Rolegate leaves this group alone, and says so in its condition. false (the default): the group is"
                + " kept.")
        Boolean suspend,
    @Size(max = 60)
        @JsonPropertyDescription(
            "Who may open connections to the role's machines. Absent or []: nobody. Whatever else is live on the"
                + " group is removed.")
        List<RuleSpec> ingress,
    @Required
        @Size(max = 60)
        @ValidationRule(
            value = "self.all(r, self.exists_one(o, o.name == r.name))",
            message = "give each entry of egress a name of its own")
        @JsonPropertyDescription(
            "Where the role's machines may open connections to. Required, because EC2 would otherwise allow"
                + " everything: [] says that nothing may leave.")
        List<RuleSpec> egress,
    @Size(min = 1, max = 255)
        @ValidationRule(
            value = "self.matches('^[a-zA-Z0-9 ._:/()#,@+=&;{}!$*\\\\[\\\\]-]+$')",
            message =
                "write a name in the characters that EC2 allows: letters, digits, spaces and"
                    + " ._-:/()#,@[]+=&;{}!$*")
        @ValidationRule(
            value = "!self.matches('(?i)^sg-') && !self.matches('(?i)^default$')",
            message =
                "write a name that is not default and does not begin with sg-: EC2 keeps those for itself")
        @ValidationRule(
            value = "self.trim() == self",
            message = "write the name without spaces at its ends: EC2 would drop them")
        @JsonPropertyDescription(
            "Name of the EC2 security group. Default: <namespace>/<name>, such as shop/web. It cannot be changed,"
                + " because EC2 cannot rename a group.")
        String groupName,
    @JsonPropertyDescription(
            "An existing group to take over instead of making one. The ManagedVpc has to name it in adoptable for this"
                + " namespace. Rules are added first; narrowing waits for an approval. It cannot be changed.")
        AdoptSpec adopt,
    @JsonPropertyDescription(
            "What happens to the EC2 group when this resource is deleted. Delete: it is deleted once nothing uses"
                + " it. Retain: it stays, with its rules and tags. Absent: Delete, but Retain for an"
                + " adopted group.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "How often these documents are to be reviewed, and when they were. Absent: never. A review is recorded by"
                + " changing lastReviewed.")
        ReviewSpec review) {

  public RoleSecurityGroupSpec {
    deletionPolicy =
        deletionPolicy == null && adopt != null ? DeletionPolicy.RETAIN : deletionPolicy;
    exposure = exposure == null ? Exposure.INTERNAL : exposure;
    suspend = suspend != null && suspend;
    ingress = ListField.read("ingress", ingress);
    egress = ListField.read("egress", egress);
  }
}
