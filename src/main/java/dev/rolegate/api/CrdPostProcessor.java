package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a CRD needs and annotations cannot say: list maps and sets, a required spec, columns in the
 * declared order, and descriptions of the parts that Kubernetes itself names. Runs at build time
 * only.
 */
public class CrdPostProcessor implements CRDPostProcessor {

  private static final long MAX_PARAMETERS = 32;

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "ManagedVpc", ManagedVpc.class,
          "RoleSecurityGroup", RoleSecurityGroup.class,
          "OrphanedSecurityGroup", OrphanedSecurityGroup.class,
          "Guardrail", Guardrail.class,
          "GuardrailException", GuardrailException.class,
          "AddressSet", AddressSet.class);

  /** The fields of metav1.Condition, described as Rolegate uses them. */
  private static final Map<String, String> CONDITION_FIELDS =
      Map.of(
          "type",
              "What the condition speaks about: Ready, InSync, Reconciling, Stalled, DeletionBlocked, GuardrailsPassed,"
                  + " ReviewCurrent or SnapshotLost.",
          "status", "True, False or Unknown.",
          "reason", "Why, in one word, such as Observed.",
          "message", "Why, in a sentence, and what to do next.",
          "lastTransitionTime", "When the status last changed, in RFC 3339.",
          "observedGeneration", "The metadata.generation that this condition speaks about.");

  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    var crd = (CustomResourceDefinition) resource;
    var kind = KINDS.get(crd.getSpec().getNames().getKind());
    if (kind == null) {
      throw new IllegalStateException(
          "CrdPostProcessor does not know the kind "
              + crd.getSpec().getNames().getKind()
              + ": add it to KINDS");
    }
    crd.getSpec().getVersions().forEach(version -> finish(version, kind));
    return crd;
  }

  private static void finish(CustomResourceDefinitionVersion version, Class<?> kind) {
    orderColumns(version.getAdditionalPrinterColumns(), kind);
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    describe(root, kind);
    distinctRules(root);
    var spec = root.getProperties().get("spec").getProperties();
    var conditions = root.getProperties().get("status").getProperties().get("conditions");
    conditionList(conditions);
    if (spec.containsKey("adoptable")) {
      mapBy("groupId", spec.get("adoptable"));
    }
    if (spec.containsKey("orphans")) {
      spec.get("orphans").getProperties().get("collectors").setXKubernetesListType("set");
    }
    var status = root.getProperties().get("status").getProperties();
    if (status.containsKey("sprawl")) {
      mapBy("kind", status.get("sprawl").getProperties().get("counts"));
    }
    if (spec.containsKey("parameters")) {
      spec.put("parameters", parameters(spec.get("parameters").getDescription()));
    }
    if (spec.containsKey("entries")) {
      mapBy("cidr", spec.get("entries"));
    }
    if (spec.containsKey("tenants")) {
      var tenant = spec.get("tenants").getItems().getSchema().getProperties();
      tenant.get("grants").setXKubernetesListType("set");
    }
    if (spec.containsKey("ingress")) {
      mapBy("name", spec.get("ingress"));
    }
    if (spec.containsKey("egress")) {
      // A list map that server-side apply empties vanishes, and this list is required.
      spec.get("egress").setXKubernetesListType("atomic");
    }
  }

  /** Values of any kind by name, which no Java type says. */
  private static JSONSchemaProps parameters(String description) {
    var value = new JSONSchemaProps();
    value.setXKubernetesPreserveUnknownFields(true);
    value.setDescription("Text, a number, true or false, or a list of one of these.");
    var values = new JSONSchemaProps();
    values.setType("object");
    values.setDescription(description);
    values.setMaxProperties(MAX_PARAMETERS);
    values.setAdditionalProperties(new JSONSchemaPropsOrBool(null, value));
    return values;
  }

  /**
   * The generator takes descriptions of fields only: the resource, its spec and its status have
   * theirs on the class.
   */
  private static void describe(JSONSchemaProps root, Class<?> kind) {
    var parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    root.setDescription(description(kind));
    root.getProperties().get("spec").setDescription(description((Class<?>) parts[0]));
    root.getProperties().get("status").setDescription(description((Class<?>) parts[1]));
  }

  private static String description(Class<?> type) {
    return type.getAnnotation(JsonClassDescription.class).value();
  }

  /** The generator sorts columns by path; kubectl shows them in the order of the list. */
  private static void orderColumns(List<CustomResourceColumnDefinition> columns, Class<?> kind) {
    var declared =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    columns.sort(Comparator.comparingInt(column -> declared.indexOf(column.getName())));
  }

  /**
   * The generator finds a record component's annotations twice: on its field and on its accessor.
   */
  private static void distinctRules(JSONSchemaProps schema) {
    if (schema == null) {
      return;
    }
    if (schema.getXKubernetesValidations() != null) {
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
    }
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(CrdPostProcessor::distinctRules);
    }
    if (schema.getItems() != null) {
      distinctRules(schema.getItems().getSchema());
    }
  }

  private static void conditionList(JSONSchemaProps conditions) {
    mapBy("type", conditions);
    var condition = conditions.getItems().getSchema();
    condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    CONDITION_FIELDS.forEach(
        (field, text) -> condition.getProperties().get(field).setDescription(text));
  }

  private static void mapBy(String key, JSONSchemaProps list) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }
}
