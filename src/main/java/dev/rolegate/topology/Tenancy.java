package dev.rolegate.topology;

import dev.rolegate.api.Grant;
import dev.rolegate.api.LabelRequirement;
import dev.rolegate.api.NamespaceSelector;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who may declare what in a ManagedVpc. Entries add up; without any, nobody may. A namespace whose
 * labels are not known is chosen by no selector but the empty one.
 */
final class Tenancy {
  private final String vpc;
  private final List<TenantSpec> tenants;
  private final Map<String, Map<String, String>> labels;

  Tenancy(String vpc, List<TenantSpec> tenants, Map<String, Map<String, String>> labels) {
    this.vpc = vpc;
    this.tenants = tenants;
    this.labels = labels;
  }

  /** Empty where the namespace may declare the role. */
  Optional<Refusal> refuse(String namespace, String role) {
    List<TenantSpec> covering = tenants.stream().filter(t -> covers(t, namespace)).toList();
    if (covering.isEmpty()) {
      return Optional.of(
          new Refusal(
              Problem.Reason.NAMESPACE_NOT_ALLOWED,
              "namespace "
                  + namespace
                  + " is no tenant of ManagedVpc "
                  + vpc
                  + ": ask its platform team to add the namespace to spec.tenants. The group is left"
                  + " as it is"
                  + unknownLabels(namespace)));
    }
    if (covering.stream().flatMap(t -> t.roles().stream()).anyMatch(g -> Glob.fits(g, role))) {
      return Optional.empty();
    }
    var roles = new TreeSet<String>();
    covering.forEach(t -> roles.addAll(t.roles()));
    return Optional.of(
        new Refusal(
            Problem.Reason.ROLE_NOT_ALLOWED,
            "namespace "
                + namespace
                + " may not declare role "
                + role
                + " in ManagedVpc "
                + vpc
                + ", only "
                + (roles.isEmpty() ? "none" : String.join(", ", roles))
                + ": ask its platform team to add the role to spec.tenants[].roles. The group is left"
                + " as it is"));
  }

  /** Whether an entry that lets the namespace declare the role gives it the grant, too. */
  boolean grants(String namespace, String role, Grant grant) {
    return tenants.stream()
        .filter(t -> t.grants().contains(grant) && covers(t, namespace))
        .anyMatch(t -> t.roles().stream().anyMatch(r -> Glob.fits(r, role)));
  }

  private String unknownLabels(String namespace) {
    boolean selects = tenants.stream().anyMatch(t -> t.namespaceSelector() != null);
    return selects && !labels.containsKey(namespace)
        ? " (the namespace's labels are not known, so no namespaceSelector chooses it)"
        : "";
  }

  private boolean covers(TenantSpec tenant, String namespace) {
    boolean named = tenant.namespaces().contains(namespace);
    if (tenant.namespaceSelector() == null) {
      return named;
    }
    // The schema allows one of the two; with both, the narrower reading is the safe one.
    return (tenant.namespaces().isEmpty() || named)
        && selects(tenant.namespaceSelector(), labels.get(namespace));
  }

  private static boolean selects(NamespaceSelector selector, Map<String, String> labels) {
    if (labels == null) {
      return selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty();
    }
    return labels.entrySet().containsAll(selector.matchLabels().entrySet())
        && selector.matchExpressions().stream().allMatch(r -> holds(r, labels));
  }

  private static boolean holds(LabelRequirement requirement, Map<String, String> labels) {
    if (requirement.key() == null || requirement.operator() == null) {
      return false;
    }
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case IN -> value != null && requirement.values().contains(value);
      case NOT_IN -> value == null || !requirement.values().contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }
}
