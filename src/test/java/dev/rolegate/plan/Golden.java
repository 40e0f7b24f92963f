package dev.rolegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plans as people read them, beside the tests. Run with {@code -Dgolden.update=true} to write the
 * files anew, and read the difference.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden/plan");

  private Golden() {}

  static void golden(String name, Plan plan) throws IOException {
    golden(name + ".txt", PlanText.render(plan));
  }

  static void golden(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
