package dev.rolegate.docs;

import dev.rolegate.cli.CommandModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command and option, from the model that parses them. */
final class CommandTables {
  private CommandTables() {}

  static String all() {
    List<String> parts = new ArrayList<>();
    for (CommandLine command : commands().values()) {
      parts.add(command(command.getCommandSpec()));
      command.getSubcommands().values().forEach(sub -> parts.add(command(sub.getCommandSpec())));
    }
    return String.join("\n\n", parts);
  }

  static Map<String, CommandLine> commands() {
    return CommandModel.standard().getSubcommands();
  }

  private static String command(CommandSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(spec.qualifiedName()).append("\n\n");
    String description = String.join(" ", spec.usageMessage().description());
    text.append(Pages.text(description.replace("%n", " "))).append("\n\n");
    List<List<String>> options = new ArrayList<>();
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      options.add(
          List.of(
              Pages.code(argument.paramLabel()),
              argument.required() ? "required" : "",
              Pages.text(String.join(" ", argument.description()))));
    }
    for (OptionSpec option : spec.options()) {
      options.add(
          List.of(
              Pages.code(names(option)),
              option.required() ? "required" : "",
              Pages.text(description(option))));
    }
    text.append(Pages.table(List.of("argument or option", "", "meaning"), options));
    Map<String, String> codes = spec.usageMessage().exitCodeList();
    if (!codes.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      codes.forEach((code, meaning) -> rows.add(List.of(code, Pages.text(meaning))));
      text.append("\n\n").append(Pages.table(List.of("exit code", "meaning"), rows));
    }
    return text.toString();
  }

  private static String names(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return String.join(", ", option.names()) + label;
  }

  private static String description(OptionSpec option) {
    String preset = String.valueOf(option.defaultValue());
    return String.join(" ", option.description()).replace("${DEFAULT-VALUE}", preset);
  }
}
