package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rolegate.api.DriftAction;
import dev.rolegate.api.DriftKind;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.Finalizer;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.RetirementVerdict;
import dev.rolegate.plan.Step;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words that users see and that no table is generated for are explained all the same. */
class WordsTest {
  private static final Path MAIN = Path.of("src/main/java/dev/rolegate");
  private static final Pattern CAMEL_CASE =
      Pattern.compile("\"([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\"");
  private static final Pattern METRIC = Pattern.compile("\"(rolegate(?:\\.[a-z0-9]+)+)\"");

  private static String reference() {
    return Pages.read(Pages.page("reference.md"));
  }

  private static Set<String> literals(String folder, Pattern pattern) {
    try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> pattern.matcher(Pages.read(file)).results())
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void words_that_conditions_and_withheld_rules_use_are_in_the_reference() {
    String reference = reference();
    for (String folder : List.of("model", "topology", "plan", "operator/status")) {
      for (String word : literals(folder, CAMEL_CASE)) {
        assertThat(reference).as("%s, a word of %s", word, folder).contains("`" + word + "`");
      }
    }
  }

  @Test
  void every_condition_type_has_its_row() {
    Stream.of(Finding.class.getFields())
        .filter(field -> field.getType() == String.class)
        .filter(field -> !Set.of("TRUE", "FALSE", "UNKNOWN").contains(field.getName()))
        .map(WordsTest::value)
        .forEach(
            type ->
                assertThat(section(reference(), "## Conditions"))
                    .contains("\n| `" + type + "` | "));
  }

  @Test
  void every_tag_and_the_finalizer_have_their_rows() {
    List<String> tags =
        Stream.of(Ownership.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == String.class && !field.getName().equals("PREFIX"))
            .map(WordsTest::value)
            .toList();
    assertThat(tags).hasSizeGreaterThanOrEqualTo(7);
    tags.forEach(tag -> assertThat(reference()).contains("\n| `" + tag + "` | "));
    assertThat(reference()).contains("`" + Finalizer.NAME + "`");
  }

  @Test
  void every_field_and_word_of_a_plan_in_JSON_is_in_the_reference() {
    Set<String> keys =
        Pattern.compile("\\.(?:put|set|putArray)\\(\\s*\"(\\w+)\"")
            .matcher(Pages.read(MAIN.resolve("plan/PlanJson.java")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSizeGreaterThan(20);
    keys.forEach(key -> assertThat(reference()).containsPattern("`" + key + "(\\[])?`"));
    Stream.of(
            Plan.State.values(),
            Plan.Problem.values(),
            RetirementVerdict.State.values(),
            Wanted.values(),
            Step.Action.class.getPermittedSubclasses())
        .flatMap(Stream::of)
        .map(WordsTest::camelCase)
        .forEach(word -> assertThat(reference()).contains("`" + word + "`"));
    Stream.of(Step.Effect.values())
        .map(effect -> effect.name().toLowerCase(Locale.ROOT))
        .forEach(word -> assertThat(reference()).contains("`" + word + "`"));
  }

  private static String camelCase(Object word) {
    return word instanceof Class<?> type
        ? type.getSimpleName()
        : Arrays.stream(word.toString().split("_"))
            .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  private static String value(java.lang.reflect.Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void every_metric_of_the_code_was_written_into_the_registry_of_the_table() {
    Set<String> known =
        MetricTable.meters().stream()
            .map(Meter::getId)
            .map(Meter.Id::getName)
            .collect(Collectors.toSet());
    assertThat(known).hasSizeGreaterThanOrEqualTo(7);
    assertThat(literals("operator", METRIC)).isEqualTo(new TreeSet<>(known));
  }

  @Test
  void every_outcome_of_a_call_is_named() {
    Stream.concat(
            Stream.of("ok", "budget"),
            Arrays.stream(dev.rolegate.ec2.Ec2Exception.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT)))
        .forEach(outcome -> assertThat(reference()).contains("`" + outcome + "`"));
  }

  @Test
  void concepts_explain_every_kind_of_drift() {
    String concepts = Pages.read(Pages.page("concepts.md"));
    for (DriftKind kind : DriftKind.values()) {
      assertThat(concepts).contains("\n| `" + word(kind) + "` | ");
    }
    for (DriftAction action : DriftAction.values()) {
      assertThat(reference()).contains("`" + word(action) + "`");
    }
  }

  private static String word(Enum<?> value) {
    try {
      return value.getClass().getField(value.name()).getAnnotation(JsonProperty.class).value();
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void no_page_gives_a_reason_that_no_condition_has() {
    Set<String> known =
        Arrays.stream(Reason.values()).map(Reason::text).collect(Collectors.toSet());
    var row = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\| ").matcher(troubleshooting());
    Set<String> explained = new TreeSet<>();
    while (row.find()) {
      explained.add(row.group(1));
    }
    assertThat(explained).isEqualTo(new TreeSet<>(known));
  }

  private static String troubleshooting() {
    String all = section(Pages.read(Pages.README), "## Troubleshooting by condition reason");
    return all.substring(0, all.indexOf("<!-- generated end"));
  }

  private static String section(String page, String heading) {
    int start = page.indexOf(heading + "\n");
    int end = page.indexOf("\n## ", start + heading.length());
    return page.substring(start, end < 0 ? page.length() : end);
  }
}
