package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An accepted exception. Cluster-scoped: it belongs to the platform or security team. */
@JsonClassDescription(
    "An accepted exception: a group, or a rule of it, that need not keep a guardrail until a given moment.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("guardrailexceptions")
@ShortNames("gre")
@AdditionalPrinterColumn(name = "GUARDRAIL", jsonPath = ".spec.guardrail", type = Type.STRING)
@AdditionalPrinterColumn(name = "VPC", jsonPath = ".spec.managedVpc", type = Type.STRING)
@AdditionalPrinterColumn(name = "FOR", jsonPath = ".status.covers", type = Type.STRING)
@AdditionalPrinterColumn(name = "UNTIL", jsonPath = ".status.until", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class GuardrailException
    extends CustomResource<GuardrailExceptionSpec, GuardrailExceptionStatus> {}
