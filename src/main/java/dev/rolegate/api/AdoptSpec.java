package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An existing group that a RoleSecurityGroup takes over. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdoptSpec(
    @Required
        @Size(max = 20)
        @ValidationRule(value = Forms.GROUP_ID, message = Forms.GROUP_ID_ADVICE)
        @JsonPropertyDescription("Id of the group, such as sg-0a1b2c3d4e5f60718.")
        String groupId) {}
