package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.api.AddressSet;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.cli.manifest.ManifestObjects.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads ManagedVpcs, RoleSecurityGroups, AddressSets, guardrails, exceptions from them, and the
 * labels of Namespaces out of YAML and JSON files of any number of documents, Kubernetes Lists
 * included. Other kinds are passed over. What it cannot take as it stands is an error that names
 * file, document and field; reading goes on behind it.
 */
public final class ManifestReader {
  private static final String GROUP = "rolegate.dev/";
  private static final String API_VERSION = "rolegate.dev/v1alpha1";

  /** What a cluster or a folder of guardrails has beside, and no plan needs. */
  private static final Set<String> PASSED_OVER = Set.of("GuardrailCases", "OrphanedSecurityGroup");

  private final InputStream in;
  private final ObjectMapper json = StrictMapper.json();
  private final List<ManifestError> errors = new ArrayList<>();
  private final List<ManagedVpc> vpcs = new ArrayList<>();
  private final List<RoleSecurityGroup> roles = new ArrayList<>();
  private final List<Guardrail> guardrails = new ArrayList<>();
  private final List<GuardrailException> exceptions = new ArrayList<>();
  private final List<AddressSet> addressSets = new ArrayList<>();
  private final Map<String, Map<String, String>> labels = new HashMap<>();
  private final Map<String, Place> seen = new HashMap<>();
  private final Set<String> vpcIds = new HashSet<>();

  /**
   * @param in what {@code -} stands for
   */
  public ManifestReader(InputStream in) {
    this.in = in;
  }

  /** Reads these files, folders and {@code -}. One reader reads once. */
  public Manifests read(List<String> paths) {
    var objects = new ManifestObjects(errors);
    for (ManifestFiles.Source source : new ManifestFiles(in, errors).read(paths)) {
      objects.read(source, this::object);
    }
    return new Manifests(vpcs, roles, addressSets, labels, guardrails, exceptions, errors);
  }

  private void object(Place place, JsonNode object, String kind, String version) {
    if (kind.equals("Namespace") && version.equals("v1")) {
      namespace(place, object);
    } else if (version.startsWith(GROUP)) {
      own(place, object, kind, version);
    }
  }

  private void own(Place place, JsonNode document, String kind, String version) {
    if (!version.equals(API_VERSION)) {
      error(place, "apiVersion", "'" + version + "' is unknown; write " + API_VERSION);
    } else if (kind.equals("ManagedVpc")) {
      read(place, document, ManagedVpc.class).ifPresent(vpc -> vpc(place, vpc));
    } else if (kind.equals("RoleSecurityGroup")) {
      read(place, document, RoleSecurityGroup.class)
          .filter(role -> RequiredFields.check(document, (f, m) -> error(place, f, m)))
          .filter(role -> isNew(place, kind, role))
          .ifPresent(roles::add);
    } else if (kind.equals("AddressSet")) {
      read(place, document, AddressSet.class)
          .filter(set -> RequiredFields.check(set, (f, m) -> error(place, f, m)))
          .filter(set -> isNew(place, kind, set))
          .ifPresent(addressSets::add);
    } else if (kind.equals("Guardrail")) {
      read(place, document, Guardrail.class)
          .filter(guardrail -> isNew(place, kind, guardrail))
          .ifPresent(guardrails::add);
    } else if (kind.equals("GuardrailException")) {
      read(place, document, GuardrailException.class)
          .filter(exception -> isNew(place, kind, exception))
          .ifPresent(exceptions::add);
    } else if (!PASSED_OVER.contains(kind)) {
      error(
          place,
          "kind",
          "'"
              + kind
              + "' is unknown; write ManagedVpc, RoleSecurityGroup, AddressSet, Guardrail or"
              + " GuardrailException");
    }
  }

  private void namespace(Place place, JsonNode document) {
    // Namespaces are not Rolegate's: only what selectors look at is read, and nothing else judged.
    try {
      Namespace namespace =
          json.readerFor(Namespace.class)
              .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(document);
      if (isNew(place, "Namespace", namespace)) {
        labels.put(
            namespace.getMetadata().getName(),
            Optional.ofNullable(namespace.getMetadata().getLabels()).orElse(Map.of()));
      }
    } catch (JsonMappingException e) {
      error(place, Explain.path(e), Explain.content(e));
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory can always be read", e);
    }
  }

  private void vpc(Place place, ManagedVpc vpc) {
    boolean complete = RequiredFields.check(vpc, (f, m) -> error(place, f, m));
    if (!complete || !isNew(place, "ManagedVpc", vpc)) {
      return;
    }
    if (!vpcIds.add(vpc.getSpec().region() + "/" + vpc.getSpec().vpcId())) {
      error(
          place,
          "spec.vpcId",
          "another ManagedVpc has "
              + vpc.getSpec().vpcId()
              + " already; one VPC takes one ManagedVpc, so move the tenants of one into the other");
    }
    vpcs.add(vpc);
  }

  private <T extends HasMetadata> Optional<T> read(Place place, JsonNode node, Class<T> type) {
    try {
      T resource = json.treeToValue(node, type);
      var metadata = resource.getMetadata();
      if (metadata == null || metadata.getName() == null || metadata.getName().isEmpty()) {
        error(place, "metadata.name", "write the object's name");
        return Optional.empty();
      }
      if (!metadata.getAdditionalProperties().isEmpty()) {
        String field = metadata.getAdditionalProperties().keySet().iterator().next();
        error(
            place, "metadata." + field, "unknown field; write labels or annotations for own data");
        return Optional.empty();
      }
      return Optional.of(resource);
    } catch (JsonMappingException e) {
      error(place, Explain.path(e), Explain.content(e));
      return Optional.empty();
    } catch (JsonProcessingException e) {
      error(place, "", Explain.syntax(e));
      return Optional.empty();
    }
  }

  private boolean isNew(Place place, String kind, HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    String name = (namespace == null ? "" : namespace + "/") + object.getMetadata().getName();
    Place first = seen.putIfAbsent(kind + " " + name, place);
    if (first != null) {
      error(place, "metadata.name", kind + " " + name + " is in " + first + " already; remove one");
    }
    return first == null;
  }

  private void error(Place place, String field, String message) {
    errors.add(place.error(field, message));
  }
}
