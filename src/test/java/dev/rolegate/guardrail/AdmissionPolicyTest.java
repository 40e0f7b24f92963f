package dev.rolegate.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The policies of {@code deploy/admission} are those that the guardrails make. Run with {@code
 * -Dadmission.update=true} to write them anew, and read the difference.
 */
class AdmissionPolicyTest {
  private static final Path FOLDER = Path.of("deploy/admission");
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  @Test
  void every_guardrail_that_says_so_has_its_policy_and_no_other_has_one() throws IOException {
    Map<String, String> wanted = wanted();
    if (Boolean.getBoolean("admission.update")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> file : wanted.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(found())
        .as("run with -Dadmission.update=true, and read the difference")
        .isEqualTo(wanted);
  }

  private static Map<String, String> wanted() throws JsonProcessingException {
    Map<String, String> files = new TreeMap<>();
    for (GuardrailDocument document : Shipped.forAdmission()) {
      files.put(
          document.name() + ".yaml",
          "# Made from deploy/guardrails/"
              + document.name()
              + ".yaml, which says why.\n"
              + YAML.writeValueAsString(AdmissionPolicy.policy(document))
              + YAML.writeValueAsString(AdmissionPolicy.binding(document)));
    }
    Map<String, Object> kustomization = new LinkedHashMap<>();
    kustomization.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
    kustomization.put("kind", "Kustomization");
    kustomization.put("resources", List.copyOf(files.keySet()));
    files.put(
        "kustomization.yaml",
        "# The guardrails that an API server can ask by itself. They read parameters, match and"
            + " action from the Guardrails of\n"
            + "# deploy/guardrails, and let everything pass where these are not installed.\n"
            + "#   kubectl apply -k deploy/admission\n"
            + YAML.writeValueAsString(kustomization));
    return files;
  }

  private static Map<String, String> found() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!rule.wider(8, 16) | rule.wider",
        "rule.fromAddressSet() | rule.fromAddressSet",
        "rule.live | rule.live",
        "group.rules.size() == 0 | group.rules",
        "now < timestamp('2027-01-01T00:00:00Z') | it names now as a whole",
        "rule.fromWorld() | rule.fromWorld lets something pass",
        "!(!rule.fromWorld([22])) | rule.fromWorld lets something pass",
        "rule.fromWorld() == false | rule.fromWorld lets something pass",
        "[1].exists(peer, peer == 1) | choose another name",
      })
  void what_one_resource_does_not_tell_is_refused(String expression, String why) {
    assertThatThrownBy(() -> AdmissionPolicy.policy(document(expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static GuardrailDocument document(String expression) {
    return new GuardrailDocument(
        "own",
        "",
        1,
        "Something holds",
        List.of(),
        GuardrailDocument.Severity.LOW,
        GuardrailDocument.Action.DENY,
        GuardrailDocument.Scope.ALL,
        GuardrailDocument.Match.ALL,
        Subject.RULE,
        "",
        expression,
        "\"write something else\"",
        Map.of());
  }
}
