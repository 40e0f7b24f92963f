package dev.rolegate.cli;

import dev.rolegate.operator.StartFailure;
import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code rolegate run}: the operator, until it is told to end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs the operator in a Kubernetes cluster until SIGTERM.",
    footer = {
      "",
      "The environment variable ROLEGATE_CLUSTER_ID is required: it names the cluster in the tags of"
          + " its groups.",
      "The cluster is the one around the pod, else the one of KUBECONFIG or ~/.kube/config.",
      "Health is served on port 8080 at /q/health, metrics at /q/metrics."
    })
final class RunCommand implements Callable<Integer> {
  private final Callable<Integer> operator;

  RunCommand(Callable<Integer> operator) {
    this.operator = operator;
  }

  @Override
  public Integer call() throws Exception {
    return operator.call();
  }

  /** Blocks until Quarkus has ended, and ends the process with its exit code. */
  static int runQuarkus() {
    Quarkus.run(null, RunCommand::end);
    return ExitCode.OK;
  }

  /** With a handler of exit codes, Quarkus itself says nothing about a start that failed. */
  private static void end(int code, Throwable failure) {
    if (failure != null) {
      tell(failure);
    }
    System.exit(code);
  }

  private static void tell(Throwable failure) {
    var log = LoggerFactory.getLogger(RunCommand.class);
    var explained = StartFailure.explain(failure);
    if (explained.isPresent()) {
      log.error(explained.get());
      log.debug("The operator did not start", failure);
    } else {
      log.error(StartFailure.unexplained(failure), failure);
    }
  }
}
