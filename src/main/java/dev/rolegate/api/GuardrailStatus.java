package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Whether a guardrail can be judged by, and where it is not kept. */
@JsonClassDescription("Whether it can be judged by, and where it is not kept.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GuardrailStatus(
    @JsonPropertyDescription("The metadata.generation that this status speaks about.")
        Long observedGeneration,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ready: it can be judged by; False names the field and the position that cannot. Reconciling and Stalled"
                + " follow the kstatus convention.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "Rules and groups that do not keep it, over all VPCs; accepted ones are not counted.")
        Integer broken,
    @Size(max = GuardrailStatus.MAX_VPCS)
        @JsonPropertyDescription(
            "The same for each ManagedVpc that has any, and what else is known there; the first 100.")
        List<GuardrailCounts> findings,
    @Size(max = GuardrailStatus.MAX_EXEMPT)
        @JsonPropertyDescription(
            "What GuardrailExceptions that count now are for, as <ManagedVpc>:<namespace>/<name>, with /<rule> where they"
                + " name one; the first 500. What judges at kubectl apply reads it.")
        List<@Size(max = 255) String> exempt) {

  /** The most exceptions that the schema accepts. */
  public static final int MAX_EXEMPT = 500;

  /** The most ManagedVpcs that the schema accepts. */
  public static final int MAX_VPCS = 100;

  public GuardrailStatus {
    conditions = ListField.read("conditions", conditions);
    findings = ListField.read("findings", findings);
    exempt = ListField.read("exempt", exempt);
  }
}
