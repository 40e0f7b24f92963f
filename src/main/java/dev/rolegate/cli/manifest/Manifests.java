package dev.rolegate.cli.manifest;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the files hold.
 *
 * @param vpcs by name
 * @param namespaceLabels of the namespaces whose objects are in the files
 * @param errors in the order of the files; with any, the rest is not to be relied on
 */
public record Manifests(
    List<ManagedVpc> vpcs,
    List<RoleSecurityGroup> roles,
    List<AddressSet> addressSets,
    Map<String, Map<String, String>> namespaceLabels,
    List<Guardrail> guardrails,
    List<GuardrailException> exceptions,
    List<ManifestError> errors) {
  public Manifests {
    vpcs = vpcs.stream().sorted(Comparator.comparing(v -> v.getMetadata().getName())).toList();
    roles = List.copyOf(roles);
    addressSets = List.copyOf(addressSets);
    namespaceLabels = Map.copyOf(namespaceLabels);
    guardrails = List.copyOf(guardrails);
    exceptions = List.copyOf(exceptions);
    errors = List.copyOf(errors);
  }
}
