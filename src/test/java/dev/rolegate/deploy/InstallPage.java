package dev.rolegate.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The installation page, as its tests read it. */
final class InstallPage {
  static final Path FILE = Path.of("src/site/markdown/install.md");

  private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^\\1```$");

  private InstallPage() {}

  /**
   * A block of code.
   *
   * @param line where it begins in its file
   * @param language what follows the fence; empty where nothing does
   */
  record Block(Path file, int line, String language, String text) {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks between two headings, or of all the file where the first is empty. */
  static List<Block> blocks(Path file, String heading) {
    String page = read(file);
    int start = heading.isEmpty() ? 0 : page.indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new AssertionError(file + " has no " + heading);
    }
    int next = heading.isEmpty() ? -1 : page.indexOf("\n## ", start + heading.length());
    int end = next < 0 ? page.length() : next;
    List<Block> blocks = new ArrayList<>();
    var fence = FENCE.matcher(page).region(start, end);
    while (fence.find()) {
      int line = (int) page.substring(0, fence.start(2)).lines().count();
      String text = fence.group(3).indent(-fence.group(1).length());
      blocks.add(new Block(file, line, fence.group(2), text));
    }
    return blocks;
  }

  /** The table whose first line begins so: its head and its rows, without marks of code. */
  static List<List<String>> table(String begins) {
    List<String> lines = read(FILE).lines().dropWhile(l -> !l.startsWith(begins)).toList();
    return lines.stream()
        .takeWhile(l -> l.startsWith("|"))
        .filter(l -> !l.startsWith("|---"))
        .map(l -> l.replace("`", "").substring(1, l.replace("`", "").length() - 1))
        .map(l -> Arrays.stream(l.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }

  /** The words of a cell, divided by commas. */
  static Set<String> words(String cell) {
    return Arrays.stream(cell.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
