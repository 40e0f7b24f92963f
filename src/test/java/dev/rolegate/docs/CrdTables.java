package dev.rolegate.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every field of the custom resources, from the CRDs that the cluster gets. */
final class CrdTables {
  private static final Map<String, Path> KINDS =
      Map.of(
          "managedvpc", Path.of("crds/managedvpcs.rolegate.dev-v1.yml"),
          "rolesecuritygroup", Path.of("crds/rolesecuritygroups.rolegate.dev-v1.yml"),
          "orphanedsecuritygroup", Path.of("crds/orphanedsecuritygroups.rolegate.dev-v1.yml"),
          "guardrail", Path.of("crds/guardrails.rolegate.dev-v1.yml"),
          "guardrailexception", Path.of("crds/guardrailexceptions.rolegate.dev-v1.yml"),
          "addressset", Path.of("crds/addresssets.rolegate.dev-v1.yml"));

  private final List<List<String>> fields = new ArrayList<>();
  private final List<List<String>> rules = new ArrayList<>();

  private CrdTables() {}

  /** Sections {@code <kind>-spec}, {@code <kind>-rules}, {@code <kind>-status}, … */
  static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    KINDS.keySet().stream().sorted().forEach(kind -> sections(kind, sections));
    return sections;
  }

  private static void sections(String kind, Map<String, String> sections) {
    JsonNode version = version(kind);
    JsonNode root = version.path("schema").path("openAPIV3Schema");
    JsonNode spec = root.path("properties").path("spec");
    JsonNode status = root.path("properties").path("status");
    CrdTables documents = new CrdTables();
    documents.rulesOf("metadata.name", root);
    documents.rulesOf("spec", spec);
    documents.children("spec", spec);
    CrdTables standing = new CrdTables();
    standing.children("status", status);
    sections.put(
        kind + "-spec",
        Pages.table(
            List.of("field", "type", "default", "limits", "description"), documents.fields));
    sections.put(
        kind + "-rules",
        Pages.table(List.of("field", "what the API server asks"), documents.rules));
    sections.put(
        kind + "-status",
        Pages.table(List.of("field", "type", "limits", "description"), standing.withoutDefaults()));
    sections.put(kind + "-columns", columns(version));
  }

  static JsonNode version(String kind) {
    try {
      return new YAMLMapper()
          .readTree(KINDS.get(kind).toFile())
          .path("spec")
          .path("versions")
          .get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String columns(JsonNode version) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      rows.add(
          List.of(
              Pages.code(column.path("name").asText()),
              Pages.code(column.path("jsonPath").asText()),
              column.path("priority").asInt() == 0 ? "always" : "with `-o wide`"));
    }
    return Pages.table(List.of("column", "shows", "when"), rows);
  }

  private List<List<String>> withoutDefaults() {
    return fields.stream()
        .map(row -> List.of(row.get(0), row.get(1), row.get(3), row.get(4)))
        .toList();
  }

  private void children(String path, JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String name = field.getKey();
      field(path + "." + name, field.getValue(), required.contains(name));
    }
  }

  private void field(String path, JsonNode schema, boolean required) {
    fields.add(
        List.of(
            Pages.code(path),
            type(schema),
            required ? "required" : preset(schema),
            limits(schema),
            Pages.text(schema.path("description").asText())));
    rulesOf(path, schema);
    children(path, schema);
    JsonNode items = schema.path("items");
    if (!items.isMissingNode()) {
      rulesOf(path + "[]", items);
      children(path + "[]", items);
    }
  }

  private void rulesOf(String path, JsonNode schema) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      String where = path + rule.path("fieldPath").asText();
      rules.add(List.of(Pages.code(where), Pages.text(rule.path("message").asText())));
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("type").asText().equals("array")) {
      String key = schema.path("x-kubernetes-list-map-keys").path(0).asText();
      return "list of "
          + type(schema.path("items"))
          + (key.isEmpty() ? "" : ", one each " + Pages.code(key));
    }
    JsonNode values = schema.path("additionalProperties");
    return values.isMissingNode()
        ? schema.path("type").asText()
        : "map of string to " + values.path("type").asText();
  }

  private static String preset(JsonNode schema) {
    JsonNode preset = schema.path("default");
    return preset.isMissingNode()
        ? ""
        : Pages.code(preset.isValueNode() ? preset.asText() : preset.toString());
  }

  private static String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(value -> values.add(Pages.code(value.asText())));
    if (!values.isEmpty()) {
      limits.add(String.join(", ", values));
    }
    number(schema, "minLength", limits, "at least %d characters");
    number(schema, "maxLength", limits, "at most %d characters");
    number(schema, "minimum", limits, "at least %d");
    number(schema, "maximum", limits, "at most %d");
    number(schema, "minItems", limits, "at least %d entries");
    number(schema, "maxItems", limits, "at most %d entries");
    number(schema.path("items"), "minLength", limits, "each at least %d characters");
    number(schema.path("items"), "maxLength", limits, "each at most %d characters");
    if (schema.has("pattern")) {
      limits.add("pattern " + Pages.code(schema.path("pattern").asText()));
    }
    return String.join("; ", limits);
  }

  private static void number(JsonNode schema, String key, List<String> limits, String text) {
    if (schema.has(key)) {
      limits.add(String.format(text, schema.path(key).asLong()));
    }
  }
}
