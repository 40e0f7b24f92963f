package dev.rolegate.cli;

import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.iam.IamException;
import dev.rolegate.sim.iam.IamFile;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.scenario.ScenarioException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate simulator}: EC2's security groups on this machine, until it is told to end. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Simulates EC2's security groups, and what they need, over HTTP until SIGTERM or Ctrl-C.",
      "Any EC2 client works against it, with any credentials. State is kept in memory only."
    })
final class SimulatorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "4580",
      paramLabel = "N",
      description = "Port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      paramLabel = "IP",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  private String address;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description =
          "YAML file with the scene to begin with, and faults; options below go before its faults.")
  private Path scenario;

  @Option(
      names = "--account",
      defaultValue = "111122223333",
      paramLabel = "ID",
      description = "AWS account of the callers. Default: ${DEFAULT-VALUE}.")
  private String account;

  @Option(
      names = "--iam",
      paramLabel = "FILE",
      description =
          "YAML file with roles, users and their policies to check calls against. Default: none,"
              + " everything is allowed.")
  private Path iam;

  @Option(
      names = "--no-default-vpc",
      description = "Start each Region empty, without a default VPC.")
  private boolean noDefaultVpc;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Decides ids, random lags and failures. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "X",
      description = "How many simulated seconds pass in a real one. Default: ${DEFAULT-VALUE}.")
  private double speed;

  @Mixin private FaultOptions faults;

  @Override
  public Integer call() {
    if (faults.conflicting()) {
      throw new ParameterException(
          spec.commandLine(), "write --read-lag or --random-read-lag, not both");
    }
    try (Simulator simulator = Simulator.start(options())) {
      if (scenario != null) {
        play(simulator);
      }
      faults.apply(simulator.behaviour());
      announce(simulator);
      waitForEnd();
    } catch (UncheckedIOException e) {
      throw new UserError(e.getMessage() + " (" + e.getCause().getMessage() + ")", e);
    }
    return ExitCode.OK;
  }

  private void play(Simulator simulator) {
    check(scenario, "scenario file");
    try {
      simulator.load(scenario);
    } catch (ScenarioException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static void check(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("there is no " + what + " " + file);
    }
    if (!Files.isReadable(file)) {
      throw new UserError("the " + what + " " + file + " cannot be read: you may not read it");
    }
  }

  private SimulatorOptions options() {
    if (!(speed > 0)) {
      throw new ParameterException(spec.commandLine(), "--speed has to be above 0");
    }
    if (iam != null) {
      check(iam, "IAM file");
    }
    try {
      return SimulatorOptions.defaults()
          .withPort(port)
          .withAddress(address)
          .withAccount(account)
          .withDefaultVpc(!noDefaultVpc)
          .withSeed(seed)
          .withClock(Optional.empty(), speed)
          .withIam(iam == null ? IamSetup.NONE : IamFile.read(iam));
    } catch (IamException e) {
      throw new UserError(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void announce(Simulator simulator) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("EC2 simulator at " + simulator.endpoint());
    out.println();
    out.println("Point the AWS CLI, boto3 or any AWS SDK at it:");
    out.println("  export AWS_ENDPOINT_URL_EC2=" + simulator.endpoint());
    out.println("  export AWS_ENDPOINT_URL_STS=" + simulator.endpoint());
    out.println("  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=eu-west-1");
    out.println("  aws ec2 describe-security-groups");
    out.println();
    out.println("Ends with Ctrl-C.");
    out.flush();
  }

  /** Until the process is told to end, or in a test until the thread is interrupted. */
  private static void waitForEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
