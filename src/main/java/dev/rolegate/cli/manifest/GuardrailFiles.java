package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.api.Guardrail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Guardrails and GuardrailCases out of YAML and JSON files. Other kinds are passed over. What
 * it cannot take as it stands is an error that names file, document and field.
 */
public final class GuardrailFiles {
  private static final String GROUP = "rolegate.dev/";
  private static final String API_VERSION = "rolegate.dev/v1alpha1";

  private final ObjectMapper yaml = StrictMapper.yaml();
  private final ObjectMapper json = StrictMapper.json();
  private final List<Guardrail> guardrails = new ArrayList<>();
  private final List<Cases> cases = new ArrayList<>();
  private final List<ManifestError> errors = new ArrayList<>();
  private final Map<String, Place> seen = new HashMap<>();

  /** Where an object stands. */
  private record Place(String source, int document) {
    @Override
    public String toString() {
      return source + ", document " + document;
    }
  }

  /**
   * Cases, with where they stand.
   *
   * @param document counted from 1
   */
  public record Cases(String source, int document, GuardrailCases content) {}

  private GuardrailFiles() {}

  /**
   * Reads these files, folders and {@code -}.
   *
   * @param in what {@code -} stands for
   */
  public static GuardrailFiles read(List<String> paths, InputStream in) {
    GuardrailFiles files = new GuardrailFiles();
    new ManifestFiles(in, files.errors).read(paths).forEach(files::file);
    return files;
  }

  public List<Guardrail> guardrails() {
    return List.copyOf(guardrails);
  }

  public List<Cases> cases() {
    return List.copyOf(cases);
  }

  /** In the order of the files; with any, the rest is not to be relied on. */
  public List<ManifestError> errors() {
    return List.copyOf(errors);
  }

  private void file(ManifestFiles.Source source) {
    int number = 1;
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(source.content())) {
      while (documents.hasNextValue()) {
        document(new Place(source.name(), number), documents.nextValue());
        number++;
      }
    } catch (JsonProcessingException e) {
      errors.add(new ManifestError(source.name(), number, "", Explain.syntax(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can always be read", e);
    }
  }

  private void document(Place place, JsonNode document) {
    if (document == null || document.isNull() || document.isMissingNode()) {
      return;
    }
    String kind = document.path("kind").asText("");
    String version = document.path("apiVersion").asText("");
    if (!document.isObject() || kind.isEmpty() || version.isEmpty()) {
      error(place, "", "no Kubernetes object: write apiVersion and kind");
    } else if (!version.startsWith(GROUP)) {
      return;
    } else if (!version.equals(API_VERSION)) {
      error(place, "apiVersion", "'" + version + "'; write " + API_VERSION);
    } else if (kind.equals(GuardrailCases.KIND)) {
      cases(place, document);
    } else if (kind.equals("Guardrail")) {
      guardrail(place, document);
    }
  }

  private void guardrail(Place place, JsonNode document) {
    Guardrail guardrail = read(place, document, Guardrail.class);
    if (guardrail == null) {
      return;
    }
    String name = guardrail.getMetadata() == null ? null : guardrail.getMetadata().getName();
    if (name == null || name.isEmpty()) {
      error(place, "metadata.name", "write the guardrail's name");
      return;
    }
    Place first = seen.putIfAbsent(name, place);
    if (first == null) {
      guardrails.add(guardrail);
    } else {
      error(
          place, "metadata.name", "Guardrail " + name + " is in " + first + " already; remove one");
    }
  }

  private void cases(Place place, JsonNode document) {
    GuardrailCases content = read(place, document, GuardrailCases.class);
    if (content == null) {
      return;
    }
    int before = errors.size();
    if (content.guardrail() == null || content.guardrail().isBlank()) {
      error(place, "guardrail", "is missing; write the metadata.name of the Guardrail");
    }
    if (content.cases().isEmpty()) {
      error(place, "cases", "is empty; write at least one case");
    }
    for (int i = 0; i < content.cases().size(); i++) {
      check(place, "cases[" + i + "].", content.cases().get(i));
    }
    if (errors.size() == before) {
      cases.add(new Cases(place.source(), place.document(), content));
    }
  }

  private void check(Place place, String path, GuardrailCases.Case one) {
    if (one.name() == null || one.name().isBlank()) {
      error(place, path + "name", "is missing; say in a few words what the case shows");
    }
    if (one.role() == null && one.group() == null) {
      error(
          place,
          path + "role",
          "is missing; write role with a RoleSecurityGroup's fields, or group with EC2's");
    }
    if (one.role() == null && one.as().stream().anyMatch(as -> as != GuardrailCases.As.UNMANAGED)) {
      error(
          place,
          path + "as",
          "a group without a role is Unmanaged; write role with what is declared");
    }
    if (one.group() != null && one.as().contains(GuardrailCases.As.DECLARED)) {
      error(
          place,
          path + "as",
          "a live group is Managed or Unmanaged; leave group out to judge what is declared");
    }
    String passes = one.passes() == null ? "" : one.passes().asText();
    if (!List.of("true", "false", "unknown").contains(passes)) {
      error(place, path + "passes", "'" + passes + "'; write true, false or unknown");
    }
    if (passes.equals("true") && (one.message() != null || one.rules() != null)) {
      error(place, path + "passes", "is true: what passes has no message and names no rules");
    }
  }

  private <T> T read(Place place, JsonNode document, Class<T> type) {
    try {
      return json.treeToValue(document, type);
    } catch (JsonMappingException e) {
      error(place, Explain.path(e), Explain.content(e));
    } catch (JsonProcessingException e) {
      error(place, "", Explain.syntax(e));
    }
    return null;
  }

  private void error(Place place, String field, String message) {
    errors.add(new ManifestError(place.source(), place.document(), field, message));
  }
}
