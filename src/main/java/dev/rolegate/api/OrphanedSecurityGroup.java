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
 * A security group that nothing uses and nobody documented, and how far its retirement is. Named by
 * the group's id; cluster-scoped, written by the operator.
 */
@JsonClassDescription(
    "A security group that nothing uses and nobody documented, how far its retirement is, and what is needed to"
        + " bring it back. Written by Rolegate; only spec.decision is for people.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("orphanedsecuritygroups")
@ShortNames("osg")
@AdditionalPrinterColumn(name = "GROUP", jsonPath = ".spec.groupName", type = Type.STRING)
@AdditionalPrinterColumn(name = "VPC", jsonPath = ".spec.managedVpc", type = Type.STRING)
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "HOLDER", jsonPath = ".status.holder", type = Type.STRING)
@AdditionalPrinterColumn(name = "NEXT", jsonPath = ".status.next.step", type = Type.STRING)
@AdditionalPrinterColumn(name = "WHEN", jsonPath = ".status.next.when", type = Type.STRING)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value = "self.metadata.name == self.spec.groupId",
    message =
        "metadata.name is the group's id: Rolegate writes these objects itself, one for each group")
public class OrphanedSecurityGroup
    extends CustomResource<OrphanedSecurityGroupSpec, OrphanedSecurityGroupStatus> {}
