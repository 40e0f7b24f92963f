package dev.rolegate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate} without a command: wrong, answered with the commands that there are. */
@Command(
    name = "rolegate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Keeps EC2 security groups equal to their documented roles.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Run 'rolegate help COMMAND' for a command's options."})
final class RolegateCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
