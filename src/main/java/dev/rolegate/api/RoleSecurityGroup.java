package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A role, why it exists, and who may talk to it: one EC2 security group. It belongs to the
 * application team.
 */
@JsonClassDescription(
    "A role that machines of a VPC share, why it exists, and who may talk to it on"
        + " which ports: one EC2 security group.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("rolesecuritygroups")
@ShortNames("rsg")
@AdditionalPrinterColumn(name = "ROLE", jsonPath = ".spec.role", type = Type.STRING)
@AdditionalPrinterColumn(name = "VPC", jsonPath = ".spec.vpc", type = Type.STRING)
@AdditionalPrinterColumn(name = "GROUP", jsonPath = ".status.groupId", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "INSYNC",
    jsonPath = ".status.conditions[?(@.type==\"InSync\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "RULES", jsonPath = ".status.rules.summary", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "REVIEW-DUE",
    jsonPath = ".status.reviewDue",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "choose a metadata.name of at most 63 characters: the security group carries it in its name and in a tag")
public class RoleSecurityGroup
    extends CustomResource<RoleSecurityGroupSpec, RoleSecurityGroupStatus> implements Namespaced {}
