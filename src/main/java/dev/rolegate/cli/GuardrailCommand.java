package dev.rolegate.cli;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate guardrail}: what is done with guardrails outside a cluster. */
@Command(
    name = "guardrail",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Works with guardrails in files.",
    synopsisSubcommandLabel = "COMMAND")
final class GuardrailCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(InputStream in) {
    return new CommandLine(new GuardrailCommand())
        .addSubcommand(new GuardrailTestCommand(in))
        .addSubcommand(new GuardrailAdmissionCommand(in));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
