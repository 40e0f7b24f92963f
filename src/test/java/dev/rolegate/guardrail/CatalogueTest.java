package dev.rolegate.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.ShippedGuardrails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guardrails that come with Rolegate are sound, and all of them are shipped. */
class CatalogueTest {
  private static final Path FOLDER = Path.of("deploy/guardrails");

  @Test
  void every_one_compiles() {
    assertThat(Shipped.faults()).isEmpty();
    assertThat(Shipped.catalogue().flaws()).isEmpty();
    assertThat(Shipped.literal().flaws()).isEmpty();
  }

  @Test
  void every_file_is_installed_and_bundled_under_the_name_that_it_has() throws IOException {
    assertThat(names(ShippedGuardrails.catalogue())).isEqualTo(files(FOLDER)).isNotEmpty();
    assertThat(names(ShippedGuardrails.literal())).isEqualTo(files(FOLDER.resolve("literal")));
  }

  @Test
  void none_removes_anything_before_somebody_says_so() {
    assertThat(ShippedGuardrails.catalogue())
        .noneMatch(one -> one.getSpec().action().name().equals("REMOVE"));
    assertThat(ShippedGuardrails.literal())
        .allMatch(one -> one.getSpec().action().name().equals("WARN"));
  }

  private static List<String> names(List<Guardrail> guardrails) {
    return guardrails.stream().map(one -> one.getMetadata().getName()).sorted().toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }
}
