package dev.rolegate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the documentation, and Markdown as the generators need it. */
final class Pages {
  static final Path README = Path.of("README.md");
  static final Path SITE = Path.of("src/site/markdown");

  private Pages() {}

  /** README and every page of the site. */
  static List<Path> all() {
    try (Stream<Path> site = Files.list(SITE)) {
      return Stream.concat(
              Stream.of(README), site.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path page(String name) {
    return name.equals("README.md") ? README : SITE.resolve(name);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of Markdown; cells are Markdown already. */
  static String table(List<String> head, List<List<String>> rows) {
    return Stream.concat(
            Stream.of(row(head), row(head.stream().map(cell -> "---").toList())),
            rows.stream().map(Pages::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }

  /** Plain text in a cell: nothing of it is taken for Markdown or HTML. */
  static String text(String plain) {
    return plain
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replace("<", "&lt;")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
