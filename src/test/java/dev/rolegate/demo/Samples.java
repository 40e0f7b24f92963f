package dev.rolegate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples that the project ships, copied with one difference: the ManagedVpc is checked for
 * drift every few seconds, so that nobody has to watch for five minutes.
 */
final class Samples {
  static final Path SHIPPED = Path.of("deploy/samples");
  static final String INTERVAL = "5s";

  private final YAMLMapper yaml = new YAMLMapper();
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  Samples(Path folder) {
    this.folder = folder;
    try (var shipped = Files.list(SHIPPED)) {
      Files.createDirectories(folder);
      for (Path file : shipped.sorted().toList()) {
        files.add(copy(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copy(Path file) throws IOException {
    Path copied = folder.resolve(file.getFileName());
    if (yaml.readTree(file.toFile()) instanceof ObjectNode resource
        && resource.path("kind").asText().equals("ManagedVpc")) {
      ((ObjectNode) resource.get("spec")).putObject("drift").put("interval", INTERVAL);
      yaml.writeValue(copied.toFile(), resource);
    } else {
      Files.writeString(copied, Files.readString(file));
    }
    return copied;
  }

  /** Where the copies are. */
  Path folder() {
    return folder;
  }

  /** The resources, in the order of the files. */
  List<HasMetadata> resources(KubernetesClient client) {
    var all = new ArrayList<HasMetadata>();
    for (Path file : files) {
      client.load(read(file)).items().forEach(all::add);
    }
    return all;
  }

  private static java.io.InputStream read(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
