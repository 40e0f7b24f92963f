package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Namespaces, by name or by label, and the roles that they may declare. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "(has(self.namespaces) && size(self.namespaces) > 0) != has(self.namespaceSelector)",
    message =
        "write either namespaces, a list of names, or namespaceSelector, which chooses by label; use two entries for"
            + " both")
public record TenantSpec(
    @JsonPropertyDescription(
            "Names of the namespaces, such as [shop, billing]. Excludes namespaceSelector.")
        @Size(max = 200)
        @ValidationRule(
            value = "self.all(n, n.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))",
            message =
                "write names of namespaces: lower-case letters, digits and hyphens, such as shop; to choose by label"
                    + " use namespaceSelector")
        List<@Size(max = 63) String> namespaces,
    @JsonPropertyDescription(
            "Chooses namespaces by their labels. An empty selector, {}, chooses every namespace. Excludes"
                + " namespaces.")
        NamespaceSelector namespaceSelector,
    @Required
        @Size(min = 1, max = 100)
        @ValidationRule(
            value = "self.all(r, r.matches('^[a-z0-9*]([-a-z0-9*]*[a-z0-9*])?$'))",
            message =
                "write role names in lower-case letters, digits and hyphens, where * stands for any characters, such"
                    + " as web, *-worker or *")
        @JsonPropertyDescription(
            "Roles that these namespaces may declare. * stands for any characters: web, *-worker, or * for every"
                + " role.")
        List<@Size(min = 1, max = 63) String> roles,
    @Size(max = 10)
        @JsonPropertyDescription(
            "What else these namespaces may declare. PublicExposure: groups with exposure: Public. ForeignPeers: peers"
                + " of the kinds securityGroup and prefixList. Absent: neither.")
        List<Grant> grants) {

  public TenantSpec {
    grants = ListField.read("grants", grants);
    namespaces = ListField.read("namespaces", namespaces);
    roles = ListField.read("roles", roles);
  }
}
