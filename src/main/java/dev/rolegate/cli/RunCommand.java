package dev.rolegate.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
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

  /** Blocks until Quarkus has ended; Quarkus itself ends the process with its exit code. */
  static int runQuarkus() {
    Quarkus.run();
    return ExitCode.OK;
  }
}
