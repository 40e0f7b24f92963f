package dev.rolegate.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * Everything that the story is played on, once it runs.
 *
 * @param before the VPC as it was before anything of Rolegate touched it
 * @param endpoint where EC2 is
 */
record Stage(
    Screen screen,
    Checks checks,
    Patience patience,
    Processes processes,
    Cluster cluster,
    Roles roles,
    Orphans orphans,
    Samples samples,
    Aws aws,
    SimulatorCalls calls,
    URI endpoint,
    Child operator,
    VpcPicture before)
    implements AutoCloseable {

  /** Starts all parts; those that take longest side by side. */
  static Stage open(Screen screen, Checks checks, Children children, Path folder) {
    var processes = new Processes(children);
    Child simulator = processes.startSimulator();
    screen.say("Kubernetes: starting ...");
    Cluster cluster = Cluster.start(folder);
    screen.say("Kubernetes: %s, with the CRDs of crds/.", cluster.description());
    URI endpoint = processes.endpoint(simulator);
    screen.say("EC2: `rolegate simulator` at %s, with the scene %s.", endpoint, Processes.SCENE);
    Child operator = processes.startOperator(cluster, endpoint);
    screen.say(
        "Operator: `rolegate run`, told where both are by environment variables alone, starts"
            + " meanwhile.");
    var aws = new Aws(endpoint);
    return new Stage(
        screen,
        checks,
        new Patience(children),
        processes,
        cluster,
        new Roles(cluster.client()),
        new Orphans(cluster.client()),
        new Samples(folder.resolve("samples")),
        aws,
        new SimulatorCalls(endpoint, aws),
        endpoint,
        operator,
        aws.picture());
  }

  /** Checks that every group which is not Rolegate's is as it was, rule ids included. */
  void checkUnmanagedUntouched() {
    var now = aws.picture().unmanaged();
    checks.check(
        "the groups that are not Rolegate's are as they were, rule ids included",
        now.equals(before.groups()),
        now.size() + " groups");
  }

  @Override
  public void close() {
    aws.close();
    cluster.close();
  }
}
