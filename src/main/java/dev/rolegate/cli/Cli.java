package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Refusal;
import dev.rolegate.execute.WorkerSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Builds the command line: what its commands work with, and how they answer mistakes. */
public final class Cli {
  private final CommandLine commandLine;
  private Optional<StandardOutput> output = Optional.empty();

  Cli(Callable<Integer> operator, PlanSource plans, InputStream in) {
    this(operator, plans, in, WorkerSettings.DEFAULTS);
  }

  private Cli(
      Callable<Integer> operator, PlanSource plans, InputStream in, WorkerSettings settings) {
    commandLine = new CommandLine(new RolegateCommand());
    commandLine.addSubcommand(new RunCommand(operator));
    commandLine.addSubcommand(new PlanCommand(plans, in));
    commandLine.addSubcommand(new RevertCommand(in, settings));
    commandLine.addSubcommand(new SprawlCommand(new AwsSprawlSource(), in, System.getenv()));
    commandLine.addSubcommand(new ReportCommand(new AwsReportSource(), in, System.getenv()));
    commandLine.addSubcommand(new RestoreCommand(in));
    commandLine.addSubcommand(GuardrailCommand.with(in));
    commandLine.addSubcommand(new SimulatorCommand());
    commandLine.addSubcommand(new CommandLine.HelpCommand());
    commandLine.setParameterExceptionHandler((wrong, args) -> WrongArguments.tell(wrong));
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
    cli.printTo(new FileOutputStream(FileDescriptor.out));
    cli.commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return cli;
  }

  /**
   * Has commands print there instead of to the process's output, in UTF-8: plans name purposes in
   * any script, whatever the terminal's locale says.
   */
  public void printTo(OutputStream out) {
    output = Optional.of(new StandardOutput(out));
    commandLine.setOut(new PrintWriter(output.get(), true, StandardCharsets.UTF_8));
  }

  CommandLine commandLine() {
    return commandLine;
  }

  /** Runs one command and gives the process's exit code; throws nothing. */
  public int execute(String... args) {
    int code = commandLine.execute(args);
    commandLine.getOut().flush();
    Optional<String> lost = output.flatMap(StandardOutput::lost);
    lost.ifPresent(
        reason ->
            commandLine
                .getErr()
                .println(
                    "error: standard output cannot be written: "
                        + reason
                        + "; what is there is not complete"));
    return lost.isPresent() ? ExitCode.ERROR : code;
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
