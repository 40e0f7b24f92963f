package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** From which guardrail, for what, why, by whose word, and until when. */
@JsonClassDescription("From which guardrail, for what, why, by whose word, and until when.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.group) != has(self.groupId)",
    fieldPath = ".group",
    message =
        "write either group, such as {namespace: shop, name: web}, or groupId for a group that nobody declares")
public record GuardrailExceptionSpec(
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = Forms.OBJECT_NAME,
            message = "write the metadata.name of a Guardrail, such as world-open-admin")
        @JsonPropertyDescription("Name of the Guardrail, such as world-open-admin.")
        String guardrail,
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = Forms.OBJECT_NAME,
            message = "write the metadata.name of a ManagedVpc, such as prod")
        @JsonPropertyDescription("Name of the ManagedVpc that the group is in, such as prod.")
        String managedVpc,
    @JsonPropertyDescription("The RoleSecurityGroup, where one declares the group.")
        GroupReference group,
    @Size(max = 32)
        @ValidationRule(value = Forms.GROUP_ID, message = Forms.GROUP_ID_ADVICE)
        @JsonPropertyDescription("Id of the group, where nobody declares it.")
        String groupId,
    @Size(max = 63)
        @ValidationRule(
            value = Forms.LABEL,
            message =
                "write the name of a documented rule, such as ssh, or the id of a live one, such as"
                    + " sgr-0a1b2c3d4e5f60718")
        @JsonPropertyDescription(
            "Name of a documented rule, or id of a live one, such as sgr-0a1b2c3d4e5f60718. Absent: the group with all"
                + " its rules.")
        String rule,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message = Forms.ONE_LINE_ADVICE + "why the exception is needed")
        @JsonPropertyDescription(
            "Why it is needed and what protects instead, in one line, such as \"The vendor's probe has no fixed address;"
                + " keys only\".")
        String reason,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message = Forms.ONE_LINE_ADVICE + "who accepted it, such as security@example.com")
        @JsonPropertyDescription("Who accepted it, such as security@example.com.")
        String acceptedBy,
    @Required
        @Size(max = 35)
        @ValidationRule(
            value =
                "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$')",
            message = "write a moment in RFC 3339, in quotes, such as \"2027-01-31T12:00:00Z\"")
        @JsonPropertyDescription(
            "From this moment on it does not count, in RFC 3339, such as \"2027-01-31T12:00:00Z\"; sooner where the"
                + " Guardrail's spec.exceptions.maxDuration is over before.")
        String expiresAt) {

  /** A declared group. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupReference(
      @Required
          @Size(max = 63)
          @ValidationRule(
              value = Forms.LABEL,
              message = "write the name of a namespace, such as shop")
          @JsonPropertyDescription("Namespace of the RoleSecurityGroup, such as shop.")
          String namespace,
      @Required
          @Size(max = 63)
          @ValidationRule(
              value = Forms.OBJECT_NAME,
              message = "write the metadata.name of a RoleSecurityGroup, such as web")
          @JsonPropertyDescription("Name of the RoleSecurityGroup, such as web.")
          String name) {}
}
