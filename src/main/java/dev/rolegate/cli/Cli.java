package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Refusal;
import dev.rolegate.execute.WorkerSettings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command line: what its commands work with, and how they answer mistakes. */
public final class Cli {
  private final CommandLine commandLine;

  Cli(Callable<Integer> operator, PlanSource plans, InputStream in) {
    this(operator, plans, in, WorkerSettings.DEFAULTS);
  }

  private Cli(
      Callable<Integer> operator, PlanSource plans, InputStream in, WorkerSettings settings) {
    commandLine = new CommandLine(new RolegateCommand());
    commandLine.addSubcommand(new RunCommand(operator));
    commandLine.addSubcommand(new PlanCommand(plans, in));
    commandLine.addSubcommand(new RevertCommand(in, settings));
    commandLine.addSubcommand(new SprawlCommand(new AwsSprawlSource(), in));
    commandLine.addSubcommand(new ReportCommand(new AwsReportSource(), in, System.getenv()));
    commandLine.addSubcommand(new RestoreCommand(in));
    commandLine.addSubcommand(GuardrailCommand.with(in));
    commandLine.addSubcommand(new SimulatorCommand());
    commandLine.addSubcommand(new CommandLine.HelpCommand());
    commandLine.setParameterExceptionHandler(Cli::wrongArguments);
    commandLine.setExecutionExceptionHandler(Cli::failed);
    commandLine.setUsageHelpAutoWidth(true);
    // Else an option that takes several values swallows a misspelled option as one more.
    commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
  }

  /** The product's: the operator, AWS, standard input and output. */
  public static Cli standard() {
    return standard(WorkerSettings.DEFAULTS);
  }

  /** The same where EC2 is known to be quicker or slower than AWS's. */
  public static Cli standard(WorkerSettings settings) {
    var cli = new Cli(RunCommand::runQuarkus, new AwsPlanSource(), System.in, settings);
    // Plans name purposes in any script, whatever the terminal's locale says.
    cli.commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    cli.commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return cli;
  }

  CommandLine commandLine() {
    return commandLine;
  }

  /** Runs one command and gives the process's exit code; throws nothing. */
  public int execute(String... args) {
    return commandLine.execute(args);
  }

  private static int wrongArguments(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println();
    command.usage(err);
    return ExitCode.ERROR;
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof UserError) {
      err.println("error: " + failure.getMessage());
    } else if (failure instanceof Ec2Exception ec2) {
      err.println("error: " + Ec2Advice.explain(ec2));
    } else if (failure instanceof Refusal) {
      err.println("error: " + failure.getMessage());
    } else {
      err.println("error: this is a fault in Rolegate; please report it with the lines below");
      failure.printStackTrace(err);
    }
    return ExitCode.ERROR;
  }
}
