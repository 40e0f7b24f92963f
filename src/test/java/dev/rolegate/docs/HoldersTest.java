package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.usage.HolderKind;
import dev.rolegate.usage.HolderKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue that the matrix is made from knows what the collectors name. */
class HoldersTest {
  private static final Path COLLECTORS = Path.of("src/main/java/dev/rolegate/ec2/aws/uses");
  private static final Pattern KIND = Pattern.compile("\"(AWS::\\w+::\\w+)\"");

  @Test
  void every_kind_that_a_collector_names_is_in_the_catalogue() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(COLLECTORS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher kind = KIND.matcher(Files.readString(file));
        while (kind.find()) {
          named.add(kind.group(1));
        }
      }
    }
    List<String> known = HolderKinds.all().stream().map(HolderKind::name).toList();
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(known).containsAll(named);
  }
}
