package dev.rolegate;

import dev.rolegate.cli.Cli;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The one entry point: every command of the jar. Only {@code run} starts Quarkus. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Cli.standard().execute(args));
  }
}
