package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.guardrail.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The parts of the documentation that are written from the code, between the marks {@code <!--
 * generated begin NAME -->} and {@code <!-- generated end NAME -->}. Run with {@code
 * -Ddocs.update=true} to write them anew, and read the difference.
 */
class GeneratedSectionsTest {
  private static final Pattern SECTION =
      Pattern.compile(
          "<!-- generated begin (\\S+) -->\n(.*?)<!-- generated end \\1 -->", Pattern.DOTALL);

  /** Page and section by name, and what the code says now. */
  private static Map<String, Map<String, String>> wanted() {
    Map<String, Map<String, String>> pages = new LinkedHashMap<>();
    put(pages, "README.md", "troubleshooting", ReasonTables.troubleshooting());
    put(pages, "concepts.md", "causes", ReasonTables.causes());
    put(pages, "concepts.md", "holds", ReasonTables.holds());
    put(pages, "concepts.md", "never-touch", ReasonTables.neverTouch());
    put(pages, "concepts.md", "sample-plan", golden("narrow-after-cover"));
    CrdTables.sections().forEach((name, text) -> put(pages, "reference.md", name, text));
    put(pages, "reference.md", "reasons", ReasonTables.reasons());
    put(pages, "reference.md", "events", ReasonTables.events());
    put(pages, "reference.md", "metrics", MetricTable.table());
    put(pages, "reference.md", "settings", SettingsTable.table());
    put(pages, "reference.md", "collectors", HolderTables.collectors());
    put(pages, "reference.md", "commands", CommandTables.all());
    put(pages, "orphans.md", "holders", HolderTables.covered());
    put(pages, "orphans.md", "unseen", HolderTables.uncovered());
    put(pages, "orphans.md", "sprawl", HolderTables.sprawl());
    put(pages, "catalogue.md", "catalogue", GuardrailTables.catalogue());
    put(pages, "catalogue.md", "literal", GuardrailTables.literal());
    put(pages, "guardrails.md", "rule-words", VocabularyTables.table(Vocabulary.rule()));
    put(pages, "guardrails.md", "group-words", VocabularyTables.table(Vocabulary.group()));
    put(pages, "guardrails.md", "vpc-words", VocabularyTables.table(Vocabulary.vpc()));
    put(pages, "structure.md", "packages", StructurePicture.packages());
    put(pages, "structure.md", "imports", StructurePicture.imports());
    put(pages, "structure.md", "operator", StructurePicture.inside("operator"));
    put(pages, "structure.md", "sim", StructurePicture.inside("sim"));
    return pages;
  }

  private static void put(
      Map<String, Map<String, String>> pages, String page, String section, String text) {
    pages.computeIfAbsent(page, p -> new LinkedHashMap<>()).put(section, text.strip() + "\n");
  }

  private static String golden(String plan) {
    return "```\n" + Pages.read(Path.of("src/test/resources/golden/plan", plan + ".txt")) + "```";
  }

  @Test
  void what_pages_say_of_the_code_is_what_the_code_says() throws IOException {
    boolean update = Boolean.getBoolean("docs.update");
    for (Map.Entry<String, Map<String, String>> entry : wanted().entrySet()) {
      Path page = Pages.page(entry.getKey());
      String before = Pages.read(page);
      Map<String, String> sections = entry.getValue();
      String after =
          SECTION
              .matcher(before)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          "<!-- generated begin "
                              + found.group(1)
                              + " -->\n"
                              + sections.getOrDefault(found.group(1), found.group(2))
                              + "<!-- generated end "
                              + found.group(1)
                              + " -->"));
      if (update) {
        Files.writeString(page, after);
      } else {
        assertThat(before)
            .as("%s: run with -Ddocs.update=true, and read the difference", page)
            .isEqualTo(after);
      }
    }
  }

  @Test
  void every_section_has_its_place_on_its_page_and_no_other_has_one() {
    Map<String, Map<String, String>> wanted = wanted();
    for (Path page : Pages.all()) {
      List<String> found = new ArrayList<>();
      Matcher matcher = SECTION.matcher(Pages.read(page));
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
      assertThat(found)
          .as(page.toString())
          .containsExactlyInAnyOrderElementsOf(
              wanted.getOrDefault(page.getFileName().toString(), Map.of()).keySet());
    }
  }
}
