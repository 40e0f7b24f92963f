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

/** A policy of the house. Cluster-scoped: it belongs to the platform or security team. */
@JsonClassDescription(
    "A policy in CEL that judges rules and groups, declared and live, and what is done where it is not kept.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("guardrails")
@ShortNames("gr")
@AdditionalPrinterColumn(name = "ACTION", jsonPath = ".spec.action", type = Type.STRING)
@AdditionalPrinterColumn(name = "SEVERITY", jsonPath = ".spec.severity", type = Type.STRING)
@AdditionalPrinterColumn(name = "SCOPE", jsonPath = ".spec.scope", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "BROKEN", jsonPath = ".status.broken", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "TITLE", jsonPath = ".spec.title", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "choose a metadata.name of at most 63 characters: conditions, metrics and exceptions name the guardrail")
public class Guardrail extends CustomResource<GuardrailSpec, GuardrailStatus> {}
