package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a page names is there: pages, headings, files and targets of the Makefile. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");

  /** A path within the repository, in code or in running text. */
  private static final Pattern REPOSITORY_PATH =
      Pattern.compile("(?<![\\w./-])(?:src|deploy|crds|\\.ci)/[\\w./-]*\\w");

  /** A file's name alone, in code. */
  private static final Pattern FILE_NAME =
      Pattern.compile("`([\\w-]+(?:\\.[\\w-]+)*\\.(?:java|md|sh|env|xml|jvm|mod|sum))`");

  private static final Pattern TARGET = Pattern.compile("\\bmake ([a-z-]+)(?=[`\\s])");

  /** Prose has "make" as a word too. */
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`|(?ms)^```.*?^```$");

  @Test
  void links_lead_to_pages_and_headings_that_exist() {
    List<String> dead = new ArrayList<>();
    for (Path page : Pages.all()) {
      Matcher link = LINK.matcher(FENCE.matcher(Pages.read(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*") && !exists(page, target)) {
          dead.add(page + " → " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean exists(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path folder = page.getParent() == null ? Path.of("") : page.getParent();
    Path file = parts[0].isEmpty() ? page : folder.resolve(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** As the common Markdown renderers make them: lower case, no punctuation, hyphens for spaces. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    Matcher heading = HEADING.matcher(FENCE.matcher(Pages.read(page)).replaceAll(""));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void every_page_of_the_site_is_linked_from_its_index() {
    String index = Pages.read(Pages.page("index.md"));
    for (Path page : Pages.all()) {
      String name = page.getFileName().toString();
      if (!page.equals(Pages.README) && !name.equals("index.md")) {
        assertThat(index).contains("](" + name);
      }
    }
  }

  @Test
  void files_that_pages_name_exist() throws IOException {
    Set<String> names = fileNames();
    List<String> missing = new ArrayList<>();
    for (Path page : Pages.all()) {
      String text = Pages.read(page);
      REPOSITORY_PATH
          .matcher(text)
          .results()
          .map(found -> found.group())
          .filter(path -> !Files.exists(Path.of(path)))
          // A link from the site to the root carries its own way there.
          .filter(path -> !Files.exists(Pages.SITE.resolve(path)))
          .forEach(path -> missing.add(page + ": " + path));
      FILE_NAME
          .matcher(text)
          .results()
          .map(found -> found.group(1))
          .filter(name -> !names.contains(name))
          .forEach(name -> missing.add(page + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  private static Set<String> fileNames() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String root : List.of("src", "deploy", "crds", ".ci")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    }
    try (Stream<Path> files = Files.list(Path.of(""))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  @Test
  void targets_that_pages_name_are_in_the_Makefile() {
    Set<String> targets = targets();
    List<String> missing = new ArrayList<>();
    for (Path page : Pages.all()) {
      CODE.matcher(Pages.read(page))
          .results()
          .flatMap(code -> TARGET.matcher(code.group()).results())
          .map(found -> found.group(1))
          .filter(target -> !targets.contains(target))
          .forEach(target -> missing.add(page + ": make " + target));
    }
    assertThat(missing).isEmpty();
  }

  private static Set<String> targets() {
    return Pattern.compile("(?m)^([a-z-]+):")
        .matcher(Pages.read(Path.of("Makefile")))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
