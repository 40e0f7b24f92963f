package dev.rolegate.kube;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The CRDs of {@code crds/}. */
public final class Crds {
  private static final Path FOLDER = Path.of("crds");

  private Crds() {}

  /** Every one, by the name of its file; what else the folder holds is no {@code .yml}. */
  public static List<CustomResourceDefinition> all() {
    try (var files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yml")).sorted().map(Crds::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
