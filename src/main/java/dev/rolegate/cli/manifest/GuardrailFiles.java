package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.manifest.ManifestObjects.Place;
import dev.rolegate.topology.HouseRules;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Guardrails and GuardrailCases out of YAML and JSON files, Kubernetes Lists included. Other
 * kinds are passed over. What it cannot take as it stands is an error that names file, document and
 * field.
 */
public final class GuardrailFiles {
  private static final String GROUP = "rolegate.dev/";
  private static final String API_VERSION = "rolegate.dev/v1alpha1";

  private final ObjectMapper json = StrictMapper.json();
  private final List<Guardrail> guardrails = new ArrayList<>();
  private final List<Cases> cases = new ArrayList<>();
  private final List<ManifestError> errors = new ArrayList<>();
  private final Map<String, Place> seen = new HashMap<>();

  /**
   * Cases, with where they stand.
   *
   * @param document counted from 1
   * @param guardrail path of the field that names the Guardrail
   */
  public record Cases(String source, int document, String guardrail, GuardrailCases content) {
    public ManifestError error(String message) {
      return new ManifestError(source, document, guardrail, message);
    }
  }

  private GuardrailFiles() {}

  /**
   * Reads these files, folders and {@code -}.
   *
   * @param in what {@code -} stands for
   */
  public static GuardrailFiles read(List<String> paths, InputStream in) {
    GuardrailFiles files = new GuardrailFiles();
    var objects = new ManifestObjects(files.errors);
    for (ManifestFiles.Source source : new ManifestFiles(in, files.errors).read(paths)) {
      objects.read(source, files::object);
    }
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

  /** A line for each error, and for each of these guardrails of the files that cannot be read. */
  public List<String> errors(HouseRules rules) {
    List<String> lines = new ArrayList<>();
    errors.forEach(error -> lines.add(error.toString()));
    for (HouseRules.Fault fault : rules.faults()) {
      lines.add("Guardrail " + fault.name() + ", " + fault.field() + ": " + fault.message());
    }
    return lines;
  }

  private void object(Place place, JsonNode object, String kind, String version) {
    if (!version.startsWith(GROUP)) {
      return;
    }
    if (!version.equals(API_VERSION)) {
      error(place, "apiVersion", "'" + version + "'; write " + API_VERSION);
    } else if (kind.equals(GuardrailCases.KIND)) {
      cases(place, object);
    } else if (kind.equals("Guardrail")) {
      guardrail(place, object);
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
      cases.add(new Cases(place.source(), place.document(), place.path("guardrail"), content));
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
    errors.add(place.error(field, message));
  }
}
