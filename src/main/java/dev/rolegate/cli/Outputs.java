package dev.rolegate.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --output} takes. */
final class Outputs {
  private Outputs() {}

  /**
   * @param known at least two
   * @throws ParameterException when it is none of them
   */
  static void check(CommandSpec spec, String output, String... known) {
    List<String> all = List.of(known);
    if (!all.contains(output)) {
      int last = all.size() - 1;
      throw new ParameterException(
          spec.commandLine(),
          "--output is '"
              + output
              + "'; write "
              + String.join(", ", all.subList(0, last))
              + " or "
              + all.get(last));
    }
  }
}
