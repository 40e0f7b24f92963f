package dev.rolegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.kube.Crds;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRDs in {@code crds/}, without an API server. */
class CrdsTest {

  private static final Path COMMITTED = Path.of("crds");

  static Stream<String> kinds() {
    return Crds.all().stream().map(crd -> crd.getSpec().getNames().getPlural());
  }

  @Test
  void areWhatTheClassesSay(@TempDir Path generated) throws IOException {
    new CRDGenerator()
        .withPostProcessor(new CrdPostProcessor())
        .customResourceClasses(
            ManagedVpc.class,
            RoleSecurityGroup.class,
            OrphanedSecurityGroup.class,
            Guardrail.class,
            GuardrailException.class,
            AddressSet.class)
        .forCRDVersions("v1")
        .inOutputDir(generated.toFile())
        .generate();

    assertThat(texts(COMMITTED))
        .as("crds/ differs from the classes: run `mvn package` and commit the difference")
        .isEqualTo(texts(generated));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void haveNoRuleThatNoCaseTries(String plural) {
    var refusals =
        AdmissionCase.all().map(AdmissionCase::refusal).filter(Objects::nonNull).toList();

    assertThat(schemas(plural).stream().flatMap(schema -> rules(schema).stream()))
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(refusals)
                    .as("cases that expect: " + rule.getMessage())
                    .anyMatch(rule.getMessage()::contains));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void limitEveryTextAndListThatAUserWrites(String plural) {
    assertThat(within(root(plural).getProperties().get("spec")))
        .allSatisfy(
            schema -> {
              if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
                return;
              }
              switch (schema.getType()) {
                case "string" ->
                    assertThat(schema.getMaxLength() != null || schema.getEnum() != null)
                        .as("limit of the text: " + schema.getDescription())
                        .isTrue();
                case "array" ->
                    assertThat(schema.getMaxItems())
                        .as("limit of the list: " + schema.getDescription())
                        .isNotNull();
                case "integer" ->
                    assertThat(schema.getMaximum())
                        .as("limit of the number: " + schema.getDescription())
                        .isNotNull();
                default -> assertThat(schema.getType()).isIn("object", "boolean");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void describeEveryField(String plural) {
    assertThat(schemas(plural))
        .allSatisfy(
            schema -> {
              if (schema.getProperties() != null) {
                schema
                    .getProperties()
                    .forEach(
                        (name, field) -> assertThat(field.getDescription()).as(name).isNotBlank());
              }
            });
  }

  /**
   * Kubernetes 1.31 is the floor, and an API server allows new CRDs the CEL of one minor before its
   * own.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void useNoFunctionThatKubernetes131Lacks(String plural) {
    assertThat(schemas(plural).stream().flatMap(schema -> rules(schema).stream()))
        .extracting(ValidationRule::getRule)
        .noneMatch(rule -> rule.contains("format."));
  }

  @Test
  void showColumnsInReadingOrder() {
    assertThat(columns("rolesecuritygroups"))
        .containsExactly(
            "ROLE",
            "VPC",
            "GROUP",
            "READY",
            "INSYNC",
            "RULES",
            "REASON (wide)",
            "REVIEW-DUE (wide)",
            "AGE");
    assertThat(columns("addresssets"))
        .containsExactly("KIND", "ENTRIES", "GROUPS", "EXPIRES", "READY", "AGE");
    assertThat(columns("managedvpcs"))
        .containsExactly("VPC", "REGION", "MODE", "READY", "GROUPS", "DRIFT", "HELD", "AGE");
    assertThat(columns("orphanedsecuritygroups"))
        .containsExactly("GROUP", "VPC", "PHASE", "HOLDER", "NEXT", "WHEN", "AGE");
    assertThat(columns("guardrails"))
        .containsExactly("ACTION", "SEVERITY", "SCOPE", "READY", "BROKEN", "TITLE (wide)", "AGE");
    assertThat(columns("guardrailexceptions"))
        .containsExactly("GUARDRAIL", "VPC", "FOR", "UNTIL", "READY", "REASON (wide)", "AGE");
  }

  private static List<String> columns(String plural) {
    return crd(plural).getSpec().getVersions().get(0).getAdditionalPrinterColumns().stream()
        .map(CrdsTest::column)
        .toList();
  }

  private static String column(CustomResourceColumnDefinition column) {
    return column.getPriority() == 0 ? column.getName() : column.getName() + " (wide)";
  }

  /** Of the generated files; the kustomization beside the committed ones is written by hand. */
  private static Map<String, String> texts(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var texts = new TreeMap<String, String>();
      for (var file : files.filter(f -> f.toString().endsWith("-v1.yml")).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
      return texts;
    }
  }

  private static CustomResourceDefinition crd(String plural) {
    return Crds.all().stream()
        .filter(crd -> crd.getSpec().getNames().getPlural().equals(plural))
        .findFirst()
        .orElseThrow();
  }

  private static JSONSchemaProps root(String plural) {
    return crd(plural).getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
  }

  private static List<JSONSchemaProps> schemas(String plural) {
    return within(root(plural));
  }

  private static List<ValidationRule> rules(JSONSchemaProps schema) {
    return schema.getXKubernetesValidations() == null
        ? List.of()
        : schema.getXKubernetesValidations();
  }

  /** The schema and every one inside it. */
  private static List<JSONSchemaProps> within(JSONSchemaProps schema) {
    var all = new ArrayList<JSONSchemaProps>();
    all.add(schema);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(field -> all.addAll(within(field)));
    }
    if (schema.getItems() != null) {
      all.addAll(within(schema.getItems().getSchema()));
    }
    if (schema.getAdditionalProperties() != null) {
      all.addAll(within(schema.getAdditionalProperties().getSchema()));
    }
    return all;
  }
}
