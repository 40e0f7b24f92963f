package dev.rolegate.api;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A resource and the API server's answer to it.
 *
 * @param label what is tried
 * @param before the resource as it exists already, for rules about changes; null: the resource is
 *     new
 * @param resource the resource that is sent
 * @param refusal part of the refusal's text; null: it is accepted
 */
record AdmissionCase(
    String label,
    GenericKubernetesResource before,
    GenericKubernetesResource resource,
    String refusal) {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Those of every kind. */
  static Stream<AdmissionCase> all() {
    return Stream.of(
            ManagedVpcCases.all(),
            RoleSecurityGroupCases.all(),
            RuleCases.all(),
            OrphanCases.all(),
            GuardrailCases.all(),
            AddressSetCases.all())
        .flatMap(List::stream);
  }

  static AdmissionCase accepted(String label, GenericKubernetesResource resource) {
    return new AdmissionCase(label, null, resource, null);
  }

  static AdmissionCase refused(String label, GenericKubernetesResource resource, String refusal) {
    return new AdmissionCase(label, null, resource, refusal);
  }

  AdmissionCase changedFrom(GenericKubernetesResource earlier) {
    return new AdmissionCase(label, earlier, resource, refusal);
  }

  /**
   * The template with the fields of a piece of YAML put over its spec's; a null removes the field.
   */
  @SuppressWarnings("unchecked")
  static GenericKubernetesResource with(String template, String specFields) {
    var resource = YAML.unmarshal(template, GenericKubernetesResource.class);
    var spec = (Map<String, Object>) resource.getAdditionalProperties().get("spec");
    // Without the dashes, {…} would be read as JSON.
    ((Map<String, Object>) YAML.unmarshal("---\n" + specFields, Map.class))
        .forEach(
            (field, value) -> {
              if (value == null) {
                spec.remove(field);
              } else {
                spec.put(field, value);
              }
            });
    return resource;
  }

  /** The resource under another metadata.name. */
  static GenericKubernetesResource named(String name, GenericKubernetesResource resource) {
    resource.getMetadata().setName(name);
    return resource;
  }

  @Override
  public String toString() {
    return resource.getKind() + ": " + label;
  }
}
