package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Where a guardrail applies. A list that is absent or empty chooses all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GuardrailMatch(
    @Size(max = 100)
        @JsonPropertyDescription(
            "Names of ManagedVpcs; * stands for any characters, as in prod-*. Absent or empty: all.")
        List<@Size(max = 63) String> vpcs,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Namespaces of RoleSecurityGroups; * stands for any characters. Absent or empty: all. A group that nobody"
                + " declares has none, so that a name here leaves it out.")
        List<@Size(max = 63) String> namespaces,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Roles; * stands for any characters, as in *-worker. Absent or empty: all. A group that nobody declares has"
                + " none, so that a name here leaves it out.")
        List<@Size(max = 63) String> roles) {
  static final GuardrailMatch ALL = new GuardrailMatch(null, null, null);

  public GuardrailMatch {
    vpcs = ListField.read("vpcs", vpcs);
    namespaces = ListField.read("namespaces", namespaces);
    roles = ListField.read("roles", roles);
  }
}
