package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A VPC whose role security groups Rolegate keeps. Cluster-scoped: it belongs to the platform team.
 */
@JsonClassDescription(
    "A VPC whose role security groups Rolegate keeps equal to their documents, and who may declare roles in it.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("managedvpcs")
@ShortNames("mvpc")
@AdditionalPrinterColumn(name = "VPC", jsonPath = ".spec.vpcId", type = Type.STRING)
@AdditionalPrinterColumn(name = "REGION", jsonPath = ".spec.region", type = Type.STRING)
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".spec.mode", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "GROUPS", jsonPath = ".status.groups", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "DRIFT", jsonPath = ".status.drift", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "HELD", jsonPath = ".status.approval.held", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "choose a metadata.name of at most 63 characters: every group of this VPC carries it in a tag and every"
            + " RoleSecurityGroup names it")
public class ManagedVpc extends CustomResource<ManagedVpcSpec, ManagedVpcStatus> {}
