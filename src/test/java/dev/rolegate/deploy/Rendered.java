package dev.rolegate.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rolegate.kube.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The objects of {@code deploy}, as {@code kubectl apply -k} sends them. */
record Rendered(List<JsonNode> objects) {

  static Rendered by(Kubectl kubectl) {
    var result = kubectl.run("kustomize", "deploy");
    if (result.exit() != 0) {
      throw new IllegalStateException(result.stderr());
    }
    try {
      return new Rendered(
          new YAMLMapper()
              .readerFor(JsonNode.class)
              .<JsonNode>readValues(result.stdout())
              .readAll());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one object of this kind. */
  JsonNode the(String kind) {
    var found = objects.stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError("deploy has " + found.size() + " objects of kind " + kind);
    }
    return found.get(0);
  }

  JsonNode podSpec() {
    return the("Deployment").path("spec").path("template").path("spec");
  }

  JsonNode container() {
    return podSpec().path("containers").path(0);
  }
}
