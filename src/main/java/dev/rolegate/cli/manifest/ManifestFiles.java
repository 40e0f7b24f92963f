package dev.rolegate.cli.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds and reads the files that the arguments name; each file once, whatever names it twice. */
final class ManifestFiles {
  static final String STANDARD_INPUT = "standard input";

  private final InputStream in;
  private final List<ManifestError> errors;
  private final Map<Path, Source> sources = new LinkedHashMap<>();

  /** The content of a file. */
  record Source(String name, byte[] content) {}

  ManifestFiles(InputStream in, List<ManifestError> errors) {
    this.in = in;
    this.errors = errors;
  }

  List<Source> read(List<String> arguments) {
    arguments.forEach(this::argument);
    return new ArrayList<>(sources.values());
  }

  private void argument(String argument) {
    try {
      if (argument.equals("-")) {
        sources.computeIfAbsent(Path.of("-"), path -> standardInput());
      } else if (Files.isDirectory(Path.of(argument))) {
        folder(Path.of(argument));
      } else {
        file(Path.of(argument));
      }
    } catch (IOException e) {
      errors.add(new ManifestError(argument, 0, "", "cannot be read: " + FileTrouble.reason(e)));
    }
  }

  private Source standardInput() {
    try {
      return new Source(STANDARD_INPUT, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> paths = Files.walk(folder)) {
      found = paths.filter(ManifestFiles::isManifest).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : found) {
      try {
        file(path);
      } catch (IOException e) {
        errors.add(
            new ManifestError(path.toString(), 0, "", "cannot be read: " + FileTrouble.reason(e)));
      }
    }
    if (found.isEmpty()) {
      errors.add(
          new ManifestError(
              folder.toString(), 0, "", "the folder holds no *.yaml, *.yml or *.json file"));
    }
  }

  private static boolean isManifest(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private void file(Path path) throws IOException {
    Path real = path.toRealPath();
    if (!sources.containsKey(real)) {
      sources.put(real, new Source(path.toString(), Files.readAllBytes(path)));
    }
  }
}
