package dev.rolegate.cli;

import picocli.CommandLine;

/** Gives the product's command line to tests of its documentation. */
public final class CommandModel {
  private CommandModel() {}

  public static CommandLine standard() {
    return Cli.standard().commandLine();
  }
}
