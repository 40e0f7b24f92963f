package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The platform team's consent that a namespace takes over an existing group. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdoptableSpec(
    @Required
        @Size(max = 20)
        @ValidationRule(
            value = "self.matches('^sg-([0-9a-f]{8}|[0-9a-f]{17})$')",
            message = "write the id of a security group, such as sg-0a1b2c3d4e5f60718")
        @JsonPropertyDescription("Id of the group, such as sg-0a1b2c3d4e5f60718.")
        String groupId,
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "write the name of a namespace, such as shop")
        @JsonPropertyDescription(
            "Namespace whose RoleSecurityGroup may take the group over, such as shop.")
        String namespace) {}
