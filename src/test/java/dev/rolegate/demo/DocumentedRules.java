package dev.rolegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the samples document, written down by hand: the operator's own reading of them would prove
 * nothing.
 */
final class DocumentedRules {
  private static final Path FILE = Path.of("src/test/resources/demo/documented-rules.txt");

  private final List<String> lines;

  DocumentedRules() {
    try {
      lines =
          Files.readAllLines(FILE).stream()
              .filter(l -> !l.isBlank() && !l.startsWith("#"))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return lines.size();
  }

  /** How the managed groups differ; empty where they hold exactly these rules. */
  String difference(VpcPicture picture) {
    var live = picture.managedRules();
    var missing = new ArrayList<>(lines);
    missing.removeAll(live);
    var extra = new ArrayList<>(live);
    extra.removeAll(lines);
    var told = new ArrayList<String>();
    missing.forEach(l -> told.add("missing " + l));
    extra.forEach(l -> told.add("undocumented " + l));
    return String.join("; ", told);
  }
}
